import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerRow } from '@limner/shared/contracts/usage';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import {
	EDITOR,
	generationRequest,
	illustrate,
	samplePlanRequest,
	samplePolicy,
	waitForGeneration,
} from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;
let charged: number;

const policy = samplePolicy({ provider: 'openai', max_in_article: 1 });
const mallory = { id: 9, name: '=HYPERLINK("http://evil.test";"Mallory")' };

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	});
	client = await SignedClient.pair(sidecar);
	await illustrate(client, 1, policy, 1);
	const plan = await client.call('makePlan', { body: samplePlanRequest(2, policy, 1) });
	const request = generationRequest(plan, policy, { person: mallory });
	await client.call('startGeneration', { body: request });
	await waitForGeneration(client, request.id);
	await illustrate(await SignedClient.pair(sidecar), 1, policy, 1);
	charged = emulator.charges().reduce((sum, { cost_microdollars }) => sum + cost_microdollars, 0);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});

describe('GET /v1/usage', () => {
	it.each([
		['person', [EDITOR.name, mallory.name]],
		['post', ['The patient garden', 'The patient garden']],
		['provider', ['openai']],
		['operation', ['desktop']],
		['model', [expect.stringMatching(/^openai gpt-image/)]],
		['day', [expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)]],
	] as const)('sums what this site spent by %s, to the micro-dollar', async (group, labels) => {
		const usage = await client.call('usage', { query: { group } });
		expect(usage.rows.map(({ label }) => label).toSorted()).toEqual([...labels].toSorted());
		expect(usage.cost_microdollars * 3).toBe(charged * 2);
		expect(usage.rows.reduce((sum, row) => sum + row.cost_microdollars, 0)).toBe(usage.cost_microdollars);
		expect(usage).toMatchObject({ images: 4, calls: 4, timezone: 'Europe/Berlin', group });
	});

	it('looks at the days that are asked for only', async () => {
		const usage = await client.call('usage', { query: { from: '2020-01-01', to: '2020-12-31' } });
		expect(usage).toMatchObject({ from: '2020-01-01', to: '2020-12-31', cost_microdollars: 0, rows: [] });
	});

	it.each([
		[{ from: '2026-02-30' }, 'from'],
		[{ from: '2026-03-02', to: '2026-03-01' }, 'to'],
		[{ from: '1990-01-01' }, 'from'],
		[{ group: 'weather' }, 'group'],
		[{ site: 'another' }, ''],
	])('refuses %j and names %s', async (query, subject) => {
		expect(await client.refusal('usage', { query: query as Record<string, string> })).toMatchObject({
			status: 400,
			code: 'request_malformed',
			subject,
		});
	});
});

describe('GET /v1/ledger', () => {
	it('has every paid call of this site, with estimate and actual', async () => {
		const { rows, next } = await client.call('ledger');
		expect(next).toBeNull();
		expect(rows).toHaveLength(4);
		expect(rows.reduce((sum, row) => sum + (row.actual_microdollars ?? 0), 0) * 3).toBe(charged * 2);
		expect(rows[0]).toMatchObject({
			site: client.identity.home_url,
			post_title: 'The patient garden',
			provider: 'openai',
			operation: 'desktop',
			size: expect.stringMatching(/^\d+x\d+$/) as unknown as string,
			state: 'stored',
			error: '',
		} satisfies Partial<LedgerRow>);
		for (const row of rows) {
			expect(row.estimated_microdollars).toBeGreaterThan(0);
			expect(row.milliseconds).toBeGreaterThan(0);
		}
	});

	it('is a spreadsheet that runs nothing', async () => {
		const answer = await client.send('ledgerCsv');
		expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		const lines = answer.bytes.toString().split('\r\n');
		expect(lines).toHaveLength(6);
		expect(lines[0]).toBe(
			'when,site,post_id,post,person_id,person,provider,model,operation,size,estimate_usd,actual_usd,state,remote_id,seconds,error',
		);
		expect(
			lines.filter((line) => line.includes(`,"'=HYPERLINK(""http://evil.test"";""Mallory"")",`)),
		).toHaveLength(2);
	});
});
