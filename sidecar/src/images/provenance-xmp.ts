/** IPTC's terms for how an image came to be: https://cv.iptc.org/newscodes/digitalsourcetype/ */
type DigitalSourceType =
	'trainedAlgorithmicMedia' | 'algorithmicMedia' | 'compositeWithTrainedAlgorithmicMedia';

export interface Provenance {
	digitalSourceType: DigitalSourceType;
	/** Program and model, as in "Limner 0.1 (gpt-image-2.5-flare)". */
	creatorTool: string;
	description?: string;
}

const VOCABULARY = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** The XMP packet that says how an image was made; the only metadata that a rendition carries. */
export function provenanceXmp(provenance: Provenance): string {
	const description =
		provenance.description === undefined
			? ''
			: `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(provenance.description)}</rdf:li></rdf:Alt></dc:description>`;
	return (
		'<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>' +
		'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
		'<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"' +
		' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"' +
		` Iptc4xmpExt:DigitalSourceType="${VOCABULARY}${provenance.digitalSourceType}"` +
		` xmp:CreatorTool="${escapeXml(provenance.creatorTool)}">${description}</rdf:Description>` +
		'</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
	);
}

function escapeXml(text: string): string {
	return text
		.replaceAll(/[^\P{Control}\t\n\r]|[\uFFFE\uFFFF]/gu, ' ')
		.toWellFormed()
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
