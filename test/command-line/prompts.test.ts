import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignedClient } from '../pipeline/signed-client.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { runLimner } from './run-limner.ts';

let folder: string;
let sidecar: RunningSidecar;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'limner-prompts-'));
	sidecar = await startSidecar({ dataFolder: join(folder, 'data') });
});
afterAll(async () => {
	await sidecar.stop();
	await rm(folder, { recursive: true });
});

const limner = (...parameters: string[]) => runLimner(['prompts', ...parameters], { folder });
const HARBOUR = ['save', 'Harbour at dawn', '--prompt', 'A stone stair goes down into green water.'];

describe('limner prompts', () => {
	it('keeps a prompt once, shows it, and changes it where it is told to', async () => {
		expect(await limner(...HARBOUR, '--image-type', 'watercolor')).toMatchObject({ code: 0 });
		const again = await limner('save', 'harbour  AT dawn', '--prompt', 'Other');
		expect(again).toMatchObject({ code: 1, stdout: '' });
		expect(again.stderr).toContain('name_taken');
		await limner('save', 'Harbour at dawn', '--prompt', 'Green water.', '--force');
		const shown = await limner('show', 'HARBOUR at dawn', '--json');
		expect(JSON.parse(shown.stdout)).toMatchObject({ prompt: 'Green water.', image_type: 'watercolor' });
	});

	it('reads what AUTOMATIC1111 writes beside an image', async () => {
		const text =
			'a lighthouse\nNegative prompt: people\nSteps: 30, Sampler: Euler a, CFG scale: 6.5, Model: dreamy';
		await writeFile(join(folder, 'image.txt'), text);
		await limner('save', 'Lighthouse', '--parameters', 'image.txt');
		const { stdout } = await limner('show', 'Lighthouse', '--json');
		expect(JSON.parse(stdout)).toMatchObject({
			prompt: 'a lighthouse',
			negative: 'people',
			model: 'dreamy',
			settings: { steps: 30, sampler: 'Euler a', guidance_scale: 6.5 },
		});
		expect((await limner('show', 'Lighthouse')).stdout).toMatch(/guidance scale\n +6\.5/);
	});

	it('prints a table of at most 80 columns', async () => {
		const { stdout } = await limner('list');
		const lines = stdout.trimEnd().split('\n');
		expect(lines.filter((line) => /Harbour|Lighthouse/.test(line))).toHaveLength(2);
		expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80);
	});

	it('brings a library to a site beside its running sidecar, and forgets', async () => {
		const client = await SignedClient.pair(sidecar);
		const site = ['--site', `${client.identity.home_url}/`];
		await limner('export', 'prompts.json');
		expect(JSON.parse(await readFile(join(folder, 'prompts.json'), 'utf8'))).toMatchObject({ version: 1 });
		expect((await limner('export', 'prompts.json')).stderr).toContain('would_overwrite');
		expect((await limner('import', 'prompts.json', ...site)).stdout).toContain('Added 2.');
		expect((await limner('import', 'prompts.json', ...site)).stdout).toContain('Lighthouse');
		const { examples } = await client.call('promptExamples');
		expect(examples.map(({ name }) => name)).toEqual(['Harbour at dawn', 'Lighthouse']);
		expect((await limner('delete', 'lighthouse', ...site)).code).toBe(0);
		expect((await client.call('promptExamples')).examples).toHaveLength(1);
		expect(JSON.parse((await limner('list', '--json')).stdout)).toHaveProperty('examples.length', 2);
	});

	it.each([
		['an unknown name', ['show', 'Nowhere'], 'not_found'],
		['no prompt', ['save', 'Empty'], 'prompt_missing'],
		['a file that is not there', ['import', 'none.json'], 'article_missing'],
		['a file that is no library', ['import', 'image.txt'], 'request_malformed'],
		['a site that nobody connected', ['list', '--site', 'https://nowhere.example'], 'not_found'],
	])('says what is wrong with %s', async (_, parameters, code) => {
		const { code: status, stdout } = await limner(...parameters, '--json');
		expect(status).toBe(1);
		expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
	});
});
