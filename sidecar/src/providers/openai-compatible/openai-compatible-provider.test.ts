import sharp from 'sharp';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { readProviderSettings } from '../../config/read-provider-settings.ts';
import { factsAbout, findModel } from '../../models/find-model.ts';
import type { ImageRequest } from '../image-provider.ts';
import { offerProviders } from '../offered-providers.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible-provider.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());
const baseUrl = `${emulator.baseUrl('openai_compatible')}/v1`;

function make(changes: Partial<ImageRequest>, apiKey = '') {
	const request: ImageRequest = {
		operation: 'generate',
		model: 'default',
		prompt: 'A harbour',
		width: 1024,
		height: 768,
		quality: 'auto',
		source: null,
		mask: null,
		references: [],
		seed: 7,
		partialImages: 0,
		card: { title: '', kicker: '', language: 'en', palette: [], imageType: 'realistic' },
		...changes,
	};
	return createOpenAiCompatibleProvider({ apiKey, baseUrl }).makeImage(request, {
		signal: new AbortController().signal,
		callKey: 'call-1',
		remoteId: null,
		onSubmitted: () => Promise.resolve(),
		onPartialImage: () => undefined,
	});
}

test('without a key none is sent, and without a model the server chooses', async () => {
	vi.stubEnv('OPENAI_API_KEY', 'sk-of-the-owner');
	try {
		await make({});
	} finally {
		vi.unstubAllEnvs();
	}
	const [sent] = emulator.requests();
	expect(sent?.headers).not.toHaveProperty('authorization');
	expect(sent?.body).toEqual({
		prompt: 'A harbour',
		n: 1,
		response_format: 'b64_json',
		size: '1024x768',
	});
});

test('an answer with the address of the image is followed', async () => {
	const { bytes } = await make({ model: 'answers-with-address' });
	expect((await sharp(bytes).metadata()).width).toBe(1024);
});

test('an edit is a form with the image in it', async () => {
	const source = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#375' } })
		.png()
		.toBuffer();
	await make({ operation: 'edit', model: 'qwen-image-edit', prompt: 'Make it night', source });
	const [sent] = emulator.requests();
	expect(sent?.path).toBe('/openai_compatible/v1/images/edits');
	expect(sent?.body).toMatchObject({ model: 'qwen-image-edit', prompt: 'Make it night', n: 1 });
	expect(sent?.files.map(({ field, name }) => [field, name])).toEqual([['image[]', 'image-1.png']]);
});

test('a mask is refused before anything is sent, as servers mean different things by it', async () => {
	await expect(make({ operation: 'edit_with_mask' })).rejects.toMatchObject({
		code: 'operation_unsupported',
		charged: 'no',
	});
	expect(emulator.requests()).toEqual([]);
});

test('every name is a model there, and its price is not known', () => {
	const { facts } = findModel('openai_compatible', 'some-checkpoint', new Date());
	expect(facts).toMatchObject({ name: 'some-checkpoint', isDefault: false, price: { kind: 'unknown' } });
	expect(factsAbout('openai_compatible', 'some-checkpoint')).toEqual(facts);
	expect(factsAbout('openai', 'some-checkpoint')).toBeNull();
});

test('it is offered once its address is set, with the model of its setting', () => {
	const offered = (environment: Record<string, string>) =>
		offerProviders({ providers: readProviderSettings(environment) }, 1).get('openai_compatible');
	expect(offered({})?.provider).toBeNull();
	const address = { OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:8080/v1' };
	expect(offered(address)).toMatchObject({ defaultModel: '' });
	expect(offered(address)?.provider?.name).toBe('openai_compatible');
	const withModel = { ...address, OPENAI_COMPATIBLE_MODEL: 'flux-2-klein' };
	expect(offered(withModel)).toMatchObject({ defaultModel: 'flux-2-klein' });
});
