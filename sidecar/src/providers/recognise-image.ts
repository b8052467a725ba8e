/**
 * Whether bytes are one of the formats that providers send, whole to the end: enough to tell a page of HTML or a broken
 * download from an image before anything is stored. Decoding is somebody else's.
 */
export function recogniseImage(bytes: Uint8Array): 'png' | 'jpeg' | 'webp' | 'truncated' | null {
	const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (data.subarray(0, 8).equals(PNG_SIGNATURE)) return endsWithChunk(data) ? 'png' : 'truncated';
	if (data.length > 3 && data.readUIntBE(0, 3) === 0xffd8ff) {
		return data.lastIndexOf(JPEG_END) > 2 ? 'jpeg' : 'truncated';
	}
	if (
		data.length > 12 &&
		data.toString('latin1', 0, 4) === 'RIFF' &&
		data.toString('latin1', 8, 12) === 'WEBP'
	) {
		return data.length >= data.readUInt32LE(4) + 8 ? 'webp' : 'truncated';
	}
	return null;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** Goes from chunk to chunk by their lengths; a whole PNG leads to IEND. */
function endsWithChunk(data: Buffer): boolean {
	let position = 8;
	while (position + 12 <= data.length) {
		const length = data.readUInt32BE(position);
		const end = position + 12 + length;
		if (end > data.length) return false;
		if (data.toString('latin1', position + 4, position + 8) === 'IEND') return true;
		position = end;
	}
	return false;
}
