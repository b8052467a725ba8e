import type { Operation } from '../models/model-facts.ts';
import { recogniseImage } from './recognise-image.ts';

/** What is wrong with the bytes that an operation ended in; null where they are whole and of the right kind. */
export function faultOfOutput(operation: Operation, bytes: Uint8Array): string | null {
	if (operation === 'image_to_3d') return faultOfModel(bytes);
	if (operation === 'image_to_video') return faultOfVideo(bytes);
	const kind = recogniseImage(bytes);
	if (kind === 'truncated') return `the image breaks off after ${bytes.length} bytes`;
	return kind === null ? 'what came is no PNG, JPEG or WebP' : null;
}

/** A GLB says its whole length in bytes 8 to 11 (glTF 2.0, section "Binary glTF Layout"). */
function faultOfModel(bytes: Uint8Array): string | null {
	const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (data.length < 12 || data.toString('latin1', 0, 4) !== 'glTF') return 'what came is no GLB model';
	return data.length < data.readUInt32LE(8) ? `the model breaks off after ${data.length} bytes` : null;
}

/** An MP4 is boxes, each with its length before its name; the first is `ftyp` (ISO/IEC 14496-12). */
function faultOfVideo(bytes: Uint8Array): string | null {
	const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (data.length < 8 || data.toString('latin1', 4, 8) !== 'ftyp') return 'what came is no MP4 video';
	let position = 0;
	while (position + 8 <= data.length) {
		const length = data.readUInt32BE(position);
		// 0 is "to the end"; 1 is a 64-bit length in the next 8 bytes.
		if (length === 0) return null;
		position +=
			length === 1 && position + 16 <= data.length
				? Number(data.readBigUInt64BE(position + 8))
				: Math.max(length, 8);
	}
	return position > data.length ? `the video breaks off after ${data.length} bytes` : null;
}
