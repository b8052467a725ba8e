import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { illustrate, samplePolicy } from '../pipeline/sample-post.ts';
import { SignedClient } from '../pipeline/signed-client.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { runLimner } from './run-limner.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let folder: string;
let charged: number;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'limner-usage-'));
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		dataFolder: join(folder, 'data'),
		environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	});
	for (let site = 0; site < 2; site += 1) {
		const client = await SignedClient.pair(sidecar);
		await illustrate(client, 1, samplePolicy({ provider: 'openai', max_in_article: 0 }), 0);
	}
	charged = emulator.charges().reduce((sum, { cost_microdollars }) => sum + cost_microdollars, 0);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
	await rm(folder, { recursive: true });
});

describe('limner usage, beside a running sidecar', () => {
	it('prints a table no wider than its names need', async () => {
		const { code, stdout } = await runLimner(['usage', '--by', 'site'], { folder });
		expect(code).toBe(0);
		const lines = stdout.trimEnd().split('\n');
		expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80);
		expect(lines.filter((line) => line.includes('http://site-'))).toHaveLength(2);
		expect(lines.at(-1)).toMatch(new RegExp(`^in all +2 +2 +\\d.* ${(charged / 1e6).toFixed(4)}$`));
	});

	it('prints JSON with exact sums', async () => {
		const { stdout } = await runLimner(['usage', '--by', 'provider', '--json'], { folder });
		expect(JSON.parse(stdout)).toMatchObject({
			cost_microdollars: charged,
			rows: [{ key: 'openai', images: 2, cost_microdollars: charged }],
		});
	});

	it('prints CSV, and every paid call where that is asked for', async () => {
		const days = await runLimner(['usage', '--by', 'day', '--csv'], { folder });
		expect(days.stdout).toMatch(/^day,id,calls,images,.*\r\n\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,2,2,/);
		const calls = await runLimner(['usage', '--by', 'call', '--csv'], { folder });
		expect(calls.stdout.trimEnd().split('\r\n')).toHaveLength(3);
	});

	it('looks at the days that are asked for, and says where it finds nothing', async () => {
		const days = ['--from', '2020-01-01', '--to', '2020-01-31'];
		const { stdout } = await runLimner(['usage', ...days], { folder });
		expect(stdout).toContain('2020-01-01 to 2020-01-31: nothing was asked of a model.');
	});

	it.each([
		[['--from', 'yesterday'], 'Give a day such as'],
		[['--from', '2026-02-30'], 'no day of the calendar'],
		[['--data', '/nowhere/at/all'], 'There is no ledger in /nowhere/at/all'],
	])('refuses %j and says why', async (options, words) => {
		const { code, stderr } = await runLimner(['usage', ...options], { folder });
		expect(code).toBe(1);
		expect(stderr).toContain(words);
	});
});
