import { randomUUID } from 'node:crypto';
import { drawPhotograph } from './draw-photograph.ts';
import { asksForSheet, drawSheet } from './draw-sheet.ts';
import { sampleModel, sampleVideo } from './sample-media.ts';
import type { ActiveScenario } from './scenarios.ts';

/** Something that a provider makes while its client asks from time to time. */
export interface EmulatedTask {
	id: string;
	provider: string;
	model: string;
	prompt: string;
	width: number;
	height: number;
	/** How many images it makes. */
	count: number;
	/** A PNG unless it says otherwise. */
	media?: 'model' | 'video';
	/** Integer micro-dollars. */
	cost: number;
	scenario: ActiveScenario;
	begunAt: number;
	cancelled: boolean;
	/** How often its state was asked for. */
	asked: number;
}

/**
 * `unsteady`: the first questions are answered with a server's error. `lost`: nobody knows the task any more. `failed` and
 * `moderated` cost nothing.
 */
export type EmulatedTaskState =
	'running' | 'done' | 'failed' | 'moderated' | 'cancelled' | 'unsteady' | 'lost';

const UNSTEADY_QUESTIONS = 2;

export class EmulatedTasks {
	private readonly tasks = new Map<string, EmulatedTask>();

	begin(task: Omit<EmulatedTask, 'id' | 'begunAt' | 'cancelled' | 'asked'>): EmulatedTask {
		const begun = { ...task, id: randomUUID(), begunAt: Date.now(), cancelled: false, asked: 0 };
		this.tasks.set(begun.id, begun);
		return begun;
	}

	find(id: string): EmulatedTask | undefined {
		return this.tasks.get(id);
	}

	list(): EmulatedTask[] {
		return [...this.tasks.values()];
	}

	/** What a client hears that asks now; counts the question. */
	ask(id: string): EmulatedTaskState {
		const task = this.tasks.get(id);
		if (!task || task.scenario.name === 'task_lost') return 'lost';
		task.asked += 1;
		if (task.cancelled) return 'cancelled';
		if (task.scenario.name === 'poll_unsteady' && task.asked <= UNSTEADY_QUESTIONS) return 'unsteady';
		if (Date.now() < task.begunAt + task.scenario.latency) return 'running';
		if (task.scenario.name === 'task_failed') return 'failed';
		if (task.scenario.name === 'moderation_in_result') return 'moderated';
		return 'done';
	}

	/** 0 to 1. */
	progress(task: EmulatedTask): number {
		return Math.min(1, (Date.now() - task.begunAt) / Math.max(1, task.scenario.latency));
	}

	/** True where it was still running. */
	cancel(id: string): boolean {
		const task = this.tasks.get(id);
		if (!task || task.cancelled || Date.now() >= task.begunAt + task.scenario.latency) return false;
		task.cancelled = true;
		return true;
	}

	/** How many images the answer has: `empty_data` none, `several` one more than asked for. */
	imageCount(task: Pick<EmulatedTask, 'count' | 'scenario'>): number {
		if (task.scenario.spoil === 'empty_data') return 0;
		return task.scenario.name === 'several' ? task.count + 1 : task.count;
	}

	clear(): void {
		this.tasks.clear();
	}
}

/** The bytes of an image with whatever the scenario does to them. */
export function spoiledPicture(
	scenario: ActiveScenario,
	words: string,
	size: { width: number; height: number; media?: 'model' | 'video' },
): Buffer {
	if (scenario.spoil === 'not_an_image') return Buffer.from('This is not a picture. '.repeat(200));
	if (scenario.spoil === 'html')
		return Buffer.from('<!doctype html><title>Welcome</title><p>Please sign in.');
	if (size.media === 'model') return sampleModel(words);
	if (size.media === 'video') return sampleVideo(words);
	const picture = drawFor(scenario, words, size);
	return scenario.spoil === 'truncated' ? picture.subarray(0, Math.floor(picture.length / 2)) : picture;
}

function drawFor(
	{ name }: ActiveScenario,
	words: string,
	{ width, height }: { width: number; height: number },
) {
	switch (name) {
		case 'blank_image':
			return drawPhotograph(words, width, height, 1);
		case 'other_ratio':
			return drawPhotograph(words, height, width);
		case 'same_image':
			return drawPhotograph('', width, height);
		case 'ignores_layout':
			return drawPhotograph(words, width, height);
		default:
			return asksForSheet(words) ? drawSheet(words, width, height) : drawPhotograph(words, width, height);
	}
}
