import type { RecordedFile } from '../emulator-state.ts';
import { RATIOS, SD3_CREDITS, type StabilityEndpoint } from './stability-fields.ts';

export interface StabilityOrder {
	model: string;
	prompt: string;
	width: number;
	height: number;
	credits: number;
	seed: number;
}

/** Sentences of a refusal, as in `errors`. */
export type Faults = string[];

/** Fields that it does not know are refused, so that a wrong name is seen. */
export function readStabilityOrder(
	path: string,
	endpoint: StabilityEndpoint,
	body: Record<string, unknown>,
	files: RecordedFile[],
): StabilityOrder | Faults {
	const names = files.map(({ field }) => field);
	const faults = [
		...endpoint.required.filter((name) => body[name] === undefined).map((name) => `${name}: is required`),
		...endpoint.requiredFiles.filter((name) => !names.includes(name)).map((name) => `${name}: is required`),
		...names.filter((name) => !endpoint.files.includes(name)).map((name) => `${name}: is not expected`),
		...Object.entries(body).flatMap(([name, value]) => {
			const check = endpoint.fields[name];
			if (!check) return [`${name}: is not expected`];
			return check(String(value)) ? [] : [`${name}: is not valid`];
		}),
		...wrongImages(files),
		...wrongMode(path, body, names),
	];
	if (faults.length > 0) return faults;
	const model = String(body['model'] ?? path);
	return {
		model,
		prompt: String(body['prompt'] ?? ''),
		...sizeOf(endpoint, body, files),
		credits: SD3_CREDITS[model] ?? endpoint.credits,
		seed: Number(body['seed'] ?? 0),
	};
}

function wrongImages(files: RecordedFile[]): Faults {
	const [first] = files;
	const mask = files.find(({ field }) => field === 'mask');
	const isOther = mask?.size && first?.size && mask.size.width !== first.size.width;
	return [
		...files
			.filter(({ type }) => !['image/png', 'image/jpeg', 'image/webp'].includes(type))
			.map(({ field }) => `${field}: is no PNG, JPEG or WebP`),
		...(isOther ? ['mask: is not of the size of the image'] : []),
	];
}

/** A source excludes a ratio, needs a strength, and in the sd3 family a mode as well. */
function wrongMode(path: string, body: Record<string, unknown>, names: string[]): Faults {
	if (!path.startsWith('generate/')) {
		const sides = ['left', 'right', 'up', 'down'].map((name) => Number(body[name] ?? 0));
		return path === 'edit/outpaint' && Math.max(...sides) === 0 ? ['left: one side has to grow'] : [];
	}
	if (!names.includes('image')) return body['mode'] === 'image-to-image' ? ['image: is required'] : [];
	return [
		...(body['strength'] === undefined ? ['strength: is required'] : []),
		...(path === 'generate/sd3' && body['aspect_ratio'] !== undefined
			? ['aspect_ratio: is not expected']
			: []),
		...(path === 'generate/sd3' && body['mode'] !== 'image-to-image' ? ['mode: is not valid'] : []),
	];
}

const FOUR_MEGAPIXELS = 4_194_304;

function sizeOf(
	{ result }: StabilityEndpoint,
	body: Record<string, unknown>,
	files: RecordedFile[],
): { width: number; height: number } {
	const square = { width: 1024, height: 1024 };
	const source = files[0]?.size ?? null;
	if (result === 'ratio') return source ?? RATIOS[String(body['aspect_ratio'] ?? '1:1')] ?? square;
	const { width, height } = source ?? square;
	const more = (one: string, other: string) => Number(body[one] ?? 0) + Number(body[other] ?? 0);
	switch (result) {
		case 'source':
			return { width, height };
		case 'grown':
			return { width: width + more('left', 'right'), height: height + more('up', 'down') };
		case 'four_times':
			return { width: width * 4, height: height * 4 };
		case 'four_megapixels': {
			const factor = Math.sqrt(FOUR_MEGAPIXELS / (width * height));
			return { width: Math.round(width * factor), height: Math.round(height * factor) };
		}
	}
}
