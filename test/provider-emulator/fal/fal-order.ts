import { declaredInputs, fits } from './read-input-types.ts';

export interface FalOrder {
	endpoint: string;
	prompt: string;
	width: number;
	height: number;
	count: number;
	cost: number;
	/** Under which name the result comes. */
	result: 'images' | 'image' | 'model_glb' | 'video';
}

/** As fal words it: a list of what is wrong, each with the place in the request. */
export interface FalRefusal {
	status: number;
	body: { detail: string | { loc: string[]; msg: string; type: string }[]; error_type?: string };
}

export function readOrder(endpoint: string, input: Record<string, unknown>): FalOrder | FalRefusal {
	const declared = declaredInputs(endpoint);
	if (declared === null) {
		return { status: 404, body: { detail: `Application '${endpoint.split('/')[1]}' not found` } };
	}
	const unknown = Object.keys(input).find((name) => !declared.some((field) => field.name === name));
	if (unknown !== undefined) return invalid(unknown, 'Extra inputs are not permitted', 'extra_forbidden');
	const missing = declared.find(({ name, required }) => required && input[name] === undefined);
	if (missing) return invalid(missing.name, 'Field required', 'missing');
	const wrong = declared.find(({ name, type }) => input[name] !== undefined && !fits(type, input[name]));
	if (wrong) return invalid(wrong.name, `Input should be ${wrong.type}`, 'value_error');
	const size = sizeOf(input);
	return {
		endpoint,
		prompt: typeof input['prompt'] === 'string' ? input['prompt'] : '',
		...size,
		count: typeof input['num_images'] === 'number' ? input['num_images'] : 1,
		cost: costOf(endpoint, size, countImages(input)),
		result: RESULTS.find(([pattern]) => pattern.test(endpoint))?.[1] ?? 'images',
	};
}

function invalid(name: string, msg: string, type: string): FalRefusal {
	return { status: 422, body: { detail: [{ loc: ['body', name], msg, type }] } };
}

const RESULTS: readonly [RegExp, FalOrder['result']][] = [
	[/image-to-video/, 'video'],
	[/trellis|hunyuan3d/, 'model_glb'],
	[/upscale|birefnet|background\/remove/, 'image'],
];

const NAMED_SIZES: Readonly<Record<string, { width: number; height: number }>> = {
	square_hd: { width: 1024, height: 1024 },
	square: { width: 512, height: 512 },
	landscape_4_3: { width: 1024, height: 768 },
	landscape_16_9: { width: 1024, height: 576 },
	portrait_4_3: { width: 768, height: 1024 },
	portrait_16_9: { width: 576, height: 1024 },
};

function sizeOf({ image_size: size, aspect_ratio: ratio }: Record<string, unknown>) {
	if (typeof size === 'object' && size !== null && 'width' in size && 'height' in size) {
		return { width: Number(size.width), height: Number(size.height) };
	}
	if (typeof ratio === 'string' && ratio.includes(':')) {
		const [across = 1, down = 1] = ratio.split(':').map(Number);
		const unit = 1024 / Math.sqrt(across * down);
		return { width: Math.round(across * unit), height: Math.round(down * unit) };
	}
	return NAMED_SIZES[String(size)] ?? { width: 1024, height: 768 };
}

function countImages(input: Record<string, unknown>): number {
	const list = input['image_urls'];
	return Array.isArray(list) ? list.length : 0;
}

/** Micro-dollars: first megapixel, each further one, each picture that goes in. Others are billed as nothing here. */
const PRICES: Readonly<Record<string, readonly [first: number, further: number, picture: number]>> = {
	'fal-ai/flux-2-pro': [30_000, 15_000, 0],
	'fal-ai/flux-2-pro/edit': [30_000, 15_000, 15_000],
	'fal-ai/bytedance/seedream/v4.5/text-to-image': [40_000, 0, 0],
};

function costOf(
	endpoint: string,
	{ width, height }: { width: number; height: number },
	pictures: number,
): number {
	const [first, further, picture] = PRICES[endpoint] ?? [0, 0, 0];
	return first + (Math.ceil((width * height) / 1_048_576) - 1) * further + pictures * picture;
}
