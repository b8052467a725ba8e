import { Router } from 'express';
import { z } from 'zod';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import { drawPhotograph } from '../draw-photograph.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import { spoiledPicture } from '../emulated-tasks.ts';
import type { RecordedFile } from '../emulator-state.ts';
import { Exchange } from '../exchange.ts';
import { refusalFor } from '../openai/openai-error.ts';
import { readImageRequest } from '../openai/read-image-request.ts';
import type { ActiveScenario } from '../scenarios.ts';

/**
 * What servers that imitate OpenAI's images API read: stable-diffusion.cpp 0137f16, examples/server/routes_openai.cpp,
 * with `model` and `response_format`, which it ignores and others need. Anything more is refused here, as a server with
 * strict fields would.
 */
const orderSchema = z.strictObject({
	prompt: z.string().min(1),
	model: z.string().optional(),
	n: z.number().int().min(1).optional(),
	size: z
		.string()
		.regex(/^\d+x\d+$/)
		.optional(),
	response_format: z.enum(['b64_json', 'url']).optional(),
	output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
	output_compression: z.number().min(0).max(100).optional(),
});

interface ServerOrder {
	prompt: string;
	model: string;
	width: number;
	height: number;
}

/** A model of this name is answered with the image's address, whatever was asked for. */
const ANSWERS_WITH_ADDRESS = 'answers-with-address';

export const emulatedOpenAiCompatible: EmulatedProvider = {
	name: 'openai_compatible',
	routes(state) {
		const router = Router();
		for (const kind of ['generations', 'edits'] as const) {
			router.post(`/v1/images/${kind}`, (request, response) =>
				answerImages(new Exchange(state, 'openai_compatible', request, response), kind),
			);
		}
		router.get('/generated-images/:name', (request, response) => {
			response.type('png').send(drawPhotograph(String(request.params['name']), 1024, 768));
		});
		return router;
	},
};

async function answerImages(exchange: Exchange, kind: 'generations' | 'edits'): Promise<void> {
	const order = await readOrder(exchange, kind);
	if ('status' in order) return exchange.sendJson(order.status, order.body);
	await carryOut(
		exchange,
		{ model: order.model, prompt: order.prompt, cost: 0 },
		{
			isTask: false,
			refuse: (scenario) => {
				const { status, error, headers } = refusalFor(scenario, order.model);
				return { status, body: { error }, headers };
			},
			answer: (scenario) => ({ status: 200, body: imagesOf(exchange, order, scenario) }),
		},
	);
}

async function readOrder(
	exchange: Exchange,
	kind: 'generations' | 'edits',
): Promise<ServerOrder | WireAnswer> {
	const parts = await readImageRequest(exchange.request.get('content-type') ?? '', exchange.bytes);
	if (parts === null || (parts.files === null) !== (kind === 'generations')) {
		return refused('Content-Type must be multipart/form-data');
	}
	exchange.recorded.body = parts.body;
	exchange.recorded.files = parts.files ?? [];
	const parsed = orderSchema.safeParse(parts.body);
	if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? 'invalid params');
	if (parts.files !== null && !parts.files.some(isImage)) return refused('at least one image[] required');
	const [width = 512, height = 512] = parsed.data.size?.split('x').map(Number) ?? [];
	return { prompt: parsed.data.prompt, model: parsed.data.model ?? 'sd-cpp-local', width, height };
}

function isImage({ field }: RecordedFile): boolean {
	return field === 'image[]' || field === 'image';
}

function refused(error: string): WireAnswer {
	return { status: 400, body: { error } };
}

function imagesOf(exchange: Exchange, order: ServerOrder, scenario: ActiveScenario): Record<string, unknown> {
	const { id } = exchange.recorded;
	const address = `http://${exchange.request.get('host')}/openai_compatible/generated-images/${id}.png`;
	const picture = spoiledPicture(scenario, `${order.prompt}\n${id}`, order).toString('base64');
	const image = order.model === ANSWERS_WITH_ADDRESS ? { url: address } : { b64_json: picture };
	const count = scenario.spoil === 'empty_data' ? 0 : scenario.name === 'several' ? 2 : 1;
	return {
		created: Math.floor(Date.now() / 1000),
		data: Array.from({ length: count }, () => image),
		output_format: 'png',
	};
}
