import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { runLimner } from './run-limner.ts';

const PROMPT = "A stair into the harbour's water";
const draw = (...more: string[]) => ['draw', PROMPT, '--out', 'out', ...more];

let emulator: ProviderEmulator;
let folder: string;
const keys = () => ({
	openai: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	google: { GEMINI_API_KEY: 'emulated', GEMINI_BASE_URL: emulator.baseUrl('google') },
});
const run = (parameters: string[], provider: 'openai' | 'google' = 'openai') =>
	runLimner(parameters, { folder, environment: keys()[provider] });
const written = () => (existsSync(join(folder, 'out')) ? readdirSync(join(folder, 'out')).toSorted() : []);
const charged = () => emulator.charges().reduce((sum, { cost_microdollars: cost }) => sum + cost, 0);

async function sizeOf(name: string): Promise<(number | undefined)[]> {
	const { width, height } = await sharp(join(folder, 'out', name)).metadata();
	return [width, height];
}

/** The share of a picture's outermost pixels that are as white as the emulator's gutters. */
async function whiteAtEdges(name: string): Promise<number> {
	const { data, info } = await sharp(join(folder, 'out', name))
		.raw()
		.toBuffer({ resolveWithObject: true });
	const { width, height, channels } = info;
	const edge = [
		...Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x]).flat(),
		...Array.from({ length: height }, (_, y) => [y * width, (y + 1) * width - 1]).flat(),
	];
	const isWhite = (pixel: number) =>
		[0, 1, 2].every((channel) => (data[pixel * channels + channel] ?? 0) > 245);
	return edge.filter(isWhite).length / edge.length;
}

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
});
afterAll(() => emulator.stop());
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'limner-drafts-'));
});
afterEach(() => {
	emulator.reset();
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('drafts', () => {
	it('say their price, four are charged as one image, and the same command again pays nothing', async () => {
		const refused = await run(draw('--drafts', '4'));
		expect(refused.stdout).toMatch(
			/^4 drafts on 1 sheet of 1792 × 1008 by OpenAI, gpt-image-2\.5-flare: \$0\.0\d+, about/,
		);
		expect(refused.stderr).toContain('(confirmation_missing)');
		expect(emulator.requests()).toEqual([]);

		const made = await run(draw('--drafts', '4', '--yes', '--json'));
		expect(made.code).toBe(0);
		const result = JSON.parse(made.stdout);
		expect(emulator.charges()).toHaveLength(1);
		expect(result.sheets).toMatchObject([{ state: 'made', cost_microdollars: charged() }]);
		expect(result.price_microdollars / charged()).toBeCloseTo(1, 1);
		expect(written()).toEqual(['draft-1.webp', 'draft-2.webp', 'draft-3.webp', 'draft-4.webp']);
		const sizes = await Promise.all(written().map(sizeOf));
		// Half the sheet, less half the gutter of 16 pixels and two where it runs into the picture.
		expect(new Set(sizes.map(String))).toEqual(new Set(['886,494']));
		for (const name of written()) expect(await whiteAtEdges(name)).toBeLessThan(0.02);

		const again = await run(draw('--drafts', '4', '--force'));
		expect(again.stdout.replaceAll('\n', ' ')).toContain('nothing more to pay, 1 sheet made already');
		expect(again.stdout).toContain('Spent: nothing.');
		expect(again.code).toBe(0);
		expect(emulator.charges()).toHaveLength(1);
	});

	it('eight are two images with other compositions, and the ledger has what was charged', async () => {
		const { code } = await run(draw('--drafts', '8', '--yes', '--format', 'png'));
		expect(code).toBe(0);
		expect(written()).toEqual(Array.from({ length: 8 }, (_, index) => `draft-${index + 1}.png`));
		const prompts = emulator.requests().map(({ body }) => String(body?.['prompt']));
		expect(new Set(prompts).size).toBe(2);
		for (const prompt of prompts) expect(prompt).toContain(PROMPT);
		const usage = await run(['usage', '--json', '--data', join('data', 'command-line')]);
		expect(JSON.parse(usage.stdout)).toMatchObject({ images: 2, cost_microdollars: charged() });
	});

	it('the chosen one is redrawn at full size by the command that is printed', async () => {
		const { stdout } = await run(draw('--drafts', '4', '--yes'));
		const [, line = ''] = /^ {2}limner (draw .*)$/m.exec(stdout) ?? [];
		const words = execFileSync('sh', ['-c', `printf '%s\\n' ${line.replace('draft-1', 'draft-3')}`]);
		const redrawn = await run([...words.toString().trimEnd().split('\n'), '--out', 'final', '--yes']);
		expect(redrawn.stdout).toContain('generate_with_references by OpenAI, gpt-image-2.5-flare, 1600 × 900');
		expect(redrawn.code).toBe(0);
		expect(emulator.requests().at(-1)?.files).toHaveLength(1);
		expect(String(emulator.requests().at(-1)?.body?.['prompt'])).toContain(PROMPT);
	});

	it('come from Gemini as well', async () => {
		const { code, stdout } = await run(draw('--drafts', '4', '--yes'), 'google');
		expect(stdout).toContain('gemini-nano-banana-2.1');
		expect(code).toBe(0);
		expect(written()).toHaveLength(4);
		for (const name of written()) expect(await whiteAtEdges(name)).toBeLessThan(0.02);
	});
});

describe('what cannot be drafts', () => {
	it('a picture that is no sheet is written whole, and said', async () => {
		emulator.setScenario('ignores_layout');
		const { code, stdout } = await run(draw('--drafts', '4', '--yes'));
		expect(stdout.replaceAll('\n', ' ')).toContain(
			'out/sheet-1.webp is no sheet of four drafts (sheet_not_drawn)',
		);
		expect(stdout.replaceAll('\n', ' ')).toContain('It was charged, and is written as it came.');
		expect(stdout).not.toContain('redrawn');
		expect(code).toBe(1);
		expect(written()).toEqual(['sheet-1.webp']);
		expect(await sizeOf('sheet-1.webp')).toEqual([1792, 1008]);
	});

	it('one sheet that fails leaves the drafts of the other', async () => {
		emulator.setSteps([{ name: 'moderation', times: 1 }]);
		const { code, stdout } = await run(draw('--drafts', '8', '--yes', '--json'));
		expect(code).toBe(1);
		const states = JSON.parse(stdout).sheets.map(({ state }: { state: string }) => state);
		expect(states.toSorted()).toEqual(['failed', 'made']);
		expect(written()).toHaveLength(4);
		expect(emulator.charges()).toHaveLength(1);
	});

	it.each<[string, string[], string]>([
		[
			'a model that draws no sheets',
			['--drafts', '4', '--provider', 'openai', '--model', 'gpt-image-1-mini'],
			'These do: gpt-image-2.5-flare',
		],
		['another number', ['--drafts', '5'], "argument '5' is invalid. Allowed choices are 4, 8."],
		['a file in the way', ['--drafts', '4', '--out', '.'], '(would_overwrite)'],
	])('%s is refused before anything is spent', async (_, more, sentence) => {
		await sharp({ create: { width: 9, height: 9, channels: 3, background: '#375' } }).toFile(
			join(folder, 'draft-2.webp'),
		);
		const { code, stderr } = await run(draw('--yes', ...more));
		expect(stderr).toContain(sentence);
		expect(code).toBe(1);
		expect(emulator.requests()).toEqual([]);
	});
});
