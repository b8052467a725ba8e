import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POLICY_DEFAULTS } from '@limner/shared/contracts/policy';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { samplePolicy } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let sidecar: RunningSidecar;
let client: SignedClient;

beforeAll(async () => {
	sidecar = await startSidecar({
		environment: { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' },
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(() => sidecar.stop());

describe('templates', () => {
	it('are listed by platform and category, and refused by a name that is none', async () => {
		const { templates } = await client.call('templates', { query: { platform: 'x', category: 'card' } });
		expect(templates.map(({ id }) => id)).toEqual(['x-card']);
		expect((await client.call('templates')).templates.length).toBeGreaterThanOrEqual(27);
		expect(await client.refusal('templates', { query: { platform: 'myspace' } })).toMatchObject({
			status: 400,
			code: 'request_malformed',
			subject: 'platform',
		});
		expect((await client.refusal('templates', { query: { plattform: 'x' } })).code).toBe('request_malformed');
	});

	it('are found by words and recommended for a use', async () => {
		const { templates } = await client.call('searchTemplates', { query: { q: 'instagram 9:16' } });
		expect(templates.map(({ id }) => id)).toEqual(['instagram-story', 'instagram-reel-cover']);
		expect((await client.refusal('searchTemplates')).subject).toBe('q');
		const { recommendations } = await client.call('recommendTemplates', {
			body: { use: 'the banner of our newsletter', image: { width: 1600, height: 900 }, count: 2 },
		});
		expect(recommendations[0]).toMatchObject({
			template: { id: 'email-banner' },
			matched: ['banner', 'newsletter'],
		});
		expect(recommendations).toHaveLength(2);
	});

	it('are summed up by platform', async () => {
		const specs = await client.call('platformSpecs', { parameters: { platform: 'youtube' } });
		expect(specs).toMatchObject({ title: 'YouTube', formats: ['jpeg', 'png'], bytes: 2_000_000 });
		const refusal = await client.refusal('platformSpecs', { parameters: { platform: 'youtub' } });
		expect(refusal.cause).toContain('Did you mean “youtube”?');
	});
});

describe('models and providers', () => {
	it('a policy is told which model it takes, what that costs, and who cannot take over', async () => {
		const choice = { ...POLICY_DEFAULTS.choice, fallbacks: [{ provider: 'fal', model: '' }] };
		const policy = samplePolicy({ provider: 'openai', choice });
		const taken = await client.call('choice', { body: { policy } });
		expect(taken).toMatchObject({ provider_title: 'OpenAI', drawn_without_ai: false });
		expect(taken.price_microdollars).toBeGreaterThan(0);
		expect(taken.notices).toContainEqual({ code: 'fallback_unusable', subject: 'fal' });
		const refusal = await client.refusal('choice', {
			body: { policy: { ...policy, choice: { ...choice, price_ceiling: 10 } } },
		});
		expect(refusal).toMatchObject({ code: 'price_ceiling_too_low', amount: taken.price_microdollars });
	});

	it('are what the tables say of today, filtered', async () => {
		const { models } = await client.call('models', { query: { provider: 'openai', price_ceiling: '20000' } });
		expect(models.length).toBeGreaterThan(0);
		expect(models.every(({ provider, ready }) => provider === 'openai' && ready)).toBe(true);
		expect((await client.refusal('models', { query: { provider: 'opnai' } })).cause).toContain('“openai”');
		expect((await client.refusal('models', { query: { price_ceiling: 'cheap' } })).subject).toBe(
			'price_ceiling',
		);
	});

	it('say what is missing by the variable, and never a key', async () => {
		const { providers } = await client.call('providers');
		expect(providers.find(({ name }) => name === 'openai')).toMatchObject({ ready: true, missing: [] });
		expect(providers.filter(({ ready }) => !ready).every(({ missing }) => missing.length > 0)).toBe(true);
		expect(JSON.stringify(providers)).not.toContain('sk-test');
	});
});

describe('estimates', () => {
	it('say size, price and time, and spend nothing', async () => {
		const { wanted, estimates } = await client.call('estimates', {
			body: { provider: 'openai', template: 'instagram-feed-portrait', count: 4 },
		});
		expect(wanted).toEqual({ width: 1080, height: 1350, template: 'instagram-feed-portrait' });
		expect(estimates).toHaveLength(1);
		expect(estimates[0]?.total_microdollars).toBe((estimates[0]?.price_microdollars ?? 0) * 4);
		expect((await client.call('usage')).cost_microdollars).toBe(0);
	});

	it('refuse what cannot be made', async () => {
		const refusal = await client.refusal('estimates', {
			body: { provider: 'sketch', size: { width: 8192, height: 8192 } },
		});
		expect(refusal.code).toBe('size_unsupported');
		expect((await client.refusal('estimates', { body: { ratio: 'auto' } })).subject).toBe('size');
	});
});

it('nothing of it is open to strangers', async () => {
	for (const path of [
		'templates',
		'templates/search?q=x',
		'templates/platform-specs/x',
		'models',
		'providers',
	]) {
		expect((await fetch(`${sidecar.url}/v1/${path}`)).status).toBe(401);
	}
	for (const path of ['templates/recommend', 'estimates']) {
		const answer = await fetch(`${sidecar.url}/v1/${path}`, { method: 'POST', body: '{}' });
		expect(answer.status).toBe(401);
	}
});
