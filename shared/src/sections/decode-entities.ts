/** The named entities that WordPress and its editors write; everything else arrives as UTF-8 or as a number. */
const NAMED: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	hellip: '…',
	mdash: '—',
	ndash: '–',
	lsquo: '‘',
	rsquo: '’',
	ldquo: '“',
	rdquo: '”',
	sbquo: '‚',
	bdquo: '„',
	laquo: '«',
	raquo: '»',
	lsaquo: '‹',
	rsaquo: '›',
	copy: '©',
	reg: '®',
	trade: '™',
	deg: '°',
	times: '×',
	middot: '·',
	bull: '•',
	euro: '€',
	pound: '£',
	frac12: '½',
	frac14: '¼',
	frac34: '¾',
	plusmn: '±',
	prime: '′',
	Prime: '″',
	rarr: '→',
	larr: '←',
	iexcl: '¡',
	iquest: '¿',
	shy: '',
	zwnj: '\u200c',
	zwj: '\u200d',
	lrm: '',
	rlm: '',
};

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/gi;

export function decodeEntities(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(ENTITY, (whole: string, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) return NAMED[name] ?? whole;
		const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
		const invalid = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
		return invalid ? '\ufffd' : String.fromCodePoint(code);
	});
}
