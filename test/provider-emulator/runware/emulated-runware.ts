import { randomUUID } from 'node:crypto';
import { Router, type Request } from 'express';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import type { EmulatedTask } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import { isRecord } from '../openai/read-image-request.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { isError, readRunwareOrder, type RunwareOrder } from './runware-order.ts';
import { refused, runwareRefusal } from './runware-refusals.ts';

const NAME = 'runware';
const BALANCE = { amount: 17.25, freeBalance: 0, currency: 'USD' };

/** What was begun under a name that the client gave. */
type Begun = Map<string, { id: string; order: RunwareOrder }>;

/** Everything is a task in an array, to one address; of several in one array the emulator takes the first. */
export const emulatedRunware: EmulatedProvider = {
	name: NAME,
	routes(state) {
		const router = Router();
		const begun: Begun = new Map();
		router.post('/', (request, response) => takeTask(new Exchange(state, NAME, request, response), begun));
		return router;
	},
};

async function takeTask(exchange: Exchange, begun: Begun): Promise<void> {
	const task = firstTask(exchange.bytes);
	if (!task)
		return send(exchange, refused(400, { code: 'invalidRequest', message: 'An array of tasks is needed.' }));
	exchange.recorded.body = task;
	if (!/^Bearer .+/.test(exchange.request.get('authorization') ?? '')) {
		return send(
			exchange,
			refused(401, { code: 'missingApiKey', message: 'Missing API key.', parameter: 'apiKey' }),
		);
	}
	switch (task['taskType']) {
		case 'getResponse':
			return send(exchange, responseOf(exchange, begun, String(task['taskUUID'])));
		case 'accountManagement':
			return send(exchange, { status: 200, body: { data: [{ ...task, balance: BALANCE }] } });
		default:
			return takeOrder(exchange, begun, task);
	}
}

async function takeOrder(exchange: Exchange, begun: Begun, task: Record<string, unknown>): Promise<void> {
	const order = readRunwareOrder(task);
	if (isError(order)) return send(exchange, refused(400, order));
	const { model, prompt, cost } = order;
	await carryOut(
		exchange,
		{ model, prompt, cost: Math.round(cost * order.count * 1_000_000) },
		{
			isTask: !order.isSync,
			refuse: (scenario) => runwareRefusal(scenario, order.taskUUID),
			answer: (scenario) => begin(exchange, begun, order, scenario),
		},
	);
}

function begin(exchange: Exchange, begun: Begun, order: RunwareOrder, scenario: ActiveScenario): WireAnswer {
	const { model, prompt, width, height, count, cost } = order;
	const task = exchange.state.tasks.begin({
		...{ provider: NAME, model, prompt, width, height, count, scenario },
		cost: Math.round(cost * 1_000_000),
	});
	begun.set(order.taskUUID, { id: task.id, order });
	if (order.isSync) return { status: 200, body: { data: itemsOf(exchange, task, order) } };
	return { status: 200, body: { data: [{ taskType: order.taskType, taskUUID: order.taskUUID }] } };
}

/** As src/client.ts reads it: items with a status each, or errors. */
function responseOf(exchange: Exchange, begun: Begun, taskUUID: string): WireAnswer {
	const { tasks } = exchange.state;
	const known = begun.get(taskUUID);
	const state = tasks.ask(known?.id ?? '');
	const task = tasks.find(known?.id ?? '');
	const failed = (code: string) => refused(400, { code, message: 'The task failed.', taskUUID });
	if (!known || !task || state === 'lost') return failed('taskFailedOrNotFound');
	switch (state) {
		case 'unsteady':
			return refused(500, { code: 'internalServerError', message: 'Something failed.' });
		case 'failed':
			return failed('inferenceError');
		case 'moderated':
			return { status: 200, body: { data: [{ ...named(known.order), status: 'error', error: MODERATED }] } };
		case 'running':
			return {
				status: 200,
				body: {
					data: [{ ...named(known.order), status: 'processing', progress: tasks.progress(task) * 100 }],
				},
			};
		default:
			return { status: 200, body: { data: itemsOf(exchange, task, known.order) } };
	}
}

const MODERATED = { code: 'providerContentPolicyViolation', message: 'Refused for its content.' };

function itemsOf(exchange: Exchange, task: EmulatedTask, order: RunwareOrder): object[] {
	const count = exchange.state.tasks.imageCount(task);
	const item = { ...named(order), status: 'success', imageUUID: randomUUID(), seed: 4242 };
	const cost = order.includeCost ? { cost: order.cost } : {};
	const urls = Array.from({ length: count }, (_, index) => ({
		imageURL: `${addressOf(exchange.request)}/files/${task.id}/${index}`,
	}));
	return urls.length === 0 ? [{ ...item, ...cost }] : urls.map((url) => ({ ...item, ...cost, ...url }));
}

function named({ taskType, taskUUID }: RunwareOrder): { taskType: string; taskUUID: string } {
	return { taskType, taskUUID };
}

function firstTask(bytes: Buffer): Record<string, unknown> | null {
	try {
		const body: unknown = JSON.parse(bytes.toString('utf8'));
		const task: unknown = Array.isArray(body) ? body[0] : null;
		return isRecord(task) ? task : null;
	} catch {
		return null;
	}
}

function send(exchange: Exchange, { status, body }: WireAnswer): void {
	exchange.sendJson(status, body);
}

function addressOf(request: Request): string {
	return `${request.protocol}://${request.get('host')}`;
}
