import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { factsAbout } from '../../models/find-model.ts';
import type { ImageRequest } from '../image-provider.ts';
import { stabilityOrder } from './stability-request.ts';

const source = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#375' } })
	.png()
	.toBuffer();

const request: ImageRequest = {
	operation: 'generate',
	model: 'generate/core',
	prompt: 'A harbour',
	width: 1344,
	height: 768,
	quality: 'auto',
	source: null,
	mask: null,
	references: [],
	seed: 7,
	partialImages: 0,
	card: { title: '', kicker: '', language: '', palette: [], imageType: '' },
};

async function fieldsOf(changes: Partial<ImageRequest>): Promise<Record<string, unknown>> {
	const asked = { ...request, ...changes };
	const { form } = await stabilityOrder(asked, factsAbout('stability', asked.model));
	const entries = [...form.entries()].map(([name, value]) => [
		name,
		typeof value === 'string' ? value : `${value.name} ${value.type}`,
	]);
	return Object.fromEntries(entries) as Record<string, unknown>;
}

describe('outpaint: the picture grows to the ratio that is wanted', () => {
	const outpaint = { operation: 'outpaint', model: 'edit/outpaint', source } as const;

	test.each([
		['wider, in equal parts', 1600, 900, { left: '106', right: '107' }],
		['taller', 1080, 1350, { up: '160', down: '160' }],
		['square', 500, 500, { up: '80', down: '80' }],
	])('%s', async (_, width, height, sides) => {
		const fields = await fieldsOf({ ...outpaint, width, height, prompt: '' });
		expect(fields).toEqual({
			...sides,
			seed: '7',
			image: 'image.png image/png',
			output_format: 'png',
		});
	});

	test.each([
		['the ratio it has', 1280, 960],
		['more than can be added', 9000, 480],
	])('refuses %s', async (_, width, height) => {
		await expect(fieldsOf({ ...outpaint, width, height })).rejects.toMatchObject({
			code: 'size_unsupported',
			charged: 'no',
		});
	});
});

describe('search and replace', () => {
	const replace = { operation: 'edit', model: 'edit/search-and-replace', source } as const;

	test.each(['a red car → a blue bicycle', 'a red car -> a blue bicycle'])('%s', async (prompt) => {
		expect(await fieldsOf({ ...replace, prompt })).toMatchObject({
			search_prompt: 'a red car',
			prompt: 'a blue bicycle',
		});
	});

	test.each(['a blue bicycle', 'a red car →', '→ a blue bicycle'])('not %s', async (prompt) => {
		await expect(fieldsOf({ ...replace, prompt })).rejects.toMatchObject({
			code: 'provider_rejected_request',
			charged: 'no',
		});
	});
});

test('the sd3 family shares an endpoint, and a source takes the place of the ratio', async () => {
	const variation = { ...request, operation: 'variations' as const, model: 'sd3.5-large', source };
	const order = await stabilityOrder(variation, factsAbout('stability', 'sd3.5-large'));
	expect(order.path).toBe('/v2beta/stable-image/generate/sd3');
	expect(await fieldsOf({ ...variation, diffusion: { strength: 0.3 } })).toEqual({
		prompt: 'A harbour',
		seed: '7',
		model: 'sd3.5-large',
		mode: 'image-to-image',
		strength: '0.3',
		image: 'image.png image/png',
		output_format: 'png',
	});
});

test('the largest seed is brought into its range', async () => {
	expect(await fieldsOf({ seed: 4_294_967_295 })).toMatchObject({ seed: '0' });
	expect(await fieldsOf({ seed: 4_294_967_294 })).toMatchObject({ seed: '4294967294' });
});

test('a style transfer without a style is refused before anything is sent', async () => {
	await expect(
		fieldsOf({ operation: 'style_transfer', model: 'control/style-transfer', source }),
	).rejects.toMatchObject({ code: 'image_unreadable', charged: 'no' });
});
