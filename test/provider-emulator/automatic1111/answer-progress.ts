import { drawPhotograph } from '../draw-photograph.ts';
import type { Exchange } from '../exchange.ts';
import { nameOf, runningTask } from './running-tasks.ts';

const STEPS = 20;

/** GET /sdapi/v1/progress: about whatever the web UI is at, whoever ordered it. */
export function answerProgress(exchange: Exchange): void {
	const task = runningTask(exchange.state);
	if (!task) {
		return exchange.sendJson(200, {
			progress: 0,
			eta_relative: 0,
			state: { job: '', job_count: 0, job_no: 0, sampling_step: 0, sampling_steps: 0, interrupted: false },
			current_image: null,
			textinfo: null,
		});
	}
	const step = Math.floor(exchange.state.tasks.progress(task) * STEPS);
	const skipsImage = exchange.request.query['skip_current_image'] === 'true';
	const picture = () => drawPhotograph(task.prompt, task.width, task.height, 1 - step / STEPS);
	exchange.sendJson(200, {
		progress: Math.min(1, 0.01 + step / STEPS),
		eta_relative: 1,
		state: { job: 'scripts_txt2img', job_count: 1, job_no: 0, sampling_step: step, sampling_steps: STEPS },
		current_image: skipsImage || step === 0 ? null : picture().toString('base64'),
		textinfo: null,
	});
}

/** POST /internal/progress: whether one task is running. */
export function answerTask(exchange: Exchange): void {
	const body: unknown = JSON.parse(exchange.bytes.toString('utf8') || '{}');
	const asked = typeof body === 'object' && body !== null && 'id_task' in body ? body.id_task : undefined;
	const active = nameOf(runningTask(exchange.state)) === asked;
	exchange.sendJson(200, { active, queued: false, completed: false, progress: null, id_live_preview: -1 });
}

/** Ends whatever runs. */
export function interrupt(exchange: Exchange): void {
	const task = runningTask(exchange.state);
	if (task) exchange.state.tasks.cancel(task.id);
	exchange.sendJson(200, {});
}
