import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import type { ImageRequest } from '../image-provider.ts';
import { createAiSdkProvider } from './ai-sdk-provider.ts';
import type { AiSdkHost } from './ai-sdk-host.ts';
import { togetherAiHost } from './hosts/togetherai.ts';
import { xAiHost } from './hosts/xai.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const picture = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#375' } })
	.webp()
	.toBuffer();
const asAddress = `data:image/webp;base64,${picture.toString('base64')}`;

function make(host: AiSdkHost, changes: Partial<ImageRequest>) {
	const request: ImageRequest = {
		operation: 'generate',
		model: '',
		prompt: 'A harbour',
		width: 1024,
		height: 1024,
		quality: 'auto',
		source: null,
		mask: null,
		references: [],
		seed: 7,
		partialImages: 0,
		card: { title: '', kicker: '', language: 'en', palette: [], imageType: 'realistic' },
		...changes,
	};
	const baseUrl = `${emulator.baseUrl(host.name)}/v1`;
	return createAiSdkProvider(host, { apiKey: 'key', baseUrl }).makeImage(request, {
		signal: new AbortController().signal,
		callKey: 'call-1',
		remoteId: null,
		onSubmitted: () => Promise.resolve(),
		onPartialImage: () => undefined,
	});
}

describe('xAI', () => {
	const model = 'grok-imagine-image-2.0';

	test('an edit has the source first, and costs what the answer says', async () => {
		const { costMicrodollars } = await make(xAiHost, {
			operation: 'style_transfer',
			model,
			prompt: '',
			width: 2048,
			height: 2048,
			source: picture,
			references: [picture],
		});
		const [sent] = emulator.requests();
		expect(sent?.path).toBe('/xai/v1/images/edits');
		expect(sent?.body).toMatchObject({
			prompt: expect.stringMatching(/^Redraw the first picture/),
			aspect_ratio: '1:1',
			resolution: '2k',
			images: [
				{ url: asAddress, type: 'image_url' },
				{ url: asAddress, type: 'image_url' },
			],
		});
		expect(costMicrodollars).toBe(80_000 + 2 * 10_000);
	});

	test('an image that was refused once it was made is charged', () => {
		const body = {
			code: 'imagine:content-moderated',
			error: 'Generated image rejected by content moderation.',
			usage: { cost_in_usd_ticks: 900_000_000 },
		};
		expect(xAiHost.readRefusal({ status: 400, body }, model)).toMatchObject({
			code: 'provider_moderated',
			charged: 'yes',
		});
		const filtered = { data: [{ respect_moderation: false }], usage: { cost_in_usd_ticks: 900_000_000 } };
		expect(xAiHost.refusalIn?.(filtered)).toMatchObject({ code: 'provider_moderated', charged: 'yes' });
	});
});

describe('Together AI', () => {
	test('a model that takes pixels is asked for pixels', async () => {
		await make(togetherAiHost, { model: 'black-forest-labs/FLUX.2-pro', width: 1280, height: 720 });
		expect(emulator.requests()[0]?.body).toMatchObject({ width: 1280, height: 720, seed: 7 });
		expect(emulator.requests()[0]?.body).not.toHaveProperty('aspect_ratio');
	});

	test('a model that takes a ratio is asked for a ratio, with the image it edits', async () => {
		await make(togetherAiHost, {
			operation: 'edit',
			model: 'black-forest-labs/FLUX.1-kontext-pro',
			prompt: 'Make it night',
			width: 1344,
			height: 768,
			source: picture,
			diffusion: { steps: 20, guidanceScale: 3.5 },
		});
		expect(emulator.requests()[0]?.body).toEqual({
			model: 'black-forest-labs/FLUX.1-kontext-pro',
			prompt: 'Make it night',
			seed: 7,
			image_url: asAddress,
			response_format: 'base64',
			output_format: 'png',
			aspect_ratio: '16:9',
			steps: 20,
			guidance_scale: 3.5,
		});
	});
});
