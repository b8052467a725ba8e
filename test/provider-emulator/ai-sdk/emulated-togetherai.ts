import { Router } from 'express';
import { z } from 'zod';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import { spoiledPicture } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { readJsonBody } from './read-json-body.ts';

/** Micro-dollars a megapixel; which models take a ratio, and which an image. docs.together.ai, images overview. */
const EMULATED_MODELS: Readonly<
	Record<string, { price: number; takes: 'ratio' | 'pixels'; edits: boolean }>
> = {
	'black-forest-labs/FLUX.1-schnell': { price: 2700, takes: 'ratio', edits: false },
	'black-forest-labs/FLUX.2-pro': { price: 30_000, takes: 'pixels', edits: true },
	'black-forest-labs/FLUX.2-flex': { price: 50_000, takes: 'pixels', edits: true },
	'black-forest-labs/FLUX.2-max': { price: 70_000, takes: 'pixels', edits: false },
	'black-forest-labs/FLUX.1-kontext-pro': { price: 40_000, takes: 'ratio', edits: true },
	'black-forest-labs/FLUX.1-kontext-max': { price: 80_000, takes: 'ratio', edits: true },
};
const RATIOS: Readonly<Record<string, readonly [number, number]>> = {
	'1:1': [1024, 1024],
	'16:9': [1344, 768],
	'9:16': [768, 1344],
	'4:3': [1152, 864],
	'3:4': [864, 1152],
	'3:2': [1248, 832],
	'2:3': [832, 1248],
	'21:9': [1568, 672],
};

/** docs.together.ai/reference/post-images-generations, with what @ai-sdk/togetherai 3.0.54 sends of it. */
const side = z.number().int().multipleOf(8).min(64).max(2048);
const orderSchema = z.strictObject({
	model: z.string(),
	prompt: z.string().min(1),
	n: z.number().int().min(1).max(4).optional(),
	seed: z.number().int().optional(),
	steps: z.number().int().min(1).max(50).optional(),
	guidance_scale: z.number().optional(),
	negative_prompt: z.string().optional(),
	width: side.optional(),
	height: side.optional(),
	aspect_ratio: z.string().optional(),
	image_url: z.string().startsWith('data:image/').optional(),
	response_format: z.enum(['base64', 'url']).optional(),
	output_format: z.enum(['jpeg', 'png']).optional(),
});

interface Order {
	model: string;
	prompt: string;
	width: number;
	height: number;
	/** Integer micro-dollars. */
	cost: number;
}

export const emulatedTogetherAi: EmulatedProvider = {
	name: 'togetherai',
	routes(state) {
		const router = Router();
		router.post('/v1/images/generations', (request, response) =>
			answerImages(new Exchange(state, 'togetherai', request, response)),
		);
		return router;
	},
};

async function answerImages(exchange: Exchange): Promise<void> {
	const order = readOrder(exchange);
	if ('status' in order) return exchange.sendJson(order.status, order.body);
	await carryOut(exchange, order, {
		isTask: false,
		refuse: (scenario) => refusalOf(scenario, order.model),
		answer: (scenario) => ({ status: 200, body: answerOf(exchange, order, scenario) }),
	});
}

function readOrder(exchange: Exchange): Order | WireAnswer {
	if (!/^Bearer .+/.test(exchange.request.get('authorization') ?? '')) {
		return refused(401, 'invalid_api_key', 'No API key provided.');
	}
	const parsed = orderSchema.safeParse(readJsonBody(exchange));
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return refused(400, 'invalid_request', `${issue?.path.join('.')}: ${issue?.message}`);
	}
	const { model, prompt, aspect_ratio: ratio, image_url: input } = parsed.data;
	const known = EMULATED_MODELS[model];
	if (!known) return modelNotAvailable(model);
	if (input !== undefined && !known.edits) return refused(400, 'invalid_request', 'image_url: unsupported');
	const byRatio = known.takes === 'ratio' ? RATIOS[ratio ?? '1:1'] : undefined;
	if (known.takes === 'ratio' && !byRatio) return refused(400, 'invalid_request', 'aspect_ratio: unknown');
	const [width, height] = byRatio ?? [parsed.data.width ?? 1024, parsed.data.height ?? 1024];
	return { model, prompt, width, height, cost: Math.ceil((known.price * width * height) / 1_048_576) };
}

function answerOf(exchange: Exchange, order: Order, scenario: ActiveScenario): Record<string, unknown> {
	const picture = spoiledPicture(scenario, `${order.prompt}\n${exchange.recorded.id}`, order);
	const count = scenario.spoil === 'empty_data' ? 0 : scenario.name === 'several' ? 2 : 1;
	return {
		id: exchange.recorded.id,
		model: order.model,
		object: 'list',
		data: Array.from({ length: count }, (_, index) => ({
			index,
			type: 'b64_json',
			b64_json: picture.toString('base64'),
		})),
	};
}

function refusalOf(scenario: ActiveScenario, model: string): WireAnswer {
	switch (scenario.name) {
		case 'rate_limited_seconds':
		case 'rate_limited_date':
		case 'rate_limited_ms':
		case 'rate_limited_headers':
			return refused(429, 'rate_limit', 'You have reached the rate limit for this model.');
		case 'overloaded':
			return refused(503, 'service_unavailable', 'The engine is currently overloaded.');
		case 'moderation':
			return refused(422, 'nsfw_content', 'The prompt was flagged.');
		case 'quota':
			return refused(402, 'credit_limit', 'Credit limit exceeded.');
		case 'key_wrong':
			return refused(401, 'invalid_api_key', 'Invalid API key provided.');
		case 'retired_model':
			return modelNotAvailable(model);
		default:
			return refused(500, 'server_error', 'Internal server error.');
	}
}

function modelNotAvailable(model: string): WireAnswer {
	return refused(404, 'model_not_available', `Unable to access model ${model}.`);
}

function refused(status: number, code: string, message: string): WireAnswer {
	const type = status >= 500 ? 'server_error' : 'invalid_request_error';
	return { status, body: { error: { message, type, param: null, code } } };
}
