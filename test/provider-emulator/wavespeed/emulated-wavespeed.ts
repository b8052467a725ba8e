import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import type { EmulatedTask } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { readOrder, type WaveSpeedOrder } from './wavespeed-order.ts';

/**
 * WaveSpeed's tasks. Checked against wavespeed 0.3.2, dist/api/client.js (addresses, states, upload tickets), and
 * wavespeed.ai/docs: error-codes, upload-files-api, the balance and the parameters of each model.
 */
export const emulatedWaveSpeed: EmulatedProvider = {
	name: 'wavespeed',
	routes(state) {
		const router = Router();
		const exchange = (request: Request, response: Response) =>
			new Exchange(state, 'wavespeed', request, response);
		router.use((request, response, next) => {
			if (request.path.startsWith('/stored/') || /^Bearer .+/.test(request.get('authorization') ?? '')) {
				return next();
			}
			exchange(request, response).sendJson(401, { code: 401, message: 'Unauthorized' });
		});
		router.get('/api/v3/predictions/:id/result', (request, response) =>
			answerResult(exchange(request, response)),
		);
		router.get('/api/v3/balance', (request, response) =>
			exchange(request, response).sendJson(200, succeeded({ balance: 12.345_678 })),
		);
		router.post('/api/v3/media/upload/binary', (request, response) =>
			answerUpload(exchange(request, response)),
		);
		router.post('/api/v3/media/uploads', (request, response) => answerTicket(exchange(request, response)));
		router.put('/stored/:id', (request, response) => {
			exchange(request, response).sendJson(200, {});
		});
		router.post('/api/v3/*path', (request, response) => submit(exchange(request, response)));
		return router;
	},
};

const succeeded = (data: unknown) => ({ code: 200, message: 'success', data });

async function submit(exchange: Exchange): Promise<void> {
	const body: unknown = JSON.parse(exchange.bytes.toString('utf8') || '{}');
	exchange.recorded.body = typeof body === 'object' && body !== null ? { ...body } : {};
	const order = readOrder(exchange.request.path.replace('/api/v3/', ''), exchange.recorded.body);
	if ('status' in order) return exchange.sendJson(order.status, { code: order.code, message: order.message });
	await carryOut(exchange, order, {
		isTask: true,
		refuse: (scenario) => refusalFor(scenario, order),
		answer: (scenario) => {
			const task = exchange.state.tasks.begin({ ...order, provider: 'wavespeed', scenario });
			return { status: 200, body: succeeded(describe(exchange, task, 'created')) };
		},
	});
}

function describe(
	exchange: Exchange,
	task: EmulatedTask,
	status: string,
	more: Record<string, unknown> = {},
) {
	return {
		id: task.id,
		model: task.model,
		outputs: [],
		urls: { get: `${hostOf(exchange)}/wavespeed/api/v3/predictions/${task.id}/result` },
		has_nsfw_contents: [],
		status,
		created_at: new Date(task.begunAt).toISOString(),
		error: '',
		timings: { inference: 0 },
		...more,
	};
}

const hostOf = ({ request }: Exchange) => `${request.protocol}://${request.get('host')}`;

function answerResult(exchange: Exchange): void {
	const { tasks } = exchange.state;
	const id = String(exchange.request.params['id']);
	const state = tasks.ask(id);
	const task = tasks.find(id);
	if (state === 'lost' || !task) return exchange.sendJson(404, { code: 404, message: 'task not found' });
	if (state === 'unsteady')
		return exchange.sendText(502, 'html', '<html><title>502 Bad Gateway</title></html>');
	const outputs = Array.from(
		{ length: tasks.imageCount(task) },
		(_, index) => `${hostOf(exchange)}/files/${id}/${index}`,
	);
	const said = {
		running: ['processing', {}],
		done: ['completed', { outputs, has_nsfw_contents: outputs.map(() => false) }],
		failed: ['failed', { code: 5000, error: 'An internal error occurred.' }],
		moderated: ['failed', { code: 1200, error: 'The content contains sensitive information.' }],
		cancelled: ['cancelled', { error: 'Task cancelled' }],
	} as const;
	const [status, more] = said[state];
	exchange.sendJson(200, succeeded(describe(exchange, task, status, more)));
}

function answerUpload(exchange: Exchange): void {
	if (!exchange.request.get('content-type')?.startsWith('multipart/form-data')) {
		return exchange.sendJson(400, { code: 400, message: 'no file' });
	}
	const download_url = `${hostOf(exchange)}/wavespeed/stored/${randomUUID()}`;
	exchange.sendJson(200, succeeded({ type: 'image', download_url, filename: 'image.png', size: 1 }));
}

/** As the official client uploads: a ticket first, then the bytes to the address in it. */
function answerTicket(exchange: Exchange): void {
	const url = `${hostOf(exchange)}/wavespeed/stored/${randomUUID()}`;
	exchange.sendJson(200, succeeded({ download_url: url, upload: { url, method: 'PUT', headers: {} } }));
}

const REFUSALS: Readonly<Partial<Record<ActiveScenario['name'], WireAnswer>>> = {
	moderation: { status: 400, body: { code: 1200, message: 'The content contains sensitive information.' } },
	quota: { status: 400, body: { code: 400, message: 'Insufficient credits. Please top up.' } },
	key_wrong: { status: 401, body: { code: 401, message: 'Unauthorized' } },
	overloaded: { status: 503, body: { code: 5003, message: 'The service is temporarily unavailable.' } },
};

function refusalFor(scenario: ActiveScenario, order: WaveSpeedOrder): WireAnswer {
	const refusal = REFUSALS[scenario.name];
	if (refusal) return refusal;
	if (scenario.name === 'retired_model') {
		return { status: 404, body: { code: 404, message: `model ${order.model} not found` } };
	}
	if (scenario.name.startsWith('rate_limited')) {
		return { status: 429, body: { code: 429, message: 'Too Many Requests' } };
	}
	return { status: 500, body: { code: 500, message: 'Internal Server Error' } };
}
