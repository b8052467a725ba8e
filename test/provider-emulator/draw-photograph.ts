import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Where the subject stands, as fractions of the width and height; the seed chooses one. */
export const SUBJECT_PLACES = [
	{ x: 0.5, y: 0.5 },
	{ x: 0.3, y: 0.55 },
	{ x: 0.7, y: 0.5 },
	{ x: 0.62, y: 0.4 },
] as const;
/** Palette entries 0 to 191 are the scenery from top to bottom, the rest is the subject from shade to light. */
const SCENERY_COLOURS = 192;

const compressedPixels = new Map<string, Buffer>();

/**
 * A PNG that looks like a grainy photograph of a ball before hills. The pixels are palette indices that depend on the
 * size and the subject's place only, so they are compressed once; the palette depends on the seed, so two prompts never
 * give the same picture. That keeps the emulator's own work near zero, however many images are asked for.
 */
export function drawPhotograph(seed: string, width: number, height: number, fade = 0): Buffer {
	const hash = createHash('sha256').update(seed).digest();
	const place = (hash[0] ?? 0) % SUBJECT_PLACES.length;
	return Buffer.concat([
		PNG_SIGNATURE,
		chunk('IHDR', header(width, height, COLOURS_BY_INDEX)),
		chunk('PLTE', palette(hash, fade)),
		chunk('IDAT', pixels(width, height, place)),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** What PNG calls the kinds of its pixels. */
const COLOURS_BY_INDEX = 3;
export const COLOURS_IN_FULL = 2;

export function header(width: number, height: number, colours: number): Buffer {
	const data = Buffer.alloc(13);
	data.writeUInt32BE(width, 0);
	data.writeUInt32BE(height, 4);
	data.set([8, colours, 0, 0, 0], 8);
	return data;
}

/** `fade` mixes every colour with grey: 0 is the finished picture, a partial image is nearer to 1. */
export function palette(hash: Buffer, fade: number): Buffer {
	const data = Buffer.alloc(256 * 3);
	for (let index = 0; index < 256; index++) {
		const isScenery = index < SCENERY_COLOURS;
		const start = isScenery ? 1 : 7;
		const position = isScenery
			? index / (SCENERY_COLOURS - 1)
			: (index - SCENERY_COLOURS) / (255 - SCENERY_COLOURS);
		for (let channel = 0; channel < 3; channel++) {
			const from = hash[start + channel] ?? 0;
			const to = hash[start + 3 + channel] ?? 0;
			const colour = from + (to - from) * position;
			data[index * 3 + channel] = Math.round(colour * (1 - fade) + 128 * fade);
		}
	}
	return data;
}

function pixels(width: number, height: number, place: number): Buffer {
	const key = `${width}x${height}@${place}`;
	const known = compressedPixels.get(key);
	if (known) return known;
	const drawn = deflateSync(indices(width, height, SUBJECT_PLACES[place] ?? SUBJECT_PLACES[0]), { level: 1 });
	compressedPixels.set(key, drawn);
	return drawn;
}

/** Entries of the palette by rows, each row after one byte that PNG wants there. */
export function indices(width: number, height: number, place: { x: number; y: number }): Buffer {
	const data = Buffer.alloc((width + 1) * height);
	const radius = Math.min(width, height) * 0.22;
	let grain = 1;
	for (let y = 0; y < height; y++) {
		const row = y * (width + 1) + 1;
		for (let x = 0; x < width; x++) {
			grain = (grain * 1103515245 + 12345) & 0x7fffffff;
			const noise = ((grain >> 16) % 7) - 3;
			const fromSubject = Math.hypot(x - place.x * width, y - place.y * height) / radius;
			data[row + x] =
				fromSubject < 1 ? subjectIndex(fromSubject, noise) : sceneryIndex(x / width, y / height, noise);
		}
	}
	return data;
}

function subjectIndex(fromSubject: number, noise: number): number {
	return clamp(SCENERY_COLOURS + (1 - fromSubject) * 60 + noise, SCENERY_COLOURS, 255);
}

function sceneryIndex(x: number, y: number, noise: number): number {
	const hill = 0.6 + 0.08 * Math.sin(x * 7) + 0.03 * Math.sin(x * 23);
	return clamp((y > hill ? 110 + y * 70 : y * 110) + noise, 0, SCENERY_COLOURS - 1);
}

function clamp(value: number, lowest: number, highest: number): number {
	return Math.max(lowest, Math.min(highest, Math.round(value)));
}

export function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(body.length + 8);
	frame.writeUInt32BE(data.length, 0);
	body.copy(frame, 4);
	frame.writeUInt32BE(crc32(body), body.length + 4);
	return frame;
}
