import type { DiffusionSettings } from '../contracts/diffusion-settings.ts';

/** What the text says that AUTOMATIC1111 writes beside an image, and into its PNG as `parameters`. */
export interface GenerationParameters {
	prompt: string;
	negative_prompt: string;
	seed: number | null;
	/** The name of the checkpoint; empty where the text does not say it. */
	model: string;
	settings: DiffusionSettings;
}

const NEGATIVE = 'Negative prompt:';
/**
 * A name, and a value: in quotation marks, as JSON has them, or up to the next comma. The lengths are limits of the
 * contract, and keep a text that was made for it from taking minutes.
 */
const PARAMETER = /(?<![\w \-/])\s*(\w[\w \-/]{1,99}):\s*("(?:\\.|[^\\"]){1,4000}"|[^,]*)(?:,|$)/g;
/** A last line with fewer is still the prompt: people write `Note: …` into prompts. */
const FEWEST_PARAMETERS = 3;
const SIZE = /^(\d+)x(\d+)$/;
const LARGEST_NAME = 100;
const LARGEST_VALUE = 4000;

/**
 * Reads such a text: the prompt over any number of lines, `Negative prompt:` over any number of lines, and a last line
 * `Steps: 20, Sampler: …`. Never fails: what cannot be used as what it should be (a size of nothing, steps in words) is
 * kept in `extra` as it stands. Format: AUTOMATIC1111/stable-diffusion-webui 1.10, modules/infotext_utils.py.
 */
export function readGenerationParameters(text: string): GenerationParameters {
	const { words, parameters } = splitText(text.replace(/\r\n?/g, '\n'));
	const { prompt, negative_prompt } = readWords(words);
	const found: GenerationParameters = { prompt, negative_prompt, seed: null, model: '', settings: {} };
	const extra: { name: string; value: string }[] = [];
	for (const { name, value } of parameters) {
		const take = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
		if (!take?.(value, found))
			extra.push({ name: name.slice(0, LARGEST_NAME), value: value.slice(0, LARGEST_VALUE) });
	}
	if (extra.length > 0) found.settings.extra = extra.slice(0, 100);
	return found;
}

/** Writes it back so that AUTOMATIC1111, and the function above, read the same. */
export function writeGenerationParameters(parameters: GenerationParameters): string {
	const { prompt, negative_prompt: negative, settings } = parameters;
	const pairs: [string, string | number | boolean | undefined | null][] = [
		['Steps', settings.steps],
		['Sampler', settings.sampler],
		['Schedule type', settings.scheduler],
		['CFG scale', settings.guidance_scale],
		['Seed', parameters.seed],
		['Size', sizeOf(settings)],
		['Model', parameters.model === '' ? null : parameters.model],
		['Denoising strength', settings.strength],
		...(settings.extra ?? []).map(({ name, value }): [string, string | number | boolean] => [name, value]),
	];
	const line = pairs
		.filter(([, value]) => value !== undefined && value !== null)
		.map(([name, value]) => `${name}: ${quote(String(value))}`)
		.join(', ');
	return [prompt, negative === '' ? '' : `${NEGATIVE} ${negative}`, line].filter(Boolean).join('\n');
}

interface SplitText {
	words: string[];
	parameters: { name: string; value: string }[];
}

function splitText(text: string): SplitText {
	const lines = text.trim().split('\n');
	const last = lines.at(-1) ?? '';
	const parameters = [...last.matchAll(PARAMETER)].map(([, name = '', value = '']) => ({
		name,
		value: unquote(value.trim()),
	}));
	if (parameters.length < FEWEST_PARAMETERS) return { words: lines, parameters: [] };
	return { words: lines.slice(0, -1), parameters };
}

function readWords(lines: string[]): Pick<GenerationParameters, 'prompt' | 'negative_prompt'> {
	const prompt: string[] = [];
	const negative: string[] = [];
	let isNegative = false;
	for (const line of lines.map((each) => each.trim())) {
		const begins = line.startsWith(NEGATIVE);
		isNegative ||= begins;
		(isNegative ? negative : prompt).push(begins ? line.slice(NEGATIVE.length).trim() : line);
	}
	return { prompt: prompt.join('\n').trim(), negative_prompt: negative.join('\n').trim() };
}

/** Takes a value to its place; false where it does not fit there. */
type Reader = (value: string, found: GenerationParameters) => boolean;

const READERS: Readonly<Record<string, Reader>> = {
	Steps: (value, { settings }) => takeNumber(value, 1, 500, true, (steps) => (settings.steps = steps)),
	'CFG scale': (value, { settings }) =>
		takeNumber(value, 0, 100, false, (scale) => (settings.guidance_scale = scale)),
	'Denoising strength': (value, { settings }) =>
		takeNumber(value, 0, 1, false, (strength) => (settings.strength = strength)),
	Seed: (value, found) => takeNumber(value, 0, Number.MAX_SAFE_INTEGER, true, (seed) => (found.seed = seed)),
	Sampler: (value, { settings }) => takeName(value, (name) => (settings.sampler = name)),
	'Schedule type': (value, { settings }) => takeName(value, (name) => (settings.scheduler = name)),
	Model: (value, found) => takeName(value, (name) => (found.model = name)),
	Size: (value, { settings }) => takeSize(value, settings),
};

function takeNumber(
	value: string,
	least: number,
	most: number,
	whole: boolean,
	take: (value: number) => void,
): boolean {
	const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
	if (!(number >= least && number <= most) || (whole && !Number.isSafeInteger(number))) return false;
	take(number);
	return true;
}

function takeName(value: string, take: (value: string) => void): boolean {
	if (value === '' || value.length > LARGEST_NAME) return false;
	take(value);
	return true;
}

function takeSize(value: string, settings: DiffusionSettings): boolean {
	const [, width = 0, height = 0] = (SIZE.exec(value) ?? []).map(Number);
	const isLegal = [width, height].every((side) => side >= 16 && side <= 8192);
	if (isLegal) Object.assign(settings, { width, height });
	return isLegal;
}

function sizeOf({ width, height }: DiffusionSettings): string | null {
	return width === undefined || height === undefined ? null : `${width}x${height}`;
}

/** As JSON, where a comma, a colon, a line or a quotation mark would else be read as something else. */
function quote(value: string): string {
	return /[,:\n]|^"|^\s|\s$/.test(value) ? JSON.stringify(value) : value;
}

function unquote(value: string): string {
	if (!/^".*"$/s.test(value)) return value;
	try {
		const read: unknown = JSON.parse(value);
		return typeof read === 'string' ? read : value;
	} catch {
		// Quotation marks that are part of the value.
		return value;
	}
}
