import { describe, expect, test } from 'vitest';
import { diffusionSettingsSchema } from '../contracts/diffusion-settings.ts';
import { toWordPressSchema } from '../contracts/json-schemas.ts';
import {
	readGenerationParameters,
	writeGenerationParameters,
	type GenerationParameters,
} from './read-generation-parameters.ts';

const LINE = 'Steps: 20, Sampler: DPM++ 2M, CFG scale: 7, Seed: 1, Size: 512x768';

const extraOf = (text: string) =>
	Object.fromEntries(
		(readGenerationParameters(text).settings.extra ?? []).map(({ name, value }) => [name, value]),
	);

describe('reading', () => {
	test('prompt, negative prompt and settings', () => {
		const text = `A harbour, (dawn:1.2)\nNegative prompt: people, text\n${LINE}, Schedule type: Karras, Model: sdxl_base`;
		expect(readGenerationParameters(text)).toEqual({
			prompt: 'A harbour, (dawn:1.2)',
			negative_prompt: 'people, text',
			seed: 1,
			model: 'sdxl_base',
			settings: {
				steps: 20,
				sampler: 'DPM++ 2M',
				scheduler: 'Karras',
				guidance_scale: 7,
				width: 512,
				height: 768,
			},
		});
	});

	test('both prompts over several lines', () => {
		const text = `A harbour\n\nat dawn\nNegative prompt: people,\ntext\n${LINE}`;
		expect(readGenerationParameters(text)).toMatchObject({
			prompt: 'A harbour\n\nat dawn',
			negative_prompt: 'people,\ntext',
		});
	});

	test.each([
		['no negative prompt', `A harbour\n${LINE}`, { prompt: 'A harbour', negative_prompt: '', seed: 1 }],
		['no prompt', `Negative prompt: people\n${LINE}`, { prompt: '', negative_prompt: 'people' }],
		['settings only', LINE, { prompt: '', negative_prompt: '', settings: { steps: 20 } }],
		['nothing', '  \n ', { prompt: '', negative_prompt: '', seed: null, model: '', settings: {} }],
		['a prompt only', 'A harbour: dawn', { prompt: 'A harbour: dawn', settings: {} }],
		[
			'two of them in the last line',
			'A harbour\nmood: calm, light: soft',
			{ prompt: 'A harbour\nmood: calm, light: soft' },
		],
		[
			'lines as Windows ends them',
			`A harbour\r\nNegative prompt: people\r\n${LINE}\r\n`,
			{ prompt: 'A harbour', negative_prompt: 'people', seed: 1 },
		],
		['a large seed', `x\n${LINE.replace('Seed: 1', 'Seed: 4294967295')}`, { seed: 4294967295 }],
		[
			'a fraction',
			`x\n${LINE.replace('scale: 7', 'scale: 6.5')}, Denoising strength: 0.35`,
			{ settings: { guidance_scale: 6.5, strength: 0.35 } },
		],
	])('%s', (_, text, expected) => expect(readGenerationParameters(text)).toMatchObject(expected));

	test('what has no place of its own goes into extra, in its order', () => {
		const text = `x\n${LINE}, Hires upscale: 2, Hires steps: 10, Hires upscaler: 4x-UltraSharp, Version: v1.10.1`;
		expect(readGenerationParameters(text).settings.extra).toEqual([
			{ name: 'Hires upscale', value: '2' },
			{ name: 'Hires steps', value: '10' },
			{ name: 'Hires upscaler', value: '4x-UltraSharp' },
			{ name: 'Version', value: 'v1.10.1' },
		]);
	});

	test('quoted values with commas, colons, lines and quotation marks', () => {
		const text = `x\n${LINE}, Lora hashes: "detail: a1b2, film: c3d4", Hires prompt: "one\\ntwo, \\"three\\"", TI hashes: ""x""`;
		expect(extraOf(text)).toMatchObject({
			'Lora hashes': 'detail: a1b2, film: c3d4',
			'Hires prompt': 'one\ntwo, "three"',
		});
	});

	test.each([
		['Size: 512x768', 'Size: 0x768', 'Size', '0x768'],
		['Size: 512x768', 'Size: wide', 'Size', 'wide'],
		['Size: 512x768', 'Size: 99999x99999', 'Size', '99999x99999'],
		['Steps: 20', 'Steps: many', 'Steps', 'many'],
		['Steps: 20', 'Steps: 20.5', 'Steps', '20.5'],
		['Steps: 20', 'Steps: 99999', 'Steps', '99999'],
		['Seed: 1', 'Seed: -1', 'Seed', '-1'],
		['Seed: 1', 'Seed: 99999999999999999999', 'Seed', '99999999999999999999'],
		['CFG scale: 7', 'CFG scale: 1e3', 'CFG scale', '1e3'],
	])('keeps in extra what cannot be used: %s → %s', (usual, unusable, name, value) => {
		expect(extraOf(`x\n${LINE.replace(usual, unusable)}`)).toEqual({ [name]: value });
	});

	test.each(['__proto__', 'constructor', 'toString'])('a setting called %s is one like others', (name) => {
		const { settings } = readGenerationParameters(`x\n${LINE}, ${name}: evil`);
		expect(settings.extra).toEqual([{ name, value: 'evil' }]);
	});

	test('always fits the contract', () => {
		const long = 'y'.repeat(9000);
		const many = Array.from({ length: 300 }, (_, index) => `Setting ${index}: ${index}`).join(', ');
		for (const text of [`x\n${LINE}, Note: ${long}`, `x\n${many}`, `x\n${LINE}, Sampler: ${long}`]) {
			const { settings } = readGenerationParameters(text);
			expect(diffusionSettingsSchema.safeParse(settings).error).toBeUndefined();
		}
	});

	test('is done soon with a text made to take long', () => {
		const begun = performance.now();
		for (const piece of ['"\\', 'a: "', 'a ', '(a: ,', '\\"']) {
			readGenerationParameters(`x\n${piece.repeat(20_000)}`);
		}
		expect(performance.now() - begun).toBeLessThan(2000);
	});
});

describe('writing', () => {
	const parameters: GenerationParameters = {
		prompt: 'A harbour, (dawn:1.2)\nand boats',
		negative_prompt: 'people, text',
		seed: 42,
		model: 'sdxl_base',
		settings: {
			steps: 25,
			sampler: 'Euler a',
			scheduler: 'Karras',
			guidance_scale: 6.5,
			width: 1024,
			height: 768,
			strength: 0.4,
			extra: [
				{ name: 'Lora hashes', value: 'detail: a1b2, "film"' },
				{ name: 'Hires prompt', value: 'one\ntwo' },
				{ name: 'Version', value: 'v1.10.1' },
			],
		},
	};

	test('is in the form that AUTOMATIC1111 writes', () => {
		expect(writeGenerationParameters(parameters)).toBe(
			'A harbour, (dawn:1.2)\nand boats\nNegative prompt: people, text\n' +
				'Steps: 25, Sampler: Euler a, Schedule type: Karras, CFG scale: 6.5, Seed: 42, Size: 1024x768, ' +
				'Model: sdxl_base, Denoising strength: 0.4, Lora hashes: "detail: a1b2, \\"film\\"", ' +
				'Hires prompt: "one\\ntwo", Version: v1.10.1',
		);
	});

	test('reads back as it was', () => {
		expect(readGenerationParameters(writeGenerationParameters(parameters))).toEqual(parameters);
	});

	test('a text that was read is written as it stood', () => {
		const text = `A harbour\nNegative prompt: people\nSteps: 20, Sampler: DPM++ 2M, CFG scale: 7, Seed: 1, Size: 512x768, Model: base, Hires upscale: 2`;
		expect(writeGenerationParameters(readGenerationParameters(text))).toBe(text);
	});

	test('leaves out what is not set', () => {
		const bare = { prompt: 'x', negative_prompt: '', seed: null, model: '', settings: {} };
		expect(writeGenerationParameters(bare)).toBe('x');
		expect(readGenerationParameters('x')).toEqual(bare);
	});

	test('writes numbers and switches as AUTOMATIC1111 reads them', () => {
		const extra = [
			{ name: 'Clip skip', value: 2 },
			{ name: 'Tiling', value: true },
		];
		const text = writeGenerationParameters({ ...parameters, settings: { steps: 2, extra } });
		expect(text).toContain('Steps: 2, Seed: 42, Model: sdxl_base, Clip skip: 2, Tiling: true');
	});
});

describe('the contract', () => {
	test('says nothing that WordPress would pass over', () => {
		expect(toWordPressSchema('diffusion-settings', diffusionSettingsSchema)).toMatchObject({
			type: 'object',
			additionalProperties: false,
		});
	});

	test.each([
		['steps of nothing', { steps: 0 }],
		['more than all the way', { strength: 1.1 }],
		['a name that nobody knows', { cfg: 7 }],
		['a keyed record', { extra: { eta: 1 } }],
		['a size of a stamp', { width: 8 }],
	])('refuses %s', (_, settings) => expect(diffusionSettingsSchema.safeParse(settings).success).toBe(false));
});
