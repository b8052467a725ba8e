import { Router, type Request } from 'express';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import type { EmulatedTaskState } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { BFL_ENDPOINTS } from './bfl-fields.ts';
import { parse, readBflOrder, type BflOrder } from './bfl-order.ts';
import { BFL_REFUSALS, bflRefusal, refused } from './bfl-refusals.ts';

const NAME = 'bfl';
/** docs.bfl.ai/quick_start/pricing: a credit is a cent. */
const MICRODOLLARS_A_CREDIT = 10_000;
const CREDITS_LEFT = 1234.5;

export const emulatedBfl: EmulatedProvider = {
	name: NAME,
	routes(state) {
		const router = Router();
		router.get('/v1/get_result', (request, response) =>
			sendResult(new Exchange(state, NAME, request, response)),
		);
		router.get('/v1/credits', (request, response) => {
			const exchange = new Exchange(state, NAME, request, response);
			if (isKnown(exchange)) exchange.sendJson(200, { credits: CREDITS_LEFT });
		});
		router.post('/v1/*model', (request, response) =>
			takeOrder(new Exchange(state, NAME, request, response), modelOf(request)),
		);
		return router;
	},
};

function modelOf(request: Request): string {
	return request.path.replace(/^\/v1\//, '');
}

async function takeOrder(exchange: Exchange, model: string): Promise<void> {
	if (!isKnown(exchange)) return;
	const endpoint = BFL_ENDPOINTS[model];
	if (!endpoint) return send(exchange, refused(404, 'Not Found'));
	exchange.recorded.body = parse(exchange.bytes) ?? {};
	const order = readBflOrder(exchange.bytes, endpoint);
	if (Array.isArray(order)) return send(exchange, refused(422, order));
	const cost = Math.round(order.credits * MICRODOLLARS_A_CREDIT);
	await carryOut(
		exchange,
		{ model, prompt: order.prompt, cost },
		{
			isTask: true,
			// It has no other word for refused contents than the end of a task.
			refuse: (scenario) =>
				scenario.name === 'moderation' ? begin(exchange, model, order, scenario) : bflRefusal(scenario),
			answer: (scenario) => begin(exchange, model, order, scenario),
		},
	);
}

function begin(exchange: Exchange, model: string, order: BflOrder, scenario: ActiveScenario): WireAnswer {
	const { prompt, width, height, credits } = order;
	const task = exchange.state.tasks.begin({
		provider: NAME,
		model,
		prompt,
		width,
		height,
		count: 1,
		cost: credits * MICRODOLLARS_A_CREDIT,
		scenario: scenario.name === 'moderation' ? { ...scenario, name: 'moderation_in_result' } : scenario,
	});
	return {
		status: 200,
		body: {
			id: task.id,
			polling_url: `${addressOf(exchange.request)}/${NAME}/v1/get_result?id=${task.id}`,
			cost: credits,
			input_mp: order.inputMegapixels,
			output_mp: order.outputMegapixels,
		},
	};
}

const STATUS: Readonly<Record<Exclude<EmulatedTaskState, 'unsteady'>, string>> = {
	running: 'Pending',
	done: 'Ready',
	failed: 'Error',
	moderated: 'Request Moderated',
	cancelled: 'Error',
	lost: 'Task not found',
};

/** ResultResponse; the address of the image is signed and good for ten minutes. */
function sendResult(exchange: Exchange): void {
	if (!isKnown(exchange)) return;
	const id = String(exchange.request.query['id'] ?? '');
	const state = exchange.state.tasks.ask(id);
	if (state === 'unsteady') return send(exchange, refused(500, 'Internal Server Error'));
	const task = exchange.state.tasks.find(id);
	const isDone = state === 'done' && task !== undefined;
	const sample = `${addressOf(exchange.request)}/files/${id}/0`;
	const images = isDone ? exchange.state.tasks.imageCount(task) : 0;
	exchange.sendJson(200, {
		id,
		status: STATUS[state],
		result: isDone ? { ...(images > 0 ? { sample } : {}), prompt: task.prompt, seed: 4242 } : null,
		progress: task ? exchange.state.tasks.progress(task) : null,
		details: state === 'moderated' ? { 'Moderation Reasons': ['Derivative Works Filter'] } : null,
		preview: null,
	});
}

function isKnown(exchange: Exchange): boolean {
	if (exchange.request.get('x-key')) return true;
	send(exchange, BFL_REFUSALS['key_wrong'] ?? refused(403, ''));
	return false;
}

function send(exchange: Exchange, { status, body }: WireAnswer): void {
	exchange.sendJson(status, body);
}

function addressOf(request: Request): string {
	return `${request.protocol}://${request.get('host')}`;
}
