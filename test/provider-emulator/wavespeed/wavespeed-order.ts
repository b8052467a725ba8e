import documented from './documented-inputs.json' with { type: 'json' };

interface DocumentedInput {
	type: string;
	required?: boolean;
	values?: string[];
	lowest?: number;
	highest?: number;
}

export interface WaveSpeedOrder {
	model: string;
	prompt: string;
	width: number;
	height: number;
	count: number;
	cost: number;
	media?: 'model' | 'video';
}

export interface WaveSpeedRefusal {
	status: number;
	code: number;
	message: string;
}

const MODELS: Readonly<Record<string, Readonly<Record<string, DocumentedInput>>>> = documented.models;

/** Null: no such model is documented. */
export function documentedInputs(model: string): Readonly<Record<string, DocumentedInput>> | null {
	return MODELS[model] ?? null;
}

export function readOrder(model: string, input: Record<string, unknown>): WaveSpeedOrder | WaveSpeedRefusal {
	const inputs = documentedInputs(model);
	if (inputs === null) return { status: 404, code: 404, message: `model ${model} not found` };
	const unknown = Object.keys(input).find((name) => !Object.hasOwn(inputs, name));
	if (unknown !== undefined) return invalid(1401, `property "${unknown}" is unsupported`);
	const missing = Object.entries(inputs).find(
		([name, { required }]) => required && input[name] === undefined,
	);
	if (missing) return invalid(1400, `property "${missing[0]}" is missing`);
	const wrong = Object.entries(input).find(([name, value]) => !fits(inputs[name], value));
	if (wrong) return invalid(1401, `property "${wrong[0]}" is not as documented`);
	const media = /hunyuan3d/.test(model) ? 'model' : /i2v|image-to-video/.test(model) ? 'video' : undefined;
	return {
		model,
		prompt: typeof input['prompt'] === 'string' ? input['prompt'] : '',
		...sizeOf(input),
		count: 1,
		cost: PRICES[model] ?? 0,
		...(media ? { media } : {}),
	};
}

function invalid(code: number, message: string): WaveSpeedRefusal {
	return { status: 400, code, message };
}

function fits(documentedAs: DocumentedInput | undefined, value: unknown): boolean {
	const { type = '', values, lowest = -Infinity, highest = Infinity } = documentedAs ?? {};
	if (type === 'array') return Array.isArray(value) && value.length > 0;
	if (type === 'boolean') return typeof value === 'boolean';
	if (type === 'integer' || type === 'number') {
		return typeof value === 'number' && value >= lowest && value <= highest;
	}
	if (typeof value !== 'string') return false;
	if (values) return values.includes(value);
	if (lowest === -Infinity) return true;
	const sides = value.split('*').map(Number);
	return sides.length === 2 && sides.every((side) => side >= lowest && side <= highest);
}

function sizeOf({ size, aspect_ratio: ratio }: Record<string, unknown>) {
	const [width, height] = String(size ?? '')
		.split('*')
		.map(Number);
	if (width && height) return { width, height };
	const [across = 1, down = 1] = String(ratio ?? '1:1')
		.split(':')
		.map(Number);
	const unit = 1024 / Math.sqrt(across * down);
	return { width: Math.round(across * unit), height: Math.round(down * unit) };
}

/** Micro-dollars, from the models' pages; others are billed as nothing here. */
const PRICES: Readonly<Record<string, number>> = {
	'wavespeed-ai/qwen-image/text-to-image': 20_000,
	'ideogram-ai/ideogram-v3-turbo': 30_000,
	'google/nano-banana/edit': 38_000,
};
