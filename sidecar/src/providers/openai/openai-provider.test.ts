import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import type { LimitReport } from '../call-pacer.ts';
import { createOpenAiProvider, type OpenAiProviderOptions } from './openai-provider.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const request: ImageRequest = {
	operation: 'generate',
	model: 'gpt-image-2.5-flare',
	prompt: 'A harbour before dawn, nets in the foreground',
	width: 1792,
	height: 1008,
	quality: 'medium',
	source: null,
	mask: null,
	references: [],
	seed: 7,
	partialImages: 0,
	card: { title: 'Harbour', kicker: '', language: 'en', palette: [], imageType: 'realistic' },
};

function make(
	changes: Partial<ImageRequest> = {},
	context: Partial<ImageCallContext> = {},
	options: Partial<OpenAiProviderOptions> = {},
) {
	return createOpenAiProvider({ apiKey: 'sk-test', baseUrl: emulator.openaiBaseUrl, ...options }).makeImage(
		{ ...request, ...changes },
		{
			signal: new AbortController().signal,
			callKey: 'call-1',
			remoteId: null,
			onSubmitted: () => Promise.resolve(),
			onPartialImage: () => undefined,
			...context,
		},
	);
}

const sent = () => {
	const [only, ...others] = emulator.requests();
	expect(others).toEqual([]);
	if (!only) throw new Error('nothing was sent');
	return only;
};

describe('what is sent', () => {
	test('a generation', async () => {
		await make();
		const { method, path, body, headers } = sent();
		expect({ method, path, body }).toEqual({
			method: 'POST',
			path: '/v1/images/generations',
			body: {
				model: 'gpt-image-2.5-flare',
				prompt: 'A harbour before dawn, nets in the foreground',
				size: '1792x1008',
				quality: 'medium',
				background: 'opaque',
				output_format: 'png',
				moderation: 'auto',
			},
		});
		expect(headers).toMatchObject({
			authorization: 'Bearer sk-test',
			'content-type': 'application/json',
			'x-client-request-id': 'call-1',
		});
		expect(headers).not.toHaveProperty('openai-organization');
	});

	test('a generation with partial images, low moderation and a safety identifier', async () => {
		await make({ partialImages: 2 }, { safetyIdentifier: 'site-person-hash' }, { moderation: 'low' });
		expect(sent().body).toMatchObject({
			stream: true,
			partial_images: 2,
			moderation: 'low',
			safety_identifier: 'site-person-hash',
		});
	});

	test('an edit, with every reference in order as image[]', async () => {
		const square = sharp({ create: { width: 32, height: 32, channels: 3, background: '#375' } });
		await make({ references: [await square.png().toBuffer(), await square.webp().toBuffer()] });
		const { path, body, files } = sent();
		expect(path).toBe('/v1/images/edits');
		expect(body).toEqual({
			model: 'gpt-image-2.5-flare',
			prompt: 'A harbour before dawn, nets in the foreground',
			size: '1792x1008',
			quality: 'medium',
			background: 'opaque',
			output_format: 'png',
		});
		expect(files.map(({ field, name, type }) => [field, name, type])).toEqual([
			['image[]', 'reference-1.png', 'image/png'],
			['image[]', 'reference-2.webp', 'image/webp'],
		]);
	});

	test('an edit with a mask: the source first, then the references, the mask apart', async () => {
		const picture = () => sharp({ create: { width: 32, height: 32, channels: 4, background: '#3750' } });
		await make({
			operation: 'edit_with_mask',
			prompt: 'Put a boat there',
			source: await picture().jpeg().toBuffer(),
			mask: await picture().png().toBuffer(),
			references: [await picture().webp().toBuffer()],
		});
		const { path, body, files } = sent();
		expect(path).toBe('/v1/images/edits');
		expect(body).toMatchObject({ prompt: 'Put a boat there', size: '1792x1008' });
		const images = files.filter(({ field }) => field === 'image[]');
		expect(images.map(({ name, type }) => [name, type])).toEqual([
			['source.jpeg', 'image/jpeg'],
			['reference-1.webp', 'image/webp'],
		]);
		const others = files.filter(({ field }) => field !== 'image[]');
		expect(others).toMatchObject([{ field: 'mask', name: 'mask.png', type: 'image/png' }]);
	});

	test.each([
		['outpaint', 'More of the sea', /^Extend the picture.*\s{2}More of the sea$/s],
		['style_transfer', '', /^Redraw the first picture in the style of the picture after it/],
		['variations', '', /^Make another version/],
		['translate_text', 'Into German', /^Translate all writing.*\s{2}Into German$/s],
		['edit', 'Make it night', /^Make it night$/],
	] as const)('%s with its instruction', async (operation, prompt, expected) => {
		const source = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#375' } })
			.png()
			.toBuffer();
		await make({ operation, prompt, source });
		expect(sent().body['prompt']).toMatch(expected);
	});

	test('an edit with partial images', async () => {
		const square = sharp({ create: { width: 32, height: 32, channels: 3, background: '#375' } });
		const partial: Uint8Array[] = [];
		await make(
			{ references: [await square.png().toBuffer()], partialImages: 1 },
			{ onPartialImage: (bytes) => void partial.push(bytes) },
		);
		expect(sent().body).toMatchObject({ stream: true, partial_images: 1 });
		expect(partial).toHaveLength(1);
	});

	test('to the address and with the key that were given, whatever the environment says', async () => {
		vi.stubEnv('OPENAI_BASE_URL', 'http://images.invalid/v1');
		vi.stubEnv('OPENAI_API_KEY', 'sk-environment');
		vi.stubEnv('OPENAI_ORG_ID', 'org-environment');
		try {
			await make();
		} finally {
			vi.unstubAllEnvs();
		}
		expect(sent().headers).toMatchObject({ authorization: 'Bearer sk-test' });
		expect(sent().headers).not.toHaveProperty('openai-organization');
	});
});

describe('what is refused before it is sent', () => {
	test('a prompt over the limit of the model', async () => {
		await expect(make({ prompt: 'x'.repeat(32_001) })).rejects.toMatchObject({
			code: 'prompt_too_long',
			amount: 32_000,
			charged: 'no',
		});
		expect(emulator.requests()).toEqual([]);
	});

	test('a mask that is no PNG', async () => {
		const picture = sharp({ create: { width: 32, height: 32, channels: 3, background: '#375' } });
		const source = await picture.png().toBuffer();
		for (const mask of [await picture.jpeg().toBuffer(), Buffer.from('no image')]) {
			await expect(make({ operation: 'edit_with_mask', source, mask })).rejects.toMatchObject({
				code: 'image_unreadable',
				charged: 'no',
			});
		}
		expect(emulator.requests()).toEqual([]);
	});

	test('what the model does not do', async () => {
		await expect(make({ operation: 'face_swap' })).rejects.toMatchObject({
			code: 'operation_unsupported',
			charged: 'no',
		});
		expect(emulator.requests()).toEqual([]);
	});

	test('more references than the model takes', async () => {
		await expect(
			make({ references: Array.from({ length: 17 }, () => new Uint8Array(8)) }),
		).rejects.toMatchObject({
			code: 'provider_rejected_request',
			charged: 'no',
		});
		expect(emulator.requests()).toEqual([]);
	});
});

describe('what comes back', () => {
	test('the usage as it came, and its cost', async () => {
		const result = await make();
		expect(result.usage).toMatchObject({
			output_tokens: 320,
			input_tokens_details: { text_tokens: 12, image_tokens: 0 },
		});
		expect(result.costMicrodollars).toBe(320 * 30 + 12 * 5);
		expect(result).toMatchObject({ revisedPrompt: null, seed: null });
	});

	test('partial images cost a hundred tokens each', async () => {
		const without = await make();
		const withTwo = await make({ partialImages: 2 });
		expect((withTwo.costMicrodollars ?? 0) - (without.costMicrodollars ?? 0)).toBe(200 * 30);
	});

	test('what the key may still do, after success and after a refusal', async () => {
		const reports: LimitReport[] = [];
		const onLimits = (report: LimitReport) => void reports.push(report);
		await make({}, {}, { onLimits });
		emulator.setScenario('rate_limited_seconds', { retryAfter: 9 });
		await make({}, {}, { onLimits }).catch(() => undefined);
		expect(reports).toEqual([
			{ pauseMilliseconds: null, remaining: 249, resetMilliseconds: 240 },
			{ pauseMilliseconds: 9000, remaining: null, resetMilliseconds: null },
		]);
	});

	test('a refusal after streaming began may have been charged', async () => {
		emulator.setScenario('stream_moderation');
		await expect(make({ partialImages: 1 })).rejects.toMatchObject({
			code: 'provider_moderated',
			charged: 'unknown',
		});
	});

	test('a stream that breaks off is in doubt, one that ends without the image is unreadable', async () => {
		emulator.setScenario('broken_off');
		await expect(make({ partialImages: 1 })).rejects.toMatchObject({
			code: 'outcome_in_doubt',
			charged: 'unknown',
		});
		emulator.setScenario('empty_data');
		await expect(make({ partialImages: 1 })).rejects.toMatchObject({
			code: 'provider_answer_unreadable',
			charged: 'unknown',
		});
	});

	test('a stream that hangs ends with the deadline', async () => {
		emulator.setScenario('drip');
		await expect(make({ partialImages: 1 }, {}, { timeoutSeconds: 0.3 })).rejects.toMatchObject({
			code: 'provider_timeout',
			charged: 'unknown',
		});
	});

	test('what an unusable image did cost', async () => {
		emulator.setScenario('truncated_image');
		await expect(make()).rejects.toMatchObject({
			code: 'provider_answer_unreadable',
			amount: 320 * 30 + 12 * 5,
		});
	});
});
