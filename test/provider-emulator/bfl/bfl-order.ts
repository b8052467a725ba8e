import { isRecord } from '../openai/read-image-request.ts';
import type { BflEndpoint } from './bfl-fields.ts';

export interface BflOrder {
	prompt: string;
	width: number;
	height: number;
	credits: number;
	inputMegapixels: number;
	outputMegapixels: number;
}

/** One entry of HTTPValidationError, as FastAPI writes it. */
export interface BflIssue {
	loc: (string | number)[];
	msg: string;
	type: string;
}

/**
 * The real one leaves fields that it does not know without a word, but for outpainting; here each is refused, so that a
 * wrong name is seen.
 */
export function readBflOrder(bytes: Buffer, endpoint: BflEndpoint): BflOrder | BflIssue[] {
	const body = parse(bytes);
	if (body === null) return [{ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' }];
	const issues = [
		...endpoint.required
			.filter((name) => body[name] == null)
			.map((name) => issue(name, 'Field required', 'missing')),
		...Object.entries(body).flatMap(([name, value]) => {
			const check = endpoint.fields[name];
			if (!check) return [issue(name, 'Extra inputs are not permitted', 'extra_forbidden')];
			return value === null || check(value) ? [] : [issue(name, 'Input is not valid', 'value_error')];
		}),
	];
	return issues.length > 0 ? issues : priced(body, endpoint);
}

export function parse(bytes: Buffer): Record<string, unknown> | null {
	try {
		const body: unknown = JSON.parse(bytes.toString('utf8'));
		return isRecord(body) ? body : null;
	} catch {
		return null;
	}
}

function issue(name: string, msg: string, type: string): BflIssue {
	return { loc: ['body', name], msg, type };
}

const MEGAPIXEL = 1_048_576;
/** What a task makes that names no size: an edit keeps its own, which the emulator does not look into. */
const OWN_SIZE = { width: 1024, height: 768 };

function priced(body: Record<string, unknown>, { price }: BflEndpoint): BflOrder {
	const { width, height } = sizeOf(body);
	const inputs = Object.keys(body).filter((name) => /^input_image(_\d)?$/.test(name)).length;
	const output = (width * height) / MEGAPIXEL;
	const credits =
		'each' in price
			? price.each
			: price.first + (Math.ceil(output) - 1) * price.further + inputs * price.further;
	return {
		prompt: String(body['prompt'] ?? ''),
		width,
		height,
		credits: Math.round(credits * 100) / 100,
		inputMegapixels: inputs,
		outputMegapixels: Math.round(output * 100) / 100,
	};
}

function sizeOf(body: Record<string, unknown>): { width: number; height: number } {
	const [width, height] = [Number(body['width']), Number(body['height'])];
	if (width > 0 && height > 0) return { width, height };
	const [wide, high] = String(body['aspect_ratio'] ?? '')
		.split(':')
		.map(Number);
	if (!wide || !high) return OWN_SIZE;
	const side = Math.sqrt(MEGAPIXEL / (wide * high));
	return { width: Math.round((wide * side) / 16) * 16, height: Math.round((high * side) / 16) * 16 };
}
