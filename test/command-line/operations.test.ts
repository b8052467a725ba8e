import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { runLimner } from './run-limner.ts';

let emulator: ProviderEmulator;
let folder: string;
const run = (...parameters: string[]) =>
	runLimner(parameters, {
		folder,
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			FAL_KEY: 'emulated:key',
			FAL_BASE_URL: emulator.baseUrl('fal'),
		},
	});
const written = () => (existsSync(join(folder, 'out')) ? readdirSync(join(folder, 'out')) : []);
const sizeOf = async (name: string) => {
	const { width, height } = await sharp(join(folder, 'out', name)).metadata();
	return [width, height];
};

async function writePicture(name: string, width = 640, height = 480, background = '#375'): Promise<void> {
	const channels = background.length > 4 ? 4 : 3;
	await sharp({ create: { width, height, channels, background } }).png().toFile(join(folder, name));
}

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
});
afterAll(() => emulator.stop());
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'limner-operations-'));
	await writePicture('harbour.png');
});
afterEach(() => {
	emulator.reset();
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('an operation on a file', () => {
	it('says its price, is charged once, and leaves the file as it is', async () => {
		await writePicture('mask.png', 640, 480, '#00000000');
		const edit = ['edit', 'harbour.png', 'make it dusk', '--mask', 'mask.png', '--out', 'out'];
		const refused = await run(...edit);
		expect(refused.stdout).toMatch(/^edit_with_mask by OpenAI, gpt-image-\S+, 640 × 480: \$0\.0\d+, about/);
		expect(refused.stderr).toContain('(confirmation_missing)');
		expect(emulator.requests()).toEqual([]);

		const made = await run(...edit, '--yes', '--json');
		expect(made.code).toBe(0);
		const [charge] = emulator.charges();
		expect(JSON.parse(made.stdout)).toMatchObject({
			operation: 'edit_with_mask',
			state: 'made',
			cost_microdollars: charge?.cost_microdollars,
			file: join(folder, 'out', 'harbour-edit.webp'),
		});
		expect(
			emulator
				.requests()[0]
				?.files.map(({ field }) => field)
				.toSorted(),
		).toEqual(['image[]', 'mask']);
		expect(await sizeOf('harbour-edit.webp')).toEqual([640, 480]);

		const again = await run(...edit, '--force', '--format', 'jpeg');
		expect(again.stdout).toContain('made already');
		expect(again.stdout).toContain('Written: out/harbour-edit.jpg (640 × 480). Spent: nothing.');
		expect(emulator.charges()).toHaveLength(1);
	});

	it('takes the model that does it, and keeps every pixel that was paid for', async () => {
		const { code, stdout } = await run('upscale', 'harbour.png', '--out', 'out', '--yes');
		expect(stdout).toMatch(/^upscale by fal\S*, \S+upscale/);
		expect(code).toBe(0);
		// What the emulator made of it, and not the 1280 that it was asked for.
		expect((await sizeOf('harbour-upscale.webp'))[0]).toBe(1024);
		expect(emulator.charges()).toHaveLength(1);
		const ledger = join(folder, 'data', 'command-line');
		const usage = await run('usage', '--data', ledger, '--by', 'operation', '--json');
		expect(JSON.parse(usage.stdout)).toMatchObject({ rows: [{ key: 'upscale', images: 1 }] });
	});

	it('draws from words and other images', async () => {
		await writePicture('other.png', 300, 300);
		const draw = ['draw', 'A stair into water', '--reference', 'harbour.png', 'other.png'];
		const { code } = await run(...draw, '--size', '800x800', '--out', 'out', '--yes');
		expect(code).toBe(0);
		expect(written()).toEqual(['a-stair-into-water.webp']);
		expect(emulator.requests()[0]?.files).toHaveLength(2);
	});

	it('that fails says why and writes nothing', async () => {
		emulator.setScenario('moderation');
		const { code, stdout } = await run('vary', 'harbour.png', '--out', 'out', '--yes');
		expect(stdout).toContain('(provider_moderated)');
		expect(code).toBe(1);
		expect(written()).toEqual([]);
	});
});

describe('what cannot be done', () => {
	it.each<[string, string[], string]>([
		['is switched off', ['swap-face', 'gone.png'], 'can switch it on with LIMNER_OPERATIONS'],
		['has no file', ['upscale', 'gone.png'], 'There is no file gone.png (image_file_missing)'],
		[
			'has a file that is no image',
			['upscale', 'note.txt'],
			'(image_file_unreadable).\nIt is damaged, or no PNG',
		],
		[
			'has a mask of another size',
			['edit', 'harbour.png', 'x', '--mask', 'small.png'],
			'640 × 480, not 30 × 30',
		],
		['has no size to extend to', ['extend', 'harbour.png'], 'Say how large the whole becomes'],
		[
			'would be transparent',
			['remove-background', 'harbour.png', '--format', 'jpeg'],
			'cannot be transparent',
		],
		['has no model', ['upscale', 'harbour.png', '--provider', 'openai'], '(operation_unsupported)'],
		['has no words', ['edit', 'harbour.png', ' '], '(prompt_missing)'],
	])('is refused before anything is spent: what %s', async (_, parameters, sentence) => {
		writeFileSync(join(folder, 'note.txt'), 'no image');
		await writePicture('small.png', 30, 30, '#00000000');
		const { code, stderr } = await run(...parameters, '--out', 'out', '--yes');
		expect(stderr).toContain(sentence);
		expect(code).toBe(1);
		expect(emulator.requests()).toEqual([]);
		expect(written()).toEqual([]);
	});
});
