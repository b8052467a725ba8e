import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '@limner/shared/contracts/plan';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import { runLimner } from '../command-line/run-limner.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { generationRequest, samplePlanRequest, samplePolicy } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

/** Whatever is wrong about a setting is said before a provider is asked for anything, with the setting and a remedy. */
let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;
let good: Plan;

const POST = 901;
const openai = (changes: Partial<Policy> = {}) => samplePolicy({ provider: 'openai', ...changes });
const choice = (changes: Partial<Policy['choice']>) => ({
	choice: { ...POLICY_DEFAULTS.choice, ...changes },
});
const fallback = (provider: string, model = '') => choice({ fallbacks: [{ provider, model }] });

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			FAL_KEY: 'emulated:key',
			FAL_BASE_URL: emulator.baseUrl('fal'),
		},
	});
	client = await SignedClient.pair(sidecar);
	good = await client.call('makePlan', { body: samplePlanRequest(POST, openai()) });
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
beforeEach(() => emulator.reset());
/** Nothing at all goes out, so nothing that costs money. */
afterEach(() => {
	expect(emulator.requests()).toEqual([]);
	expect(emulator.charges()).toEqual([]);
});

describe('of a site: refused in the plan, and again where images are asked for', () => {
	it.each<[string, Partial<Policy>, Record<string, unknown>]>([
		['an unknown provider', { provider: 'opnai' }, { code: 'provider_unknown', subject: 'opnai → openai?' }],
		[
			'an unknown model',
			{ model: 'gpt-image-2.5-flair' },
			{ code: 'model_unknown', subject: 'gpt-image-2.5-flair → gpt-image-2.5-flare?' },
		],
		[
			'a model that is gone',
			{ model: 'dall-e-3' },
			{ code: 'model_retired', subject: 'dall-e-3 → gpt-image-2.5-flare' },
		],
		[
			'a model of another provider',
			{ model: 'fal-ai/flux-2-pro' },
			{ code: 'model_unknown', subject: 'fal-ai/flux-2-pro → the provider fal?' },
		],
		[
			'a missing key',
			{ provider: 'bfl' },
			{ code: 'provider_key_missing', subject: 'bfl', cause: 'BFL_API_KEY is not set on the sidecar' },
		],
		[
			'a price ceiling that is too low',
			choice({ price_ceiling: 10 }),
			{ code: 'price_ceiling_too_low', subject: 'price_ceiling', amount: expect.any(Number) },
		],
		[
			'a size that the model lacks',
			{ desktop: { enabled: true, width: 8000, height: 4500 } },
			{ code: 'size_unsupported', subject: '8000×4500', cause: expect.stringContaining('makes at most') },
		],
		[
			'an unknown fallback',
			fallback('replicte'),
			{ code: 'provider_unknown', subject: 'replicte → replicate?' },
		],
		[
			'a fallback with an unknown model',
			fallback('fal', 'fal-ai/flux-2-por'),
			{ code: 'model_unknown', subject: 'fal-ai/flux-2-por → fal-ai/flux-2-pro?' },
		],
		[
			'an unknown template',
			{ social: ['x-crad'] },
			{
				code: 'request_malformed',
				subject: 'template',
				cause: 'There is no template “x-crad”. Did you mean “x-card”?',
			},
		],
	])('%s', async (_wrong, changes, expected) => {
		const policy = openai(changes);
		const plan = await client.refusal('makePlan', { body: samplePlanRequest(POST, policy) });
		expect(plan).toMatchObject({ ...expected, charged: 'no', retryable: false });
		const generation = await client.refusal('startGeneration', { body: generationRequest(good, policy) });
		expect(generation).toMatchObject(expected);
	});
});

describe('of a site: told in the plan, as it can be made all the same', () => {
	it.each<[string, Partial<Policy>, { code: string; subject: string }]>([
		[
			'a ratio that the model lacks: the next one that it has, cut',
			{ model: 'gpt-image-1.5', desktop: { enabled: true, width: 1200, height: 675 } },
			{ code: 'size_adjusted', subject: '1536×1024' },
		],
		['a fallback without a key', fallback('bfl'), { code: 'fallback_unusable', subject: 'bfl' }],
		[
			'a negative prompt that the model does not take',
			{ prompting: { ...POLICY_DEFAULTS.prompting, negative: 'lettering' } },
			{ code: 'negative_prompt_not_sent', subject: 'gpt-image-2.5-flare' },
		],
	])('%s', async (_wrong, changes, notice) => {
		const plan = await client.call('makePlan', { body: samplePlanRequest(POST, openai(changes)) });
		expect(plan.notices).toContainEqual(notice);
	});
});

describe('on the command line', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'limner-wrong-settings-'));
		writeFileSync(join(folder, 'bread.md'), '# Bread\n\nFlour, water, salt and a night of patience.\n');
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	const illustrate = ['illustrate', 'bread.md', '--out', 'out', '--yes'];

	it.each<[string, string[], string[]]>([
		['an unknown provider', [...illustrate, '--provider', 'opnai'], ['provider_unknown', 'openai']],
		[
			'an unknown model',
			[...illustrate, '--provider', 'openai', '--model', 'gpt-image-2.5-flair'],
			['model_unknown', 'gpt-image-2.5-flare'],
		],
		['a missing key', [...illustrate, '--provider', 'bfl'], ['provider_key_missing', 'BFL_API_KEY']],
		['a size', [...illustrate, '--provider', 'openai', '--size', '8000x4500'], ['size_unsupported']],
		['an unknown template', ['estimate', '--provider', 'openai', '--template', 'x-crad'], ['“x-card”']],
	])('%s', async (_wrong, parameters, said) => {
		const environment = { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl };
		const { code, stderr } = await runLimner(parameters, { folder, environment });
		expect(code).toBe(1);
		for (const words of said) expect(stderr).toContain(words);
	});

	it.each([['serve'], illustrate])(
		'the key of another provider stops it: limner %s',
		async (...parameters) => {
			const environment = { OPENAI_API_KEY: 'AIzaSyA-a-key-of-google-0123456789' };
			const { code, stderr } = await runLimner(parameters, { folder, environment });
			expect(code).not.toBe(0);
			expect(stderr).toContain('OPENAI_API_KEY');
			expect(stderr).toContain('GEMINI_API_KEY');
			expect(stderr).not.toContain('0123456789');
		},
	);
});
