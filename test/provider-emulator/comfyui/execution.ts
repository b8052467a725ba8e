import type { WebSocket } from 'ws';
import { drawPhotograph } from '../draw-photograph.ts';
import type { EmulatedTask } from '../emulated-tasks.ts';
import type { EmulatorState } from '../emulator-state.ts';

/** What was ordered under one id. */
export interface QueuedPrompt {
	task: EmulatedTask;
	clientId: string;
	workflow: Record<string, { class_type: string }>;
	previews: boolean;
	/** Taken out of the queue before it began. */
	deleted: boolean;
}

interface World {
	prompts: Map<string, QueuedPrompt>;
	sockets: Map<string, WebSocket>;
}

const worlds = new WeakMap<EmulatorState, World>();
const STEPS = 10;

function worldOf(state: EmulatorState): World {
	const world = worlds.get(state) ?? { prompts: new Map(), sockets: new Map() };
	worlds.set(state, world);
	return world;
}

/** A client that comes again under the same id takes the place of the earlier one. */
export function rememberSocket(state: EmulatorState, clientId: string, socket: WebSocket): void {
	const { sockets } = worldOf(state);
	sockets.set(clientId, socket);
	socket.on('close', () => sockets.get(clientId) === socket && sockets.delete(clientId));
}

export function beginExecution(state: EmulatorState, promptId: string, prompt: QueuedPrompt): void {
	worldOf(state).prompts.set(promptId, prompt);
	const { latency } = prompt.task.scenario;
	if (latency < STEPS) return;
	let step = 0;
	const timer = setInterval(() => {
		step += 1;
		if (prompt.task.cancelled || step > STEPS) return clearInterval(timer);
		tell(state, promptId, prompt, step);
	}, latency / STEPS);
	timer.unref();
}

/** Null once the emulator was reset. */
export function findPrompt(state: EmulatorState, promptId: string): QueuedPrompt | null {
	const prompt = worldOf(state).prompts.get(promptId);
	return prompt && state.tasks.find(prompt.task.id) === prompt.task ? prompt : null;
}

/** One GPU: the oldest that is not done runs, the others wait. */
export function unfinishedPrompts(state: EmulatorState): { id: string; prompt: QueuedPrompt }[] {
	return [...worldOf(state).prompts]
		.filter(([id]) => findPrompt(state, id) !== null)
		.map(([id, prompt]) => ({ id, prompt }))
		.filter(({ prompt: { task, deleted } }) => {
			const isGone = task.cancelled || deleted || task.scenario.name === 'task_lost';
			return !isGone && state.tasks.progress(task) < 1;
		});
}

export function finishedPrompts(state: EmulatorState): { id: string; prompt: QueuedPrompt }[] {
	return [...worldOf(state).prompts]
		.map(([id, prompt]) => ({ id, prompt }))
		.filter(({ id, prompt: { task, deleted } }) => {
			const isThere = findPrompt(state, id) !== null && !task.cancelled && !deleted;
			return isThere && task.scenario.name !== 'task_lost' && state.tasks.progress(task) >= 1;
		});
}

function tell(state: EmulatorState, promptId: string, prompt: QueuedPrompt, step: number): void {
	const socket = worldOf(state).sockets.get(prompt.clientId);
	if (!socket) return;
	const sampler = Object.entries(prompt.workflow).find(([, node]) => node.class_type.startsWith('KSampler'));
	const node = sampler?.[0] ?? null;
	const data = { value: step, max: STEPS, prompt_id: promptId, node };
	socket.send(JSON.stringify({ type: 'progress', data }));
	if (prompt.previews) socket.send(previewOf(prompt.task, step));
	if (step < STEPS) return;
	socket.send(JSON.stringify({ type: 'executing', data: { node: null, prompt_id: promptId } }));
	socket.send(JSON.stringify({ type: 'execution_success', data: { prompt_id: promptId } }));
}

/** Event 1 is a preview, format 2 a PNG. */
function previewOf(task: EmulatedTask, step: number): Buffer {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(1, 0);
	head.writeUInt32BE(2, 4);
	return Buffer.concat([head, drawPhotograph(task.prompt, 128, 96, 1 - step / STEPS)]);
}
