import { Router } from 'express';
import { z } from 'zod';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import { spoiledPicture } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';

/** Seconds of compute for a megapixel, by model; the price of a second in micro-dollars. */
const EMULATED_MODELS: Readonly<Record<string, { task: Task; seconds: number }>> = {
	'black-forest-labs/FLUX.1-schnell': { task: 'text-to-image', seconds: 4 },
	'black-forest-labs/FLUX.1-dev': { task: 'text-to-image', seconds: 10 },
	'black-forest-labs/FLUX.1-Krea-dev': { task: 'text-to-image', seconds: 10 },
	'Qwen/Qwen-Image': { task: 'text-to-image', seconds: 20 },
	'black-forest-labs/FLUX.1-Kontext-dev': { task: 'image-to-image', seconds: 12 },
};
const PRICE_OF_A_SECOND = 120;
type Task = 'text-to-image' | 'image-to-image';

/** @huggingface/tasks 0.21.54; the real one passes what it does not know to the pipeline, which refuses it. */
const common = {
	guidance_scale: z.number().optional(),
	negative_prompt: z.string().optional(),
	num_inference_steps: z.number().int().min(1).optional(),
	scheduler: z.string().optional(),
	seed: z.number().int().optional(),
};
const side = z.number().int().multipleOf(8).min(64).max(2048);
const textToImage = z.strictObject({
	inputs: z.string().min(1),
	parameters: z.strictObject({ ...common, width: side.optional(), height: side.optional() }).optional(),
});
const imageToImage = z.strictObject({
	inputs: z.base64().min(1),
	parameters: z.strictObject({
		...common,
		prompt: z.string().optional(),
		strength: z.number().min(0).max(1).optional(),
		target_size: z.strictObject({ width: side, height: side }).optional(),
	}),
});

interface Order {
	model: string;
	prompt: string;
	width: number;
	height: number;
	seconds: number;
}

/** The router's route to what Hugging Face runs itself, and the Hub's answer to which provider has a model. */
export const emulatedHuggingFace: EmulatedProvider = {
	name: 'huggingface',
	routes(state) {
		const router = Router();
		router.get('/api/models/:owner/:name', (request, response) => {
			const model = `${request.params['owner']}/${request.params['name']}`;
			const known = EMULATED_MODELS[model];
			const mapping = known && {
				'hf-inference': { status: 'live', providerId: model, task: known.task },
			};
			response.json({ id: model, inferenceProviderMapping: mapping ?? {} });
		});
		router.post('/hf-inference/models/:owner/:name', (request, response) =>
			answerModel(
				new Exchange(state, 'huggingface', request, response),
				`${request.params['owner']}/${request.params['name']}`,
			),
		);
		return router;
	},
};

async function answerModel(exchange: Exchange, model: string): Promise<void> {
	const order = readOrder(exchange, model);
	if ('status' in order) return exchange.sendJson(order.status, order.body);
	await carryOut(
		exchange,
		{ model, prompt: order.prompt, cost: order.seconds * PRICE_OF_A_SECOND },
		{
			isTask: false,
			refuse: (scenario) => refusalOf(scenario, model),
			answer: (scenario) => ({
				status: 200,
				headers: { 'content-type': 'image/png', 'x-compute-time': String(order.seconds) },
				body:
					scenario.spoil === 'empty_data'
						? Buffer.alloc(0)
						: spoiledPicture(scenario, `${order.prompt}\n${exchange.recorded.id}`, order),
			}),
		},
	);
}

function readOrder(exchange: Exchange, model: string): Order | WireAnswer {
	if (!/^Bearer .+/.test(exchange.request.get('authorization') ?? '')) {
		return refused(401, 'Invalid username or password.');
	}
	const known = EMULATED_MODELS[model];
	if (!known) return refused(404, `Model ${model} does not exist`);
	const body = readJson(exchange.bytes);
	if (body === null) return refused(400, 'The request body is not JSON.');
	exchange.recorded.body = body;
	return known.task === 'text-to-image'
		? readWords(body, model, known.seconds)
		: readPicture(body, model, known.seconds);
}

function readWords(body: unknown, model: string, seconds: number): Order | WireAnswer {
	const parsed = textToImage.safeParse(body);
	if (!parsed.success) return invalid(parsed.error);
	const { width = 1024, height = 1024 } = parsed.data.parameters ?? {};
	return { model, prompt: parsed.data.inputs, width, height, seconds };
}

function readPicture(body: unknown, model: string, seconds: number): Order | WireAnswer {
	const parsed = imageToImage.safeParse(body);
	if (!parsed.success) return invalid(parsed.error);
	const { prompt = '', target_size: size } = parsed.data.parameters;
	return { model, prompt, width: size?.width ?? 1024, height: size?.height ?? 1024, seconds };
}

function invalid(error: z.ZodError): WireAnswer {
	const [issue] = error.issues;
	return refused(400, `${issue?.path.join('.')}: ${issue?.message}`);
}

function refusalOf(scenario: ActiveScenario, model: string): WireAnswer {
	switch (scenario.name) {
		case 'rate_limited_seconds':
		case 'rate_limited_date':
		case 'rate_limited_ms':
		case 'rate_limited_headers':
			return refused(429, 'Too Many Requests');
		case 'overloaded':
			return {
				status: 503,
				body: { error: `Model ${model} is currently loading`, estimated_time: 20 },
			};
		case 'quota':
			return refused(402, 'You have exceeded your monthly included credits for Inference Providers.');
		case 'key_wrong':
			return refused(401, 'Invalid username or password.');
		case 'organisation_unverified':
			return refused(
				403,
				'This authentication method does not have sufficient permissions to call Inference Providers.',
			);
		case 'retired_model':
			return refused(
				410,
				'The requested model is deprecated and no longer supported by provider hf-inference.',
			);
		case 'model_not_accessible':
			return refused(404, `Model ${model} does not exist`);
		default:
			return refused(500, 'Internal Server Error');
	}
}

function refused(status: number, error: string): WireAnswer {
	return { status, body: { error } };
}

function readJson(bytes: Buffer): Record<string, unknown> | null {
	try {
		const body: unknown = JSON.parse(bytes.toString('utf8'));
		return typeof body === 'object' && body !== null ? { ...body } : null;
	} catch {
		return null;
	}
}
