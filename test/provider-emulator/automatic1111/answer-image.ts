import sharp from 'sharp';
import type { z } from 'zod';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import { drawPhotograph } from '../draw-photograph.ts';
import { spoiledPicture } from '../emulated-tasks.ts';
import type { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { beginTask } from './running-tasks.ts';
import type { imageToImageSchema, textToImageSchema, upscaleSchema } from './validate-order.ts';
import { isSampler, isUpscaler, validationError } from './validate-order.ts';

type ImageSchema = typeof textToImageSchema | typeof imageToImageSchema | typeof upscaleSchema;
type Order = Partial<z.output<typeof textToImageSchema>> &
	Partial<z.output<typeof imageToImageSchema>> &
	Partial<z.output<typeof upscaleSchema>>;

const LOADED = 'sdxl_juggernautXL_v9';
/** What the web UI makes where nobody says anything. */
const DEFAULT_SIDE = 512;

/** One of the three routes that make images; which fields it takes is its schema. */
export async function answerImage(exchange: Exchange, schema: ImageSchema): Promise<void> {
	const parsed = schema.safeParse(readJson(exchange));
	if (!parsed.success) return exchange.sendJson(422, validationError(parsed.error.issues));
	const order: Order = parsed.data;
	if (order.sampler_name !== undefined && !isSampler(order.sampler_name)) {
		return exchange.sendJson(400, exception('HTTPException', 'Sampler not found', ''));
	}
	if (order.upscaler_1 !== undefined && !isUpscaler(order.upscaler_1)) {
		const words = `could not find upscaler named ${order.upscaler_1}`;
		return exchange.sendJson(500, exception('AssertionError', '', words));
	}
	const seen = await readImages(order);
	if (seen === null) return exchange.sendJson(500, exception('HTTPException', 'Invalid encoded image', ''));
	const pictures = await draw(order, seen, exchange.recorded.id);
	const prompt = order.prompt ?? '';
	await carryOut(
		exchange,
		{ model: LOADED, prompt, cost: 0 },
		{
			isTask: false,
			refuse,
			begin: (scenario) =>
				beginTask(exchange, { name: order.force_task_id ?? '', prompt, ...sizeOf(order), scenario }),
			answer: (scenario) => answer(order, pictures, scenario),
		},
	);
}

function readJson(exchange: Exchange): unknown {
	const body: unknown = JSON.parse(exchange.bytes.toString('utf8') || 'null');
	if (typeof body === 'object' && body !== null) exchange.recorded.body = { ...body };
	return body;
}

interface SeenImages {
	source: Buffer | null;
	mask: Buffer | null;
}

/** Null where PIL could not open one of them. */
async function readImages({ init_images: sources, image, mask }: Order): Promise<SeenImages | null> {
	const source = sources?.[0] ?? image;
	const seen = {
		source: source === undefined ? null : Buffer.from(source, 'base64'),
		mask: mask === undefined ? null : Buffer.from(mask, 'base64'),
	};
	try {
		for (const bytes of [seen.source, seen.mask]) if (bytes) await sharp(bytes).metadata();
		return seen;
	} catch {
		return null;
	}
}

function sizeOf(order: Order): { width: number; height: number } {
	if (order.image === undefined) {
		return { width: order.width ?? DEFAULT_SIDE, height: order.height ?? DEFAULT_SIDE };
	}
	return {
		width: order.upscaling_resize_w ?? DEFAULT_SIDE,
		height: order.upscaling_resize_h ?? DEFAULT_SIDE,
	};
}

/** The upscaler enlarges; under a mask only what is white is drawn anew; all else is a new picture. */
async function draw(order: Order, { source, mask }: SeenImages, id: string): Promise<Buffer> {
	const { width, height } = sizeOf(order);
	const drawn = drawPhotograph(`${order.prompt}\n${id}`, width, height);
	if (source === null || (mask === null && order.image === undefined)) return drawn;
	const fitted = sharp(source).resize(width, height, { fit: 'cover' });
	if (mask === null) return fitted.png().toBuffer();
	const white = await sharp(mask).resize(width, height).toColourspace('b-w').raw().toBuffer();
	const inverted = order.inpainting_mask_invert === 1 ? white.map((value) => 255 - value) : white;
	const changed = await sharp(drawn)
		.joinChannel(Buffer.from(inverted), { raw: { width, height, channels: 1 } })
		.png()
		.toBuffer();
	return fitted
		.composite([{ input: changed }])
		.png()
		.toBuffer();
}

function answer(order: Order, picture: Buffer, scenario: ActiveScenario): WireAnswer {
	const bytes = scenario.spoil === undefined ? picture : spoiledPicture(scenario, '', sizeOf(order));
	const base64 = bytes.toString('base64');
	if (order.image !== undefined) {
		const image = scenario.spoil === 'empty_data' ? null : base64;
		return { status: 200, body: { html_info: '<p>Postprocess upscaler</p>', image } };
	}
	const seed = order.seed === undefined || order.seed < 0 ? 4242 : order.seed;
	const info = { prompt: order.prompt, seed, all_seeds: [seed], sd_model_name: LOADED, steps: order.steps };
	const count = scenario.spoil === 'empty_data' ? 0 : scenario.name === 'several' ? 2 : 1;
	return {
		status: 200,
		body: {
			images: Array.from({ length: count }, () => base64),
			parameters: { ...order, init_images: null, mask: null },
			info: JSON.stringify(info),
		},
	};
}

/** As `handle_exception` of modules/api/api.py writes it. */
function exception(error: string, detail: string, errors: string): Record<string, string> {
	return { error, detail, body: '', errors };
}

/** The web UI itself knows neither limits nor 503: those come from what stands in front of it. */
function refuse({ name }: ActiveScenario): WireAnswer {
	switch (name) {
		case 'key_wrong':
			return {
				status: 401,
				body: exception('HTTPException', 'Incorrect username or password', ''),
				headers: { 'www-authenticate': 'Basic' },
			};
		case 'rate_limited_seconds':
		case 'rate_limited_date':
		case 'rate_limited_ms':
			return { status: 429, body: { detail: 'Too many requests' } };
		case 'overloaded':
			return { status: 503, body: { detail: 'No upstream is free' } };
		default:
			return {
				status: 500,
				body: exception('OutOfMemoryError', '', 'CUDA out of memory. Tried to allocate 1.50 GiB'),
			};
	}
}
