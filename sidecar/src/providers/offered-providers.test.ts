import { afterAll, expect, test } from 'vitest';
import { startProviderEmulator } from '../../../test/provider-emulator/start-provider-emulator.ts';
import { readConfig } from '../config/read-config.ts';
import { isUnchecked, offerProviders } from './offered-providers.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

const withKey = offerProviders(
	readConfig({
		OPENAI_API_KEY: 'sk-test',
		OPENAI_BASE_URL: emulator.openaiBaseUrl,
		LIMNER_OPENAI_CONCURRENCY: '1',
	}),
	2,
);

test('one refused call holds back the next ones with the same key', async () => {
	const offered = withKey.get('openai');
	if (!offered?.provider) throw new Error('OpenAI is not offered');
	const { provider } = offered;
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

test('a provider that was checked against nothing is known as such, but for what draws here', () => {
	const offered = offerProviders(readConfig({}), 2);
	expect([...offered.values()].filter(isUnchecked)).toEqual([]);
	const [openai] = [...offered.values()];
	if (!openai) throw new Error('nothing is offered');
	const checkedAgainst = { kind: 'nothing', source: 'a guess' } as const;
	expect(isUnchecked({ ...openai, definition: { ...openai.definition, checkedAgainst } })).toBe(true);
});
