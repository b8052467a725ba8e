import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPost } from '../posts/index.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { runLimner, startLimner } from './run-limner.ts';

/** So long that nobody in this test waits for its end. */
const ENDLESS = { latency: 120_000 };

let emulator: ProviderEmulator;
let folder: string;
const environment = () => ({ OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl });
const parameters = (...more: string[]) => ['illustrate', 'week.md', '--out', 'out', ...more];
const run = (...more: string[]) => runLimner(parameters(...more), { folder, environment: environment() });
const start = (...more: string[]) => startLimner(parameters(...more), { folder, environment: environment() });
const pictures = () =>
	readFileSync(join(folder, 'out', 'week.illustrated.md'), 'utf8').match(/<picture>/g) ?? [];
const charges = () => emulator.charges().length;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
});
afterAll(() => emulator.stop());
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'limner-command-line-'));
	writeFileSync(join(folder, 'week.md'), readPost('workshop-markdown').content);
});
afterEach(() => {
	emulator.reset();
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('images that cost money', () => {
	it('need a word of agreement, and nothing is asked of the provider before', async () => {
		const dry = await run('--dry-run');
		expect(dry.stdout).toMatch(/Total: \$0\.0\d+ for 4 new images/);
		const refused = await run();
		expect(refused.code).toBe(1);
		expect(refused.stderr).toContain('(confirmation_missing).\nAdd --yes');
		expect(emulator.requests()).toEqual([]);
	});

	it('are charged once, for what the plan said, and not again when the same is asked again', async () => {
		const first = await run('--yes', '--mobile', '--json');
		const result = JSON.parse(first.stdout);
		expect(result).toMatchObject({ made: 4, failed: 0 });
		expect(charges()).toBe(4);
		const costs = result.images.map((image: { cost_microdollars: number }) => image.cost_microdollars);
		const charged = emulator.charges().map(({ cost_microdollars }) => cost_microdollars);
		expect(costs.toSorted()).toEqual(charged.toSorted());

		const again = await run('--force', '--mobile', '--format', 'avif');
		expect(again.stdout).toContain('4 images of an earlier run are kept and cost nothing more.');
		expect(again.stdout).toContain('4 made, 0 failed. Spent: nothing.');
		expect(again.code).toBe(0);
		expect(charges()).toBe(4);
		expect(readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.avif'))).toHaveLength(8);
	});

	it('say that a realistic one was made by AI, unless told not to', async () => {
		await run('--yes');
		const caption = '<figcaption>AI-generated</figcaption>';
		const copy = () => readFileSync(join(folder, 'out', 'week.illustrated.md'), 'utf8');
		expect(copy().split(caption)).toHaveLength(4);
		await run('--yes', '--force', '--no-label');
		expect(copy()).not.toContain('figcaption');
		expect(charges()).toBe(4);
	});
});

describe('a failure in the middle', () => {
	it('stops no other image, and the next run makes only what is missing', async () => {
		emulator.setSteps([{ name: 'ok', times: 1 }, { name: 'moderation', times: 1 }, { name: 'ok' }]);
		const first = await run('--yes');
		expect(first.stdout).toContain('3 made, 1 failed.');
		expect(first.stdout).toContain('OpenAI declined the prompt (provider_moderated).');
		expect(first.stdout).toContain('run the same command with --force');
		expect(first.code).toBe(1);
		expect(pictures()).toHaveLength(3);
		expect(charges()).toBe(3);

		const second = await run('--yes', '--force');
		expect(second.stdout).toContain('for 1 new image');
		expect(second.code).toBe(0);
		expect(pictures()).toHaveLength(4);
		expect(charges()).toBe(4);
	});

	it('of all of them writes nothing and says why', async () => {
		emulator.setScenario('quota');
		const { code, stdout } = await run('--yes');
		expect(stdout).toContain('0 made, 4 failed. Spent: nothing.');
		expect(stdout).toContain('OpenAI has no credit left (provider_quota). Add credit there');
		expect(code).toBe(1);
		expect(charges()).toBe(0);
		expect(readdirSync(join(folder, 'out'))).toEqual([]);
	});

	it('names a size that the model cannot make, before anything is asked of it', async () => {
		const { code, stderr } = await run('--yes', '--size', '8000x8000');
		expect(stderr).toContain('The model cannot make 8000×8000 (size_unsupported).');
		expect(code).toBe(1);
		expect(emulator.requests()).toEqual([]);
	});
});

describe('a run that ends in the middle', () => {
	it('killed: what came is not bought again, and what is in doubt only where the person says so', async () => {
		emulator.setSteps([
			{ name: 'ok', times: 2 },
			{ name: 'ok', ...ENDLESS },
		]);
		const first = start('--yes');
		await first.said('2 of 4 made');
		first.child.kill('SIGKILL');
		await first.ended;
		expect(charges()).toBe(4);

		emulator.setScenario('ok');
		const second = await run('--yes');
		expect(second.stdout).toContain('2 images of an earlier run are kept');
		expect(second.stdout).toContain('2 made, 2 failed.');
		expect(second.stdout).toContain('(outcome_in_doubt). Add --buy-again');
		expect(second.code).toBe(1);
		expect(charges()).toBe(4);

		const third = await run('--yes', '--force', '--buy-again');
		expect(third.stdout).toContain('4 made, 0 failed.');
		expect(third.code).toBe(0);
		expect(charges()).toBe(6);
		expect(pictures()).toHaveLength(4);

		expect((await run('--force')).code).toBe(0);
		expect(charges()).toBe(6);
	});

	it('interrupted: nothing is written, what came is kept, and the lock is given back', async () => {
		emulator.setSteps([
			{ name: 'ok', times: 2 },
			{ name: 'ok', ...ENDLESS },
		]);
		const first = start('--yes');
		await first.said('2 of 4 made');
		first.child.kill('SIGINT');
		const ended = await first.ended;
		expect(ended.code).toBe(130);
		expect(ended.stdout).toContain('2 made, 2 stopped or failed.');
		expect(ended.stdout).toContain('Nothing was written. What was made is kept');
		expect(readdirSync(join(folder, 'out'))).toEqual([]);

		emulator.setScenario('ok');
		const before = charges();
		const second = await run('--yes');
		expect(second.stdout).toContain('4 made, 0 failed.');
		expect(charges()).toBe(before + 2);
	});
});
