/** A GLB without geometry, which every viewer opens as an empty scene; the words make two of them differ. */
export function sampleModel(words: string): Buffer {
	const json = Buffer.from(
		JSON.stringify({ asset: { version: '2.0', copyright: words.slice(0, 200) }, scenes: [{}], scene: 0 }),
	);
	const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')]);
	const header = Buffer.alloc(20);
	header.write('glTF', 0, 'latin1');
	header.writeUInt32LE(2, 4);
	header.writeUInt32LE(20 + padded.length, 8);
	header.writeUInt32LE(padded.length, 12);
	header.write('JSON', 16, 'latin1');
	return Buffer.concat([header, padded]);
}

/** An MP4 without tracks: a file type box and one to be skipped, which holds the words. */
export function sampleVideo(words: string): Buffer {
	return Buffer.concat([
		box('ftyp', Buffer.from('isom\0\0\0\0isommp42', 'latin1')),
		box('free', Buffer.from(words)),
	]);
}

function box(name: string, content: Buffer): Buffer {
	const header = Buffer.alloc(8);
	header.writeUInt32BE(8 + content.length, 0);
	header.write(name, 4, 'latin1');
	return Buffer.concat([header, content]);
}
