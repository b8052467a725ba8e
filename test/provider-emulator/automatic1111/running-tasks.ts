import type { EmulatedTask } from '../emulated-tasks.ts';
import type { EmulatorState } from '../emulator-state.ts';
import type { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';

const NAME = 'automatic1111';

/** By the id of the emulated task: what its client calls it (`force_task_id`). */
const names = new WeakMap<EmulatedTask, string>();

interface BegunTask {
	name: string;
	prompt: string;
	width: number;
	height: number;
	scenario: ActiveScenario;
}

export function beginTask(exchange: Exchange, { name, ...task }: BegunTask): void {
	const begun = exchange.state.tasks.begin({ ...task, provider: NAME, model: '', count: 1, cost: 0 });
	names.set(begun, name);
}

/** What the GPU is at: one at a time, the oldest first. */
export function runningTask(state: EmulatorState): EmulatedTask | undefined {
	return state.tasks
		.list()
		.find((task) => task.provider === NAME && !task.cancelled && state.tasks.progress(task) < 1);
}

export function nameOf(task: EmulatedTask | undefined): string | undefined {
	return task && names.get(task);
}
