import { createLogUpdate } from 'log-update';
import { describeError } from '../../errors/error-sentences.ts';
import { RUNNING_STATES } from '../../storage/attempts.ts';
import type { ImageState } from '../run/run-attempts.ts';
import { fit, formatSeconds, widthOf } from './terminal-text.ts';

export interface ProgressView {
	show(states: ImageState[]): void;
	/** Leaves the last state standing. */
	end(): void;
}

const BAR_WIDTH = 20;
const STATE_WIDTH = 26;

/** A bar an image in a terminal; elsewhere one line for each image that ends. */
export function openProgress(stream: NodeJS.WriteStream): ProgressView {
	return stream.isTTY ? liveBars(stream) : endLines(stream);
}

export const NO_PROGRESS: ProgressView = { show: () => undefined, end: () => undefined };

function liveBars(stream: NodeJS.WriteStream): ProgressView {
	const update = createLogUpdate(stream);
	return {
		show: (states) => update(states.map((state) => barOf(state, widthOf(stream) - 1)).join('\n')),
		end: () => update.done(),
	};
}

function barOf({ image, attempt }: ImageState, width: number): string {
	const filled = Math.round(attempt.progress * BAR_WIDTH);
	const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
	const state = fit(wordsOf(attempt), STATE_WIDTH);
	return `${bar}  ${state}  ${fit(image.title, Math.max(10, width - BAR_WIDTH - STATE_WIDTH - 4))}`;
}

function wordsOf(attempt: ImageState['attempt']): string {
	if (attempt.state === 'rendered') return 'made';
	if (attempt.state === 'cancelled') return 'stopped';
	if (!RUNNING_STATES.includes(attempt.state)) return 'failed';
	if (attempt.phase === 'finishing') return 'cutting and saving';
	const left = attempt.seconds_left === null ? '' : `, about ${formatSeconds(attempt.seconds_left)}`;
	if (attempt.phase === 'drawing')
		return attempt.slower_than_usual ? 'drawing, slower than usual' : `drawing${left}`;
	return attempt.error ? `waiting to try again` : `waiting${left}`;
}

function endLines(stream: NodeJS.WriteStream): ProgressView {
	const told = new Set<string>();
	return {
		show: (states) => {
			for (const { image, attempt } of states) {
				if (RUNNING_STATES.includes(attempt.state) || told.has(image.attemptId)) continue;
				told.add(image.attemptId);
				const reason = attempt.error ? `: ${describeError(attempt.error.code, attempt.error).title}` : '';
				stream.write(`${told.size} of ${states.length} ${wordsOf(attempt)}${reason}: ${image.title}\n`);
			}
		},
		end: () => undefined,
	};
}
