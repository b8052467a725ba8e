import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { recogniseImage } from './recognise-image.ts';

const picture = () => sharp({ create: { width: 64, height: 48, channels: 3, background: '#7a3b12' } });

describe('recogniseImage', () => {
	test.each(['png', 'jpeg', 'webp'] as const)('knows a whole %s from half of one', async (format) => {
		const bytes = await picture().toFormat(format).toBuffer();
		expect(recogniseImage(bytes)).toBe(format);
		expect(recogniseImage(bytes.subarray(0, Math.floor(bytes.length / 2)))).toBe('truncated');
	});

	test('reads a view into a larger buffer', async () => {
		const bytes = await picture().png().toBuffer();
		const larger = Buffer.concat([Buffer.alloc(100, 7), bytes]);
		expect(recogniseImage(new Uint8Array(larger.buffer, larger.byteOffset + 100, bytes.length))).toBe('png');
	});

	test.each([
		['nothing', ''],
		['HTML', '<!doctype html><title>Welcome</title>'],
		['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
		['GIF', 'GIF89a\u0001\u0000\u0001\u0000'],
	])('does not take %s for an image', (_, text) => {
		expect(recogniseImage(Buffer.from(text, 'latin1'))).toBeNull();
	});
});
