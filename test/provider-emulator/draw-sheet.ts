import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import {
	chunk,
	COLOURS_IN_FULL,
	header,
	indices,
	palette,
	PNG_SIGNATURE,
	SUBJECT_PLACES,
} from './draw-photograph.ts';

/** Pixels of white between the panels. */
const GUTTER = 16;

/** As a model does that follows what is said of the layout. */
export function asksForSheet(words: string): boolean {
	return /\b2 ?[×x] ?2 grid\b/i.test(words);
}

/** A PNG with four photographs in two rows, each with a subject at another place and in other colours. */
export function drawSheet(seed: string, width: number, height: number): Buffer {
	const rows = Buffer.alloc((width * 3 + 1) * height, 255);
	for (let y = 0; y < height; y++) rows[y * (width * 3 + 1)] = 0;
	const panel = { width: Math.floor((width - GUTTER) / 2), height: Math.floor((height - GUTTER) / 2) };
	for (const [number, place] of SUBJECT_PLACES.entries()) {
		const left = number % 2 === 0 ? 0 : width - panel.width;
		const top = number < 2 ? 0 : height - panel.height;
		const colours = palette(createHash('sha256').update(`${seed}\npanel ${number}`).digest(), 0);
		const pixels = indices(panel.width, panel.height, place);
		for (let y = 0; y < panel.height; y++) {
			for (let x = 0; x < panel.width; x++) {
				const entry = (pixels[y * (panel.width + 1) + 1 + x] ?? 0) * 3;
				const at = (top + y) * (width * 3 + 1) + 1 + (left + x) * 3;
				colours.copy(rows, at, entry, entry + 3);
			}
		}
	}
	return Buffer.concat([
		PNG_SIGNATURE,
		chunk('IHDR', header(width, height, COLOURS_IN_FULL)),
		chunk('IDAT', deflateSync(rows, { level: 1 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
