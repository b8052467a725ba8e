import { spoiledPicture } from '../emulated-tasks.ts';
import type { Exchange } from '../exchange.ts';
import { findPrompt, finishedPrompts, unfinishedPrompts, type QueuedPrompt } from './execution.ts';

/** GET /history/{id}: empty until it is done. */
export function answerHistory(exchange: Exchange): void {
	const id = String(exchange.request.params['prompt']);
	const prompt = findPrompt(exchange.state, id);
	if (!prompt || prompt.deleted) return exchange.sendJson(200, {});
	answerState(exchange, id, prompt);
}

/** GET /history: everything that is done; here only what ended well. */
export function answerHistories(exchange: Exchange): void {
	const done = finishedPrompts(exchange.state).map(({ id, prompt }) => [id, finished(exchange, id, prompt)]);
	exchange.sendJson(200, Object.fromEntries(done));
}

function answerState(exchange: Exchange, id: string, prompt: QueuedPrompt): void {
	const state = exchange.state.tasks.ask(prompt.task.id);
	switch (state) {
		case 'running':
		case 'lost':
			return exchange.sendJson(200, {});
		case 'unsteady':
			return exchange.sendText(500, 'text', '500 Internal Server Error');
		case 'cancelled':
			return exchange.sendJson(200, { [id]: ended(id, 'execution_interrupted', NODE) });
		case 'failed':
		case 'moderated':
			return exchange.sendJson(200, { [id]: ended(id, 'execution_error', FAILURE) });
		default:
			return exchange.sendJson(200, { [id]: finished(exchange, id, prompt) });
	}
}

const NODE = { node_id: 'sample', node_type: 'KSampler', executed: ['checkpoint'] };
const FAILURE = {
	...NODE,
	exception_type: 'RuntimeError',
	exception_message: 'mat1 and mat2 shapes cannot be multiplied (154x2048 and 768x320)\n',
	traceback: [],
	current_inputs: {},
	current_outputs: [],
};

function ended(id: string, event: string, data: object) {
	const messages = [
		['execution_start', { prompt_id: id, timestamp: Date.now() }],
		[event, { prompt_id: id, ...data }],
	];
	return { prompt: [], outputs: {}, status: { status_str: 'error', completed: false, messages }, meta: {} };
}

function finished(exchange: Exchange, id: string, { task, workflow }: QueuedPrompt) {
	const images = Array.from({ length: exchange.state.tasks.imageCount(task) }, (_, index) => ({
		filename: `${id}_0000${index + 1}_.png`,
		subfolder: 'limner',
		type: 'output',
	}));
	const preview = [{ filename: 'ComfyUI_temp_00001_.png', subfolder: '', type: 'temp' }];
	const messages = [
		['execution_start', { prompt_id: id, timestamp: Date.now() }],
		['execution_success', { prompt_id: id, timestamp: Date.now() }],
	];
	return {
		prompt: [1, id, workflow, {}, Object.keys(workflow)],
		outputs: images.length > 0 ? { preview: { images: preview }, save: { images } } : {},
		status: { status_str: 'success', completed: true, messages },
		meta: {},
	};
}

/** GET /queue. Items are `[number, id, workflow, extra data, outputs]`. */
export function answerQueue(exchange: Exchange): void {
	const [running, ...pending] = unfinishedPrompts(exchange.state);
	const item = ({ id, prompt }: { id: string; prompt: { workflow: object } }) => [
		1,
		id,
		prompt.workflow,
		{},
		[],
	];
	exchange.sendJson(200, { queue_running: running ? [item(running)] : [], queue_pending: pending.map(item) });
}

/** POST /queue {delete: [ids]}: only what has not begun. */
export function deleteFromQueue(exchange: Exchange): void {
	const [, ...pending] = unfinishedPrompts(exchange.state);
	const ids: unknown = readJson(exchange)['delete'];
	for (const { id, prompt } of pending) {
		if (!Array.isArray(ids) || !ids.includes(id)) continue;
		prompt.deleted = true;
		exchange.state.tasks.cancel(prompt.task.id);
	}
	exchange.sendText(200, 'text', '');
}

/** POST /interrupt {prompt_id}: what runs, if it is that one. */
export function interrupt(exchange: Exchange): void {
	const [running] = unfinishedPrompts(exchange.state);
	const id = readJson(exchange)['prompt_id'];
	if (running && (id === undefined || running.id === id)) exchange.state.tasks.cancel(running.prompt.task.id);
	exchange.sendText(200, 'text', '');
}

/** GET /view?filename&subfolder&type. */
export function answerView(exchange: Exchange): void {
	const { filename, subfolder, type } = exchange.request.query;
	const id = String(filename).replace(/_\d+_\.png$/, '');
	const prompt = subfolder === 'limner' && type === 'output' ? findPrompt(exchange.state, id) : null;
	if (!prompt || prompt.task.scenario.name === 'expired_url') return exchange.sendText(404, 'text', '');
	const bytes = spoiledPicture(prompt.task.scenario, `${prompt.task.prompt}${String(filename)}`, prompt.task);
	exchange.settle('answered');
	exchange.response.type('png').send(bytes);
}

function readJson(exchange: Exchange): Record<string, unknown> {
	const body: unknown = JSON.parse(exchange.bytes.toString('utf8') || '{}');
	return typeof body === 'object' && body !== null ? { ...body } : {};
}
