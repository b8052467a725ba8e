import { OPERATIONS, PLAIN_GENERATION, type Operation } from '@limner/shared/contracts/operation';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import { expect, test } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { PROVIDER_DEFINITIONS } from '../providers/provider-definitions.ts';
import { offerProviders } from '../providers/offered-providers.ts';
import { chooseModel } from './choose-model.ts';
import { openFallback, type Fallback, type Remainder } from './fallbacks.ts';

const TODAY = new Date('2026-11-20T12:00:00Z');
const withoutKey = offerProviders(readConfig({}), 2);
const withKey = offerProviders(readConfig({ OPENAI_API_KEY: 'sk-test', LIMNER_OPENAI_CONCURRENCY: '1' }), 2);

function policy(changes: Partial<Policy> = {}): Policy {
	return {
		...POLICY_DEFAULTS,
		provider: 'automatic',
		model: '',
		quality: 'medium',
		image_type: 'realistic',
		style: { palette: [], guidelines: '', avoid: '' },
		max_in_article: 3,
		every_section: false,
		format: 'webp',
		format_quality: 80,
		desktop: { enabled: true, width: 1600, height: 900 },
		mobile: { enabled: true, width: 960, height: 1200 },
		mobile_mode: 'crop',
		previews: false,
		approval: 'by_hand',
		label: '',
		candidate_retention_days: 30,
		limits: { site_month: null, person_month: null, post: null, run: null },
		sub_sizes: [],
		largest_side: 0,
		timezone: 'UTC',
		...changes,
	};
}

function refusalOf(providers: typeof withKey, changes: Partial<Policy>): LimnerError {
	try {
		chooseModel(providers, policy(changes), TODAY);
	} catch (error) {
		if (error instanceof LimnerError) return error;
		throw error;
	}
	throw new Error('a model was chosen');
}

test('automatic is the sketch without a key, whatever model was chosen, and says so', () => {
	const chosen = chooseModel(withoutKey, policy({ model: 'gpt-image-2' }), TODAY);
	expect(chosen).toMatchObject({
		sketchForLackOfKey: true,
		provider: { name: 'sketch' },
		found: { facts: { name: 'card' } },
	});
});

test.each([
	['standard', 'gpt-image-2.5-flare'],
	['premium', 'gpt-image-2.5-sunburst'],
] as const)('automatic takes a model of the tier %s', (tier, model) => {
	const chosen = chooseModel(withKey, policy({ choice: { ...POLICY_DEFAULTS.choice, tier } }), TODAY);
	expect(chosen.sketchForLackOfKey).toBe(false);
	expect(chosen.found.facts.name).toBe(model);
	expect(chosen.offered.places).toBe(1);
});

test('automatic takes no model whose size does not do', () => {
	const large = { enabled: true, width: 3840, height: 2160 };
	const chosen = chooseModel(
		withKey,
		policy({ desktop: large, choice: { ...POLICY_DEFAULTS.choice, tier: 'draft' } }),
		TODAY,
	);
	expect(chosen.found.facts.name).not.toBe('gpt-image-1-mini');
});

test('automatic with a model takes the provider that has it', () => {
	expect(chooseModel(withKey, policy({ model: 'gpt-image-2' }), TODAY).found.facts.name).toBe('gpt-image-2');
});

test('a provider without its key is not replaced by another, and its variable is named', () => {
	const missing = refusalOf(withoutKey, { provider: 'openai' });
	expect(missing).toMatchObject({ code: 'provider_key_missing', subject: 'openai' });
	expect(missing.message).toContain('OPENAI_API_KEY');
});

test('a mistyped provider is told apart from an unknown one', () => {
	expect(refusalOf(withKey, { provider: 'opnai' }).subject).toBe('opnai → openai?');
	expect(refusalOf(withKey, { provider: 'zzzzzzzzzzzz' }).subject).toBe('zzzzzzzzzzzz');
});

test('the model of another provider is found where it belongs', () => {
	expect(refusalOf(withKey, { provider: 'openai', model: 'card' }).subject).toBe(
		'card → the provider sketch?',
	);
});

test('a price ceiling that is too low names the setting and the cheapest price', () => {
	const choice = { ...POLICY_DEFAULTS.choice, price_ceiling: 10 };
	for (const provider of ['automatic', 'openai']) {
		const refusal = refusalOf(withKey, { provider, choice });
		expect(refusal).toMatchObject({ code: 'price_ceiling_too_low', subject: 'price_ceiling' });
		expect(refusal.amount).toBeGreaterThan(10);
	}
});

test('a fallback takes over only where it is set up and not dearer than what the plan said', () => {
	const sketch = { provider: 'sketch', model: '' };
	expect(openFallback(withKey, policy(), sketch, 0)?.offered.name).toBe('sketch');
	const flare = { provider: 'openai', model: 'gpt-image-2.5-flare' };
	expect(openFallback(withKey, policy(), flare, 1_000_000)?.offered.name).toBe('openai');
	expect(openFallback(withKey, policy(), flare, 100)).toBeNull();
	expect(openFallback(withKey, policy(), flare, null)).toBeNull();
	expect(openFallback(withoutKey, policy(), flare, 1_000_000)).toBeNull();
});

test('a fallback is asked for what was asked of the first one, and for its price', () => {
	const flare = { provider: 'openai', model: 'gpt-image-2.5-flare' };
	const remainder = { prompt: 'A harbour', stored: [] };
	const order = (name: Operation, references: string[]) => ({ name, source: null, mask: null, references });
	const plain = { ...remainder, operation: order('generate', []) };
	const withReferences = { ...remainder, operation: order('generate_with_references', ['a', 'b', 'c']) };
	const upscaling = { ...remainder, operation: order('upscale', []) };
	expect(openFallback(withKey, policy(), flare, 1_000_000, upscaling)).toBeNull();
	const price = lowestPromise(flare, policy(), plain);
	expect(lowestPromise(flare, policy(), withReferences)).toBeGreaterThan(price);
});

test('a fallback is paid for what is missing, and not for what is there already', () => {
	const flare = { provider: 'openai', model: 'gpt-image-2.5-flare' };
	const apart = policy({ mobile_mode: 'compose' });
	const remainder = { prompt: 'A harbour', operation: PLAIN_GENERATION };
	const whole = lowestPromise(flare, apart, { ...remainder, stored: [] });
	const rest = lowestPromise(flare, apart, { ...remainder, stored: ['desktop'] });
	expect(rest).toBeGreaterThan(0);
	expect(rest).toBeLessThan(whole);
});

/** Micro-dollars from which on it takes over. */
function lowestPromise(fallback: Fallback, given: Policy, remainder: Remainder): number {
	let [refused, taken] = [-1, 1_000_000];
	while (taken - refused > 1) {
		const middle = Math.floor((taken + refused) / 2);
		if (openFallback(withKey, given, fallback, middle, remainder)) taken = middle;
		else refused = middle;
	}
	return taken;
}

/** Every provider with a key or an address. */
const everything = offerProviders(
	readConfig(
		Object.fromEntries(
			PROVIDER_DEFINITIONS.flatMap(({ key, baseUrl }) => [
				...(key ? [[key.variable, `${key.prefixes?.[0] ?? ''}test:test`]] : []),
				...(baseUrl && baseUrl.default === null ? [[baseUrl.variable, 'http://127.0.0.1:9']] : []),
			]),
		),
	),
	2,
);

test.each(OPERATIONS)('nothing without a published price is taken by itself for %s', (operation) => {
	expect([...everything.values()].filter(({ provider }) => provider === null)).toEqual([]);
	const alone = [...everything].map((entry) => new Map([entry]));
	for (const providers of [everything, ...alone]) {
		for (const tier of ['draft', 'standard', 'premium'] as const) {
			const wanted = policy({ choice: { ...POLICY_DEFAULTS.choice, tier } });
			const chosen = outcomeOf(() => chooseModel(providers, wanted, TODAY, operation));
			if (chosen instanceof LimnerError) {
				expect(['operation_unsupported', 'model_unknown']).toContain(chosen.code);
			} else expect(chosen.found.facts.price.kind).not.toBe('unknown');
		}
	}
});

function outcomeOf<Value>(choose: () => Value): Value | LimnerError {
	try {
		return choose();
	} catch (error) {
		if (error instanceof LimnerError) return error;
		throw error;
	}
}

test('drafts on one sheet are asked of a model that draws sheets, whatever is chosen for one image', () => {
	const drafts = (changes: Partial<Policy>) =>
		chooseModel(withKey, policy(changes), TODAY, 'sheet_of_drafts').found.facts;
	expect(drafts({})).toMatchObject({ drawsSheets: true, tier: 'standard' });
	// The default of the draft tier does not; another model of the provider does.
	expect(
		chooseModel(withKey, policy({ choice: { ...policy().choice, tier: 'draft' } }), TODAY).found.facts.name,
	).toBe('gpt-image-1-mini');
	expect(drafts({ choice: { ...policy().choice, tier: 'draft' } })).toMatchObject({ drawsSheets: true });
	expect(() => drafts({ provider: 'openai', model: 'gpt-image-2.6-flare' })).toThrow(
		'gpt-image-2.6-flare does not do sheet_of_drafts',
	);
});
