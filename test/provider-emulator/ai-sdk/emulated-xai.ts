import { Router } from 'express';
import { z } from 'zod';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import { spoiledPicture } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { readJsonBody } from './read-json-body.ts';

/** USD in 1k and 2k, by quality; and for each image that goes in. */
const PRICES: Readonly<Record<string, { low: number[]; medium: number[]; input: number; images: number }>> = {
	'grok-imagine-image-2.0': { low: [0.04, 0.06], medium: [0.06, 0.08], input: 0.01, images: 5 },
	'grok-imagine-image': { low: [0.02, 0.02], medium: [0.02, 0.02], input: 0.002, images: 3 },
};
const TICKS_PER_DOLLAR = 1e10;

const RATIOS: Readonly<Record<string, readonly [number, number]>> = {
	'1:1': [1024, 1024],
	'3:4': [864, 1152],
	'4:3': [1152, 864],
	'2:3': [832, 1248],
	'3:2': [1248, 832],
	'9:16': [720, 1280],
	'16:9': [1280, 720],
	'1:2': [704, 1408],
	'2:1': [1408, 704],
};

/** The body as @ai-sdk/xai 5.0.12 writes it; `size`, `style` and a seed are refused by the real one. */
const image = z.strictObject({ url: z.string().startsWith('data:image/'), type: z.literal('image_url') });
const orderSchema = z.strictObject({
	model: z.string(),
	prompt: z.string().min(1),
	n: z.number().int().min(1).max(10).optional(),
	response_format: z.enum(['url', 'b64_json']).optional(),
	aspect_ratio: z.string().optional(),
	resolution: z.enum(['1k', '2k']).optional(),
	quality: z.enum(['low', 'medium', 'high']).optional(),
	image: image.optional(),
	images: z.array(image).optional(),
});

interface Order {
	model: string;
	prompt: string;
	width: number;
	height: number;
	/** Integer micro-dollars. */
	cost: number;
}

export const emulatedXai: EmulatedProvider = {
	name: 'xai',
	routes(state) {
		const router = Router();
		for (const kind of ['generations', 'edits'] as const) {
			router.post(`/v1/images/${kind}`, (request, response) =>
				answerImages(new Exchange(state, 'xai', request, response), kind === 'edits'),
			);
		}
		return router;
	},
};

async function answerImages(exchange: Exchange, isEdit: boolean): Promise<void> {
	const order = readOrder(exchange, isEdit);
	if ('status' in order) return exchange.sendJson(order.status, order.body);
	await carryOut(exchange, order, {
		isTask: false,
		refuse: (scenario) => refusalOf(scenario, order.model),
		answer: (scenario) => ({ status: 200, body: answerOf(exchange, order, scenario) }),
	});
}

function readOrder(exchange: Exchange, isEdit: boolean): Order | WireAnswer {
	if (!/^Bearer .+/.test(exchange.request.get('authorization') ?? '')) {
		return refused(401, 'Unauthenticated', 'No API key provided.');
	}
	const parsed = orderSchema.safeParse(readJsonBody(exchange));
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return invalid(`Argument not supported: ${issue?.path.join('.')} (${issue?.message})`);
	}
	const { model, prompt, aspect_ratio: ratio = '1:1', resolution = '1k', quality } = parsed.data;
	const price = PRICES[model];
	if (!price) return modelNotFound(model);
	const size = RATIOS[ratio];
	if (!size) return invalid(`Invalid aspect ratio: ${ratio}`);
	const inputs = parsed.data.images?.length ?? (parsed.data.image ? 1 : 0);
	if (isEdit !== inputs > 0 || inputs > price.images) return invalid('Invalid number of images.');
	const isLarge = resolution === '2k';
	const each = price[quality === 'low' ? 'low' : 'medium'][isLarge ? 1 : 0] ?? 0;
	return {
		model,
		prompt,
		width: size[0] * (isLarge ? 2 : 1),
		height: size[1] * (isLarge ? 2 : 1),
		cost: Math.round((each + inputs * price.input) * 1_000_000),
	};
}

function answerOf(exchange: Exchange, order: Order, scenario: ActiveScenario): Record<string, unknown> {
	if (scenario.name === 'moderation_in_result') {
		return { data: [{ url: '', respect_moderation: false }], usage: { cost_in_usd_ticks: 0 } };
	}
	const picture = spoiledPicture(scenario, `${order.prompt}\n${exchange.recorded.id}`, order);
	const count = scenario.spoil === 'empty_data' ? 0 : scenario.name === 'several' ? 2 : 1;
	const item = { b64_json: picture.toString('base64'), mime_type: 'image/png', respect_moderation: true };
	return {
		data: Array.from({ length: count }, () => item),
		usage: { cost_in_usd_ticks: (order.cost / 1_000_000) * TICKS_PER_DOLLAR },
	};
}

/** Bodies as users reported them in public repositories. */
function refusalOf(scenario: ActiveScenario, model: string): WireAnswer {
	switch (scenario.name) {
		case 'rate_limited_seconds':
		case 'rate_limited_date':
		case 'rate_limited_ms':
		case 'rate_limited_headers':
			return refused(429, 'Some resource has been exhausted', 'Too many requests for this model.');
		case 'overloaded':
			return refused(503, 'The service is currently unavailable', 'The model is at capacity.');
		case 'moderation':
			return refused(400, 'imagine:content-moderated', 'Generated image rejected by content moderation.');
		case 'quota':
			return refused(
				429,
				'Some resource has been exhausted',
				'Your team has either used all available credits or reached its monthly spending limit.',
			);
		case 'key_wrong':
			return invalid('Incorrect API key provided.');
		case 'retired_model':
			return modelNotFound(model);
		default:
			return refused(500, 'Internal error', 'Internal error.');
	}
}

function modelNotFound(model: string): WireAnswer {
	return refused(
		404,
		'Some requested entity was not found',
		`The model ${model} does not exist or your team does not have access to it.`,
	);
}

function invalid(error: string): WireAnswer {
	return refused(400, 'Client specified an invalid argument', error);
}

function refused(status: number, code: string, error: string): WireAnswer {
	return { status, body: { code, error } };
}
