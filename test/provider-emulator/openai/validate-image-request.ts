import type { RecordedFile } from '../emulator-state.ts';
import { DEPRECATED_MODELS, EMULATED_MODELS, type EmulatedModel } from './openai-models.ts';
import { invalidRequest, modelDeprecated, modelNotFound, type OpenAiError } from './openai-error.ts';

export interface ImageOrder {
	model: string;
	facts: EmulatedModel;
	prompt: string;
	width: number;
	height: number;
	quality: string;
	stream: boolean;
	partialImages: number;
	references: number;
}

type Check = (value: unknown) => boolean;
const oneOf =
	(...values: string[]): Check =>
	(value) =>
		typeof value === 'string' && values.includes(value);
const integer =
	(lowest: number, highest: number): Check =>
	(value) =>
		Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
const text =
	(longest: number): Check =>
	(value) =>
		typeof value === 'string' && value.length <= longest;
const yesOrNo: Check = (value) => typeof value === 'boolean';

/** Parameters of both endpoints and what they take. Of the formats only PNG, which is what the emulator draws. */
const PARAMETERS: Readonly<Record<string, Check>> = {
	model: text(200),
	prompt: text(32_000),
	background: oneOf('transparent', 'opaque', 'auto'),
	complexity: oneOf('low', 'medium', 'high'),
	moderation: oneOf('low', 'auto'),
	n: integer(1, 10),
	output_compression: integer(0, 100),
	output_format: oneOf('png'),
	partial_images: integer(0, 3),
	quality: text(10),
	safety_identifier: text(64),
	size: text(20),
	stream: yesOrNo,
	user: text(512),
};
const ONLY_GENERATE: readonly string[] = ['moderation'];
const EDIT_PARAMETERS: Readonly<Record<string, Check>> = { input_fidelity: oneOf('high', 'low') };
/** Parts of an edit that are files, not fields. */
const EDIT_FILES: readonly string[] = ['image', 'mask', 'markup'];
/** Documented, and refused here: parameters of retired models, and previews that Limner does not use. */
const NOT_EMULATED: readonly string[] = ['response_format', 'frame_count', 'frame_duration_ms'];
const NOT_EMULATED_TO_GENERATE: readonly string[] = ['style', 'svg'];

/** Every parameter that the API documents, so that a test can hold them against the official client's types. */
export function documentedParameters(kind: 'generation' | 'edit'): string[] {
	const common = [...Object.keys(PARAMETERS), ...NOT_EMULATED];
	return kind === 'generation'
		? [...common, ...NOT_EMULATED_TO_GENERATE]
		: [
				...common.filter((name) => !ONLY_GENERATE.includes(name)),
				...Object.keys(EDIT_PARAMETERS),
				...EDIT_FILES,
			];
}

export function validateImageRequest(
	body: Record<string, unknown>,
	files: RecordedFile[] | null,
): ImageOrder | OpenAiError {
	const isEdit = files !== null;
	const order = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
	return (
		wrongParameter(order, isEdit) ??
		wrongFiles(files) ??
		wrongModel(order) ??
		wrongSize(order) ??
		wrongQuality(order) ??
		wrongOptions(order) ??
		readOrder(order, files)
	);
}

export function isRefused(order: ImageOrder | OpenAiError): order is OpenAiError {
	return 'error' in order;
}

function wrongParameter(order: Record<string, unknown>, isEdit: boolean): OpenAiError | null {
	if (typeof order['prompt'] !== 'string' || order['prompt'] === '') {
		return invalidRequest("Missing required parameter: 'prompt'.", 'prompt', 'missing_required_parameter');
	}
	for (const [name, value] of Object.entries(order)) {
		const known = isEdit ? !ONLY_GENERATE.includes(name) : true;
		const check = (known ? PARAMETERS[name] : undefined) ?? (isEdit ? EDIT_PARAMETERS[name] : undefined);
		if (!check) return invalidRequest(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
		if (!check(value)) {
			return invalidRequest(
				`Invalid value for '${name}': ${JSON.stringify(value)?.slice(0, 80)}.`,
				name,
				'invalid_value',
			);
		}
	}
	return null;
}

function wrongFiles(files: RecordedFile[] | null): OpenAiError | null {
	if (files === null) return null;
	const images = files.filter((file) => file.field === 'image' || file.field === 'image[]');
	if (images.length === 0) {
		return invalidRequest("Missing required parameter: 'image'.", 'image', 'missing_required_parameter');
	}
	if (images.length > 16) {
		return invalidRequest('You can provide up to 16 images.', 'image', 'array_above_max_length');
	}
	const stranger = files.find((file) => !['image[]', ...EDIT_FILES].includes(file.field));
	if (stranger)
		return invalidRequest(`Unknown parameter: '${stranger.field}'.`, stranger.field, 'unknown_parameter');
	const unusable = files.find(
		(file) => !['image/png', 'image/jpeg', 'image/webp'].includes(file.type) || file.bytes >= 50_000_000,
	);
	return unusable
		? invalidRequest('Invalid image file or mode for image.', 'image', 'invalid_image_file')
		: wrongMask(files);
}

/** A mask is a PNG below 4 MB, of the size of the first image. */
function wrongMask(files: RecordedFile[]): OpenAiError | null {
	const mask = files.find((file) => file.field === 'mask');
	if (!mask) return null;
	const refusal = (why: string) => invalidRequest(why, 'mask', 'invalid_image_file');
	if (mask.type !== 'image/png' || mask.size === null) return refusal('Invalid mask: it must be a PNG.');
	if (mask.bytes >= 4_000_000) return refusal('Invalid mask: it must be smaller than 4 MB.');
	const first = files.find((file) => file.field.startsWith('image'))?.size;
	if (first && (first.width !== mask.size.width || first.height !== mask.size.height)) {
		return refusal('Invalid mask: its size differs from that of the image.');
	}
	return null;
}

function wrongModel(order: Record<string, unknown>): OpenAiError | null {
	const model = order['model'];
	if (typeof model !== 'string') {
		return invalidRequest("Missing required parameter: 'model'.", 'model', 'missing_required_parameter');
	}
	if (DEPRECATED_MODELS.includes(model)) return modelDeprecated(model);
	return EMULATED_MODELS[model] ? null : modelNotFound(model);
}

function wrongSize(order: Record<string, unknown>): OpenAiError | null {
	const size = order['size'];
	if (size === undefined || size === 'auto') return null;
	const sizes = factsOf(order).sizes;
	const refusal = (why: string) =>
		invalidRequest(`Invalid size '${String(size)}'. ${why}`, 'size', 'invalid_value');
	if (sizes !== 'free') {
		return sizes.includes(String(size)) ? null : refusal(`Supported sizes are ${sizes.join(', ')}.`);
	}
	const [width, height] = readSize(String(size));
	if (!width || !height) return refusal('Use WIDTHxHEIGHT.');
	if (width % 16 !== 0 || height % 16 !== 0) return refusal('Width and height must both be divisible by 16.');
	if (Math.max(width, height) > 3 * Math.min(width, height)) {
		return refusal('The requested aspect ratio must be between 1:3 and 3:1.');
	}
	if (width * height < 655_360) return refusal('The requested resolution is below the minimum pixel budget.');
	if (width * height > 8_294_400 || Math.max(width, height) > 3840) {
		return refusal('The maximum supported resolution is 3840x2160.');
	}
	return null;
}

function wrongQuality(order: Record<string, unknown>): OpenAiError | null {
	const quality = order['quality'];
	if (quality === undefined || factsOf(order).qualities.includes(String(quality))) return null;
	return invalidRequest(`Invalid value: '${String(quality)}'.`, 'quality', 'invalid_value');
}

function wrongOptions(order: Record<string, unknown>): OpenAiError | null {
	if (order['output_compression'] !== undefined) {
		return invalidRequest(
			'Compression is supported with webp and jpeg only.',
			'output_compression',
			'invalid_value',
		);
	}
	if (order['partial_images'] !== undefined && order['stream'] !== true) {
		return invalidRequest("'partial_images' needs 'stream'.", 'partial_images', 'invalid_value');
	}
	if (order['complexity'] !== undefined && !String(order['model']).startsWith('gpt-image-2.6')) {
		return invalidRequest("Unsupported parameter: 'complexity'.", 'complexity', 'unsupported_parameter');
	}
	return null;
}

function readOrder(order: Record<string, unknown>, files: RecordedFile[] | null): ImageOrder {
	const [width, height] = readSize(String(order['size'] ?? 'auto'));
	const quality = String(order['quality'] ?? 'auto');
	return {
		model: String(order['model']),
		facts: factsOf(order),
		prompt: String(order['prompt']),
		width: width ?? 1024,
		height: height ?? 1024,
		quality: quality === 'auto' ? 'medium' : quality,
		stream: order['stream'] === true,
		partialImages: Number(order['partial_images'] ?? 0),
		references: files?.filter(({ field }) => field.startsWith('image')).length ?? 0,
	};
}

function factsOf(order: Record<string, unknown>): EmulatedModel {
	const facts = EMULATED_MODELS[String(order['model'])];
	if (!facts) throw new Error(`no facts about ${String(order['model'])}`);
	return facts;
}

function readSize(size: string): [number | undefined, number | undefined] {
	const match = /^(\d{2,5})x(\d{2,5})$/.exec(size);
	return match ? [Number(match[1]), Number(match[2])] : [undefined, undefined];
}
