import { DOCUMENTED_INPUTS, fitsInput } from './documented-inputs.ts';

export interface ReplicateOrder {
	model: string;
	prompt: string;
	width: number;
	height: number;
	count: number;
	cost: number;
}

/** RFC 7807, as Replicate has it. */
export interface ReplicateProblem {
	status: number;
	title: string;
	detail: string;
	invalid_fields?: { type: string; field: string; description: string }[];
}

export function readOrder(model: string, input: Record<string, unknown>): ReplicateOrder | ReplicateProblem {
	const inputs = DOCUMENTED_INPUTS[model];
	if (!inputs)
		return { status: 404, title: 'Not found', detail: 'The requested resource could not be found.' };
	// The real one leaves unknown inputs aside; here a test has to see them.
	const unknown = Object.keys(input).find((name) => !Object.hasOwn(inputs, name));
	if (unknown !== undefined) return invalid(unknown, 'is not an input of this model');
	const missing = Object.keys(inputs).find(
		(name) => inputs[name]?.endsWith('!') && input[name] === undefined,
	);
	if (missing !== undefined) return invalid(missing, 'is required');
	const wrong = Object.keys(input).find((name) => !fitsInput(inputs[name] ?? '', input[name]));
	if (wrong !== undefined) return invalid(wrong, `must be ${inputs[wrong]}`);
	const size = sizeOf(input);
	return {
		model,
		prompt: typeof input['prompt'] === 'string' ? input['prompt'] : '',
		...size,
		count: typeof input['num_outputs'] === 'number' ? input['num_outputs'] : 1,
		cost: costOf(model, size, input['input_images']),
	};
}

function invalid(field: string, description: string): ReplicateProblem {
	return {
		status: 422,
		title: 'Input validation failed',
		detail: `- input.${field}: ${description}\n`,
		invalid_fields: [{ type: 'value_error', field: `input.${field}`, description }],
	};
}

function sizeOf({ width, height, aspect_ratio: ratio }: Record<string, unknown>) {
	if (typeof width === 'number' && typeof height === 'number') return { width, height };
	const [across, down] = String(ratio ?? '1:1')
		.split(':')
		.map(Number);
	if (!across || !down) return { width: 1024, height: 1024 };
	const unit = 1024 / Math.sqrt(across * down);
	return { width: Math.round(across * unit), height: Math.round(down * unit) };
}

/** Micro-dollars. FLUX.2 [pro]: a run, and each begun megapixel out and in. Others by image; else nothing here. */
const PRICES: Readonly<Record<string, number>> = {
	'ideogram-ai/ideogram-v3-turbo': 30_000,
	'google/nano-banana': 39_000,
	'black-forest-labs/flux-kontext-pro': 40_000,
};

function costOf(
	model: string,
	{ width, height }: { width: number; height: number },
	pictures: unknown,
): number {
	if (model !== 'black-forest-labs/flux-2-pro') return PRICES[model] ?? 0;
	const megapixels = Math.ceil((width * height) / 1_048_576);
	return 15_000 * (1 + megapixels + (Array.isArray(pictures) ? pictures.length : 0));
}
