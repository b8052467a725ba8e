import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import type { EmulatedTask, EmulatedTaskState } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { readOrder } from './replicate-order.ts';

/**
 * Replicate's predictions and files. Checked against replicate 1.4.0, lib/predictions.js, lib/files.js and index.d.ts,
 * and replicate.com/docs/reference/http, …/topics/predictions/rate-limits and …/reference/error-codes.
 */
export const emulatedReplicate: EmulatedProvider = {
	name: 'replicate',
	routes(state) {
		const router = Router();
		const exchange = (request: Request, response: Response) =>
			new Exchange(state, 'replicate', request, response);
		router.use((request, response, next) => {
			if (/^Bearer .+/.test(request.get('authorization') ?? '')) return next();
			exchange(request, response).sendJson(401, UNAUTHENTICATED);
		});
		router.post('/v1/models/:owner/:name/predictions', (request, response) =>
			create(exchange(request, response), `${request.params['owner']}/${request.params['name']}`),
		);
		router.post('/v1/predictions', (request, response) => create(exchange(request, response), null));
		router.get('/v1/predictions/:id', (request, response) => answerState(exchange(request, response)));
		router.post('/v1/predictions/:id/cancel', (request, response) => {
			state.tasks.cancel(String(request.params['id']));
			answerState(exchange(request, response));
		});
		router.post('/v1/files', (request, response) => answerUpload(exchange(request, response)));
		return router;
	},
};

const UNAUTHENTICATED = {
	title: 'Unauthenticated',
	detail: 'You did not pass a valid authentication token',
	status: 401,
};

/** Versions that are known, with the model that each is one of. */
const VERSIONS: Readonly<Record<string, string>> = {
	'95fcc2a26d3899cd6c2691c900465aaeff466285a65c14638cc5f36f34befaf1': 'lucataco/remove-bg',
};

async function create(exchange: Exchange, named: string | null): Promise<void> {
	const body: unknown = JSON.parse(exchange.bytes.toString('utf8') || '{}');
	exchange.recorded.body = typeof body === 'object' && body !== null ? { ...body } : {};
	const { input, version } = exchange.recorded.body;
	if (typeof input !== 'object' || input === null) {
		return exchange.sendJson(422, {
			title: 'Input validation failed',
			detail: '- input is required\n',
			status: 422,
		});
	}
	const order = readOrder(named ?? VERSIONS[String(version)] ?? '', { ...input });
	if ('status' in order) return exchange.sendJson(order.status, order);
	await carryOut(exchange, order, {
		isTask: true,
		refuse: refusalFor,
		answer: (scenario) => {
			const task = exchange.state.tasks.begin({ ...order, provider: 'replicate', scenario });
			return { status: 201, body: describe(exchange, task, 'starting') };
		},
	});
}

function describe(
	exchange: Exchange,
	task: EmulatedTask,
	status: string,
	more: Record<string, unknown> = {},
) {
	const url = `${hostOf(exchange)}/replicate/v1/predictions/${task.id}`;
	return {
		id: task.id,
		model: task.model,
		version: 'hidden',
		input: {},
		logs: '',
		output: null,
		error: null,
		data_removed: false,
		source: 'api',
		status,
		created_at: new Date(task.begunAt).toISOString(),
		urls: { get: url, cancel: `${url}/cancel` },
		...more,
	};
}

const hostOf = ({ request }: Exchange) => `${request.protocol}://${request.get('host')}`;

function answerState(exchange: Exchange): void {
	const { tasks } = exchange.state;
	const id = String(exchange.request.params['id']);
	const state = tasks.ask(id);
	const task = tasks.find(id);
	if (state === 'lost' || !task) {
		return exchange.sendJson(404, { title: 'Not found', detail: 'Prediction not found', status: 404 });
	}
	if (state === 'unsteady')
		return exchange.sendText(502, 'html', '<html><title>502 Bad Gateway</title></html>');
	const [status, more] = saidOf(exchange, task, state);
	exchange.sendJson(200, describe(exchange, task, status, more));
}

function saidOf(
	exchange: Exchange,
	task: EmulatedTask,
	state: Exclude<EmulatedTaskState, 'lost' | 'unsteady'>,
): [string, Record<string, unknown>] {
	const { tasks } = exchange.state;
	const percent = Math.floor(tasks.progress(task) * 100);
	const said: Readonly<Record<typeof state, () => [string, Record<string, unknown>]>> = {
		running: () => ['processing', { logs: `Using seed: 7\n ${percent}%|████      | 9/20 [00:01<00:01]\n` }],
		done: () => ['succeeded', { output: outputOf(exchange, task), metrics: { predict_time: 1.25 } }],
		failed: () => ['failed', { error: 'Model out of memory (OOM killed). (E1001)' }],
		moderated: () => [
			'failed',
			{
				error: 'The input or output was flagged as sensitive. Please try again with different inputs. (E005)',
			},
		],
		cancelled: () => ['canceled', {}],
	};
	return said[state]();
}

/** One address as it stands, several as a list: models do either. */
function outputOf(exchange: Exchange, task: EmulatedTask): unknown {
	const count = exchange.state.tasks.imageCount(task);
	const addresses = Array.from(
		{ length: count },
		(_, index) => `${hostOf(exchange)}/files/${task.id}/${index}`,
	);
	return addresses.length === 1 ? addresses[0] : addresses;
}

function answerUpload(exchange: Exchange): void {
	const id = randomUUID();
	exchange.sendJson(201, {
		id,
		content_type: 'image/png',
		size: exchange.bytes.length,
		metadata: {},
		checksums: { sha256: '' },
		created_at: new Date().toISOString(),
		expires_at: null,
		urls: { get: `https://api.replicate.com/v1/files/${id}` },
	});
}

const PROBLEMS: Readonly<Partial<Record<ActiveScenario['name'], Record<string, unknown>>>> = {
	moderation: {
		title: 'Input validation failed',
		detail: 'The input was flagged as sensitive. (E005)',
		status: 422,
	},
	quota: {
		title: 'Insufficient credit',
		detail: 'You have insufficient credit to run this model. Go to https://replicate.com/account/billing.',
		status: 402,
	},
	key_wrong: UNAUTHENTICATED,
	overloaded: { title: 'Service unavailable', detail: 'Please try again later.', status: 503 },
	retired_model: { title: 'Not found', detail: 'The requested resource could not be found.', status: 404 },
};

function refusalFor(scenario: ActiveScenario): WireAnswer {
	const problem = PROBLEMS[scenario.name];
	if (problem) return { status: Number(problem['status']), body: problem };
	if (scenario.name.startsWith('rate_limited')) {
		const detail = `Request was throttled. Your rate limit resets in ~${scenario.retryAfter}s.`;
		return { status: 429, body: { detail } };
	}
	return { status: 500, body: { title: 'Internal server error', detail: '', status: 500 } };
}
