import { afterAll, expect, test } from 'vitest';
import { startProviderEmulator } from '../../../test/provider-emulator/start-provider-emulator.ts';
import { readConfig } from '../config/read-config.ts';
import { chooseModel, offerProviders } from './offered-providers.ts';

const TODAY = new Date('2026-11-20T12:00:00Z');
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

const withoutKey = offerProviders(readConfig({}), 2);
const withKey = offerProviders(
	readConfig({
		OPENAI_API_KEY: 'sk-test',
		OPENAI_BASE_URL: emulator.openaiBaseUrl,
		LIMNER_OPENAI_CONCURRENCY: '1',
	}),
	2,
);

test('automatic is the sketch without a key, whatever model was chosen, and says so', () => {
	const chosen = chooseModel(withoutKey, { provider: 'automatic', model: 'gpt-image-2' }, TODAY);
	expect(chosen).toMatchObject({
		sketchForLackOfKey: true,
		provider: { name: 'sketch' },
		found: { facts: { name: 'card' } },
	});
});

test('automatic is OpenAI with a key', () => {
	const chosen = chooseModel(withKey, { provider: 'automatic', model: '' }, TODAY);
	expect(chosen.sketchForLackOfKey).toBe(false);
	expect(chosen.found.facts.name).toBe('gpt-image-2.5-flare');
	expect(chosen.offered.places).toBe(1);
});

test('a provider without its key is not replaced by another', () => {
	expect(() => chooseModel(withoutKey, { provider: 'openai', model: '' }, TODAY)).toThrowError(
		expect.objectContaining({ code: 'provider_key_missing', subject: 'openai' }),
	);
	expect(() => chooseModel(withKey, { provider: 'acme', model: '' }, TODAY)).toThrowError(
		expect.objectContaining({ code: 'provider_unknown', subject: 'acme' }),
	);
});

test('one refused call holds back the next ones with the same key', async () => {
	const { offered, provider } = chooseModel(withKey, { provider: 'openai', model: '' }, TODAY);
	expect(offered.pacer.begin()).toBe(0);
	emulator.setScenario('rate_limited_seconds', { retryAfter: 30 });
	const call = provider.makeImage(
		{
			operation: 'generate',
			model: 'gpt-image-2.5-flare',
			prompt: 'A harbour',
			width: 1024,
			height: 1024,
			quality: 'low',
			source: null,
			mask: null,
			references: [],
			seed: 1,
			partialImages: 0,
			card: { title: '', kicker: '', language: '', palette: [], imageType: '' },
		},
		{
			signal: new AbortController().signal,
			callKey: 'key',
			remoteId: null,
			onSubmitted: () => Promise.resolve(),
			onPartialImage: () => undefined,
		},
	);
	await expect(call).rejects.toMatchObject({ code: 'provider_rate_limited' });
	expect(offered.pacer.begin()).toBeGreaterThan(29_000);
});
