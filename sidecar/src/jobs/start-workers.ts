import { availableParallelism } from 'node:os';
import type { Engine } from '../engine.ts';
import { checkSite } from './check-site.ts';
import type { JobHandler, Step } from './definitions.ts';
import { generate } from './generate.ts';
import { place } from './place.ts';
import { placesForLater } from './provider-gates.ts';
import { render } from './render.ts';
import { takePublication } from './take-publication.ts';
import { upload } from './upload.ts';
import { writePlan } from './write-plan.ts';

type Handle = (engine: Engine, id: string, context: Parameters<JobHandler>[1]) => ReturnType<JobHandler>;

/** Every step with its handler and how many run at once: a step that is missing here does not compile. */
const WORKERS: Record<Step, { handle: Handle; atOnce: number }> = {
	'write-plan': { handle: writePlan, atOnce: 4 },
	'take-publication': { handle: takePublication, atOnce: 2 },
	// Encoding keeps a core busy: more at once would only take longer each.
	render: { handle: render, atOnce: availableParallelism() },
	upload: { handle: upload, atOnce: 4 },
	// More than there are posts at a time, as the images of one post take turns.
	place: { handle: place, atOnce: 12 },
	'check-site': { handle: checkSite, atOnce: 4 },
};

export function startWorkers(engine: Engine): void {
	const bind =
		(handle: Handle): JobHandler =>
		(id, context) =>
			handle(engine, id, context);
	for (const [step, { handle, atOnce }] of Object.entries(WORKERS) as [Step, (typeof WORKERS)[Step]][]) {
		engine.queue.work(step, atOnce, bind(handle));
	}
	for (const { name, places } of engine.providers.values()) {
		engine.queue.work(`generate-${name}-now`, places, bind(generate));
		engine.queue.work(`generate-${name}-later`, placesForLater(places), bind(generate));
	}
}
