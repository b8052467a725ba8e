import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparisonSchema, type ComparedModel } from '@limner/shared/contracts/comparison';
import { promptLibrarySchema } from '@limner/shared/contracts/prompt-example';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { runLimner, startLimner } from './run-limner.ts';

/** Longer than any of these runs. Milliseconds. */
const ENDLESS = { latency: 120_000 };
const PROMPT = 'A stone stair that goes down into green water at <dawn>';

let emulator: ProviderEmulator;
let folder: string;
const options = () => ({
	folder,
	environment: {
		OPENAI_API_KEY: 'sk-emulated',
		OPENAI_BASE_URL: emulator.openaiBaseUrl,
		FAL_KEY: 'emulated:key',
		FAL_BASE_URL: emulator.baseUrl('fal'),
		GEMINI_API_KEY: 'emulated-key',
		GEMINI_BASE_URL: emulator.baseUrl('google'),
	},
});
const three = ['compare', PROMPT, '--models', 'openai,fal,google', '--size', '800x800', '--out', 'out'];
const run = (...parameters: string[]) => runLimner(parameters, options());
const written = () => (existsSync(join(folder, 'out')) ? readdirSync(join(folder, 'out')).toSorted() : []);
const read = (name: string) => readFileSync(join(folder, 'out', name), 'utf8');
const chargesByProvider = () =>
	Object.fromEntries(emulator.charges().map(({ provider, cost_microdollars: cost }) => [provider, cost]));
const costsOf = (models: ComparedModel[]) =>
	Object.fromEntries(
		models.flatMap(({ provider, cost_microdollars: cost }) => (cost === null ? [] : [[provider, cost]])),
	);

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
});
afterAll(() => emulator.stop());
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'limner-compare-'));
});
afterEach(() => {
	emulator.reset();
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('before anything is spent', () => {
	it('says the price, who cannot be asked and why, and asks for agreement', async () => {
		const models = 'openai,fal/fal-ai/flux-2-pro,google,bfl,opnai';
		const { code, stdout, stderr } = await run('compare', PROMPT, '--models', models);
		expect(stdout).toMatch(/1 +openai +gpt-image-\S+ .* \$0\.0\d/);
		expect(stdout).toMatch(/2 +fal +fal-ai\/flux-2-pro .* \$0\.0\d/);
		expect(stdout).toContain('cannot be asked');
		expect(stdout).toMatch(/Set\s+BFL_API_KEY/);
		expect(stdout).toContain('Did you mean openai?');
		expect(stdout).toMatch(/Total: \$0\.\d\d for 3 new images\./);
		expect(stderr).toContain('(confirmation_missing).\nAdd --yes');
		expect(code).toBe(1);

		const dry = await run(...three, '--dry-run', '--json');
		expect(comparisonSchema.parse(JSON.parse(dry.stdout))).toMatchObject({ state: 'planned' });
		expect(dry.code).toBe(0);
		expect(emulator.requests()).toEqual([]);
		expect(written()).toEqual([]);
	});

	it.each([
		[['compare'], 'Give the prompt'],
		[['compare', 'x', '--models', '/a'], 'Give up to 10 models'],
		[['compare', 'x', '--tier', 'draft', '--providers', 'opnai'], 'Did you mean “openai”?'],
		[['compare', 'x', '--models', 'fal', '--tier', 'draft'], 'not both'],
		[['compare', 'x', '--keep', '1'], 'takes no prompt'],
		[['compare', '--keep', '1'], '(comparison_unreadable)'],
	])('%j says what is missing', async (parameters, sentence) => {
		const { code, stderr } = await run(...parameters);
		expect(stderr).toContain(sentence);
		expect(code).toBe(1);
	});
});

describe('one prompt by three models', () => {
	it('ends in files side by side whose prices are the charges, and is not paid twice; the winner is kept', async () => {
		const first = await run(...three, '--yes', '--json');
		const { sheet, files, spent_microdollars: spent, ...rest } = JSON.parse(first.stdout);
		const comparison = comparisonSchema.parse(rest);
		expect(first.code).toBe(0);
		expect(emulator.charges()).toHaveLength(3);
		expect(costsOf(comparison.models)).toEqual(chargesByProvider());
		expect(spent).toBe(comparison.cost_microdollars);

		const images = files.map(({ file }: { file: string }) => file);
		expect(written()).toEqual([...images, 'compare.html', 'comparison.json'].toSorted());
		expect(sheet).toBe(join(folder, 'out', 'compare.html'));
		for (const image of images)
			expect(await sharp(join(folder, 'out', image)).metadata()).toMatchObject({ width: 800, height: 800 });
		const page = read('compare.html');
		expect(page).not.toContain('<script');
		expect(page).toContain('at &lt;dawn&gt;');
		for (const image of images) expect(page).toContain(`<img src="${image}" width="800" height="800" alt="`);

		const again = await run(...three, '--force', '--format', 'jpeg');
		expect(again.stdout.match(/made already/g)).toHaveLength(3);
		expect(again.stdout).toContain('3 made, 0 failed. Spent: nothing.');
		expect(emulator.charges()).toHaveLength(3);

		const kept = await run('compare', '--keep', '2', '--name', 'Stair', '--out', 'out');
		const { provider, model } = comparison.models[1] ?? { provider: '', model: '' };
		expect(kept.stdout).toContain(`--provider ${provider} --model ${model} --quality medium`);
		expect(promptLibrarySchema.parse(JSON.parse(read('prompt-examples.json'))).examples).toMatchObject([
			{ name: 'Stair', prompt: PROMPT, provider, model },
		]);
	});

	it('goes on where one of them fails, and shows its reason', async () => {
		emulator.setSteps([{ name: 'moderation', provider: 'fal' }]);
		const { code, stdout, stderr } = await run(...three, '--yes');
		expect(stdout).toContain('(provider_moderated)');
		expect(stdout).toContain('2 made, 1 failed.');
		expect(stderr).toContain('3 of 3');
		expect(code).toBe(1);
		const { models } = comparisonSchema.parse(JSON.parse(read('comparison.json')));
		expect(costsOf(models)).toEqual({ ...chargesByProvider(), fal: 0 });
		expect(read('compare.html').match(/<img /g)).toHaveLength(2);
		expect(read('compare.html')).toContain('declined the prompt');
	});

	it('is stopped by Ctrl-C: what came is kept, nothing is written', async () => {
		emulator.setSteps([
			{ name: 'ok', provider: 'openai' },
			{ name: 'ok', ...ENDLESS },
		]);
		const started = startLimner([...three, '--yes'], options());
		await started.said('1 of 3 made');
		started.child.kill('SIGINT');
		const { code, stdout } = await started.ended;
		expect(code).toBe(130);
		expect(stdout).toContain('1 made, 2 stopped or failed.');
		expect(written()).toEqual([]);
	});
});
