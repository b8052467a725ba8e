import { Router } from 'express';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import { spoiledPicture } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import { readImageRequest } from '../openai/read-image-request.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { STABILITY_ENDPOINTS } from './stability-fields.ts';
import { readStabilityOrder, type StabilityOrder } from './stability-order.ts';
import { refused, stabilityRefusal } from './stability-refusals.ts';

const NAME = 'stability';
const MICRODOLLARS_A_CREDIT = 10_000;
const CREDITS_LEFT = 742.5;
const FOLDER = '/v2beta/stable-image/';

export const emulatedStability: EmulatedProvider = {
	name: NAME,
	routes(state) {
		const router = Router();
		router.get('/v1/user/balance', (request, response) => {
			const exchange = new Exchange(state, NAME, request, response);
			if (isKnown(exchange)) exchange.sendJson(200, { credits: CREDITS_LEFT });
		});
		router.post(`${FOLDER}*endpoint`, (request, response) =>
			takeOrder(new Exchange(state, NAME, request, response), request.path.slice(FOLDER.length)),
		);
		return router;
	},
};

async function takeOrder(exchange: Exchange, path: string): Promise<void> {
	if (!isKnown(exchange)) return;
	const endpoint = STABILITY_ENDPOINTS[path];
	if (!endpoint) return send(exchange, stabilityRefusal({ name: 'retired_model' }));
	const parts = await readImageRequest(exchange.request.get('content-type') ?? '', exchange.bytes);
	if (!parts?.files) {
		return send(exchange, refused(400, 'bad_request', ['content-type: must be multipart/form-data']));
	}
	exchange.recorded.body = parts.body;
	exchange.recorded.files = parts.files;
	const order = readStabilityOrder(path, endpoint, parts.body, parts.files);
	if (Array.isArray(order)) return send(exchange, refused(400, 'bad_request', order));
	const { model, prompt, credits } = order;
	await carryOut(
		exchange,
		{ model, prompt, cost: credits * MICRODOLLARS_A_CREDIT },
		{
			isTask: false,
			refuse: (scenario) => stabilityRefusal(scenario),
			answer: (scenario) => answerOf(exchange, order, scenario),
		},
	);
}

/** As with `accept: application/json`; without it the bytes come, and the rest stands in headers. */
function answerOf(exchange: Exchange, order: StabilityOrder, scenario: ActiveScenario): WireAnswer {
	const finish = scenario.name === 'moderation_in_result' ? 'CONTENT_FILTERED' : 'SUCCESS';
	const picture = spoiledPicture(scenario, `${order.prompt}\n${exchange.recorded.id}`, order);
	const seed = order.seed === 0 ? 1_234_567 : order.seed;
	if (!/application\/json/.test(exchange.request.get('accept') ?? '')) {
		const headers = { 'content-type': 'image/png', 'finish-reason': finish, seed: String(seed) };
		return { status: 200, body: picture, headers };
	}
	const image = scenario.spoil === 'empty_data' ? {} : { image: picture.toString('base64') };
	return { status: 200, body: { ...image, finish_reason: finish, seed } };
}

function isKnown(exchange: Exchange): boolean {
	if (/^(Bearer )?sk-.+/.test(exchange.request.get('authorization') ?? '')) return true;
	send(exchange, stabilityRefusal({ name: 'key_wrong' }));
	return false;
}

function send(exchange: Exchange, { status, body }: WireAnswer): void {
	exchange.sendJson(status, body);
}
