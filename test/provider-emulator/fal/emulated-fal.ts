import { Router, type Request, type Response } from 'express';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import type { EmulatedTask } from '../emulated-tasks.ts';
import type { EmulatorState } from '../emulator-state.ts';
import { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { readOrder, type FalOrder, type FalRefusal } from './fal-order.ts';

/**
 * fal's queue. Checked against @fal-ai/client 1.10.1: src/queue.js (addresses and methods), src/types (inputs, states).
 * The real one checks inputs when the request runs; here a wrong one is refused at once, so that a test sees it.
 */
export const emulatedFal: EmulatedProvider = {
	name: 'fal',
	routes(state) {
		const orders = new Map<string, FalOrder>();
		const router = Router();
		router.get('/:owner/:app/requests/:id/status', (request, response) =>
			answerStatus(new Exchange(state, 'fal', request, response), orders),
		);
		router.get('/:owner/:app/requests/:id', (request, response) =>
			answerResult(new Exchange(state, 'fal', request, response), orders),
		);
		router.put('/:owner/:app/requests/:id/cancel', (request, response) => {
			const exchange = new Exchange(state, 'fal', request, response);
			const cancelled = state.tasks.cancel(String(request.params['id']));
			exchange.sendJson(cancelled ? 202 : 400, {
				status: cancelled ? 'CANCELLATION_REQUESTED' : 'ALREADY_COMPLETED',
			});
		});
		router.post('/*path', (request: Request, response: Response) =>
			submit(new Exchange(state, 'fal', request, response), state, orders),
		);
		return router;
	},
};

async function submit(
	exchange: Exchange,
	state: EmulatorState,
	orders: Map<string, FalOrder>,
): Promise<void> {
	const { request } = exchange;
	const body: unknown = JSON.parse(exchange.bytes.toString('utf8') || '{}');
	if (typeof body !== 'object' || body === null) return exchange.sendJson(422, { detail: 'Invalid JSON' });
	exchange.recorded.body = { ...body };
	if (!/^Key .+/.test(request.get('authorization') ?? '')) {
		return exchange.sendJson(401, { detail: 'Authentication is required to access this application.' });
	}
	const order = readOrder(request.path.slice(1), { ...body });
	if ('status' in order) return exchange.sendJson(order.status, order.body);
	await carryOut(
		exchange,
		{ ...order, model: order.endpoint },
		{
			isTask: true,
			refuse: (scenario) => refusalFor(scenario, order),
			answer: (scenario) => {
				const task = begin(state, order, scenario);
				orders.set(task.id, order);
				return { status: 200, body: accepted(exchange, task) };
			},
		},
	);
}

function begin(state: EmulatorState, order: FalOrder, scenario: ActiveScenario): EmulatedTask {
	const { endpoint, prompt, width, height, count, cost, result } = order;
	const media = result === 'video' ? 'video' : result === 'model_glb' ? 'model' : undefined;
	const task = { provider: 'fal', model: endpoint, prompt, width, height, count, cost, scenario };
	return state.tasks.begin(media ? { ...task, media } : task);
}

function accepted(exchange: Exchange, task: EmulatedTask): Record<string, unknown> {
	return { status: 'IN_QUEUE', request_id: task.id, queue_position: 0, ...addresses(exchange, task) };
}

/** Owner and app only, whatever the endpoint's path. */
function addresses({ request }: Exchange, task: EmulatedTask) {
	const app = task.model.split('/').slice(0, 2).join('/');
	const url = `${request.protocol}://${request.get('host')}/fal/${app}/requests/${task.id}`;
	return { response_url: url, status_url: `${url}/status`, cancel_url: `${url}/cancel` };
}

function answerStatus(exchange: Exchange, orders: Map<string, FalOrder>): void {
	const { tasks } = exchange.state;
	const id = String(exchange.request.params['id']);
	const state = tasks.ask(id);
	const task = tasks.find(id);
	if (state === 'lost' || !task || !orders.has(id))
		return exchange.sendJson(404, { detail: 'Request not found' });
	if (state === 'unsteady')
		return exchange.sendText(502, 'html', '<html><title>502 Bad Gateway</title></html>');
	const known = { request_id: id, ...addresses(exchange, task) };
	if (state !== 'running') {
		return exchange.sendJson(200, {
			status: 'COMPLETED',
			...known,
			logs: [],
			metrics: { inference_time: 1 },
		});
	}
	const percent = Math.floor(tasks.progress(task) * 100);
	const message = `${String(percent).padStart(3)}%|████      | ${Math.floor(percent / 4)}/25 [00:01<00:01]`;
	const log = { message, level: 'STDERR', source: 'USER', timestamp: new Date().toISOString() };
	exchange.sendJson(202, { status: 'IN_PROGRESS', ...known, logs: [log] });
}

function answerResult(exchange: Exchange, orders: Map<string, FalOrder>): void {
	const { tasks } = exchange.state;
	const id = String(exchange.request.params['id']);
	const task = tasks.find(id);
	const order = orders.get(id);
	if (!task || !order) return exchange.sendJson(404, { detail: 'Request not found' });
	if (task.cancelled) {
		return exchange.sendJson(499, { detail: 'Request was cancelled', error_type: 'client_cancelled' });
	}
	if (task.scenario.name === 'task_failed') {
		return exchange.sendJson(503, { detail: 'Runner disconnected', error_type: 'runner_disconnected' });
	}
	if (task.scenario.name === 'moderation_in_result') return exchange.sendJson(422, MODERATED.body);
	exchange.sendJson(200, resultOf(exchange, task, order));
}

function resultOf(exchange: Exchange, task: EmulatedTask, order: FalOrder): Record<string, unknown> {
	const count = exchange.state.tasks.imageCount(task);
	const { width, height } = task;
	const host = `${exchange.request.protocol}://${exchange.request.get('host')}`;
	const files = Array.from({ length: count }, (_, index) => ({
		url: `${host}/files/${task.id}/${index}`,
		file_size: 1,
		...(task.media ? {} : { width, height, content_type: 'image/png' }),
	}));
	const seed =
		exchange.state.requests.find(({ body }) => typeof body['seed'] === 'number')?.body['seed'] ?? 1;
	if (order.result !== 'images') return { [order.result]: files[0] ?? null, seed };
	return { images: files, seed, prompt: task.prompt, has_nsfw_concepts: files.map(() => false), timings: {} };
}

const MODERATED: FalRefusal = {
	status: 422,
	body: {
		detail: [
			{
				loc: ['body', 'prompt'],
				msg: 'The content could not be processed because it was flagged by a content checker.',
				type: 'content_policy_violation',
			},
		],
	},
};

const REFUSALS: Readonly<Partial<Record<ActiveScenario['name'], WireAnswer>>> = {
	moderation: MODERATED,
	quota: {
		status: 403,
		body: {
			detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
		},
	},
	key_wrong: { status: 401, body: { detail: 'No user found for Key ID and Secret' } },
	overloaded: {
		status: 503,
		body: { detail: 'No runner could be allocated', error_type: 'runner_scheduling_failure' },
	},
};

function refusalFor(scenario: ActiveScenario, order: FalOrder): WireAnswer {
	const refusal = REFUSALS[scenario.name];
	if (refusal) return refusal;
	if (scenario.name === 'retired_model') {
		return { status: 404, body: { detail: `Application '${order.endpoint.split('/')[1]}' not found` } };
	}
	if (scenario.name.startsWith('rate_limited')) return { status: 429, body: { detail: 'Too many requests' } };
	return { status: 500, body: { detail: 'Internal Server Error' } };
}
