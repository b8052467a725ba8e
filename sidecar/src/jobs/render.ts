import type { Operation } from '@limner/shared/contracts/operation';
import type { Policy } from '@limner/shared/contracts/policy';
import type { Template } from '@limner/shared/contracts/template';
import { findTemplate } from '@limner/shared/templates/find-templates';
import { SIDECAR_VERSION } from '../config/version.ts';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import type { RenderedFile } from '../images/rendered-file.ts';
import { renderRenditions, type RenditionSpec } from '../images/render-renditions.ts';
import {
	changeRunningAttempt,
	endAttempt,
	loadAttempt,
	RUNNING_STATES,
	type AttemptWithGeneration,
} from '../storage/attempts.ts';
import { changeCandidate, findCandidateOfAttempt } from '../storage/candidates.ts';
import { findSlot } from '../storage/slots.ts';
import type { CallRow, CandidateRow } from '../storage/tables.ts';
import { listCalls } from '../usage/call-ledger.ts';
import { countStart, refuseToStart } from './count-starts.ts';
import { decideGenerateRetry } from './decide-retry.ts';
import { digitalSourceType, isDrawnHere, labelFor } from './declare-origin.ts';
import { DONE, type JobContext, type JobOutcome } from './definitions.ts';
import { lookForFaults } from './look-for-faults.ts';
import { addCandidate, replaceFiles, type RenderWork } from './record-candidate.ts';

/** What they end in is a model or a video; it stays as it came. */
const WITHOUT_RENDITIONS: readonly Operation[] = ['image_to_3d', 'image_to_video'];
const CENTRE = { x: 0.5, y: 0.5 };
const UNSEEN = { findings: [], likeness: null };

/** Makes every file of an attempt's image, and from then on there is a candidate. Spends nothing. */
export async function render(engine: Engine, attemptId: string, context: JobContext): Promise<JobOutcome> {
	const work = await loadAttempt(engine.database, attemptId);
	if (!work) return DONE;
	const earlier = await findCandidateOfAttempt(engine.database, attemptId);
	if (earlier ? !earlier.render_pending : !RUNNING_STATES.includes(work.attempt.state)) return DONE;
	const refusal = await refuseToStart(engine, work.attempt);
	if (refusal) return await goOnAfter(engine, work, refusal);
	const signal = engine.running.begin(attemptId, context.signal);
	if (!signal) return { kind: 'again', inMilliseconds: 1_000 };
	try {
		await countStart(engine, work.attempt, signal, () => makeFiles(engine, work, earlier, signal));
		return DONE;
	} catch (error) {
		return await goOnAfter(engine, work, toError(error, signal));
	} finally {
		engine.running.end(attemptId);
	}
}

async function makeFiles(
	engine: Engine,
	work: AttemptWithGeneration,
	earlier: CandidateRow | undefined,
	signal: AbortSignal,
): Promise<void> {
	const renderWork = await loadRenderWork(engine, work);
	if (WITHOUT_RENDITIONS.includes(work.operation.name)) {
		await addCandidate(engine, renderWork, { files: [], focalPoint: CENTRE }, UNSEEN);
		return;
	}
	const original = await engine.images.load(renderWork.main.bytes_sha256);
	const rendered = await renderRenditions(original, await buildSpec(engine, renderWork, earlier), signal);
	await saveFiles(engine, rendered.files);
	if (earlier) await replaceFiles(engine, earlier, rendered);
	else
		await addCandidate(
			engine,
			renderWork,
			rendered,
			await lookForFaults(engine, renderWork, original, signal),
		);
}

async function loadRenderWork(engine: Engine, work: AttemptWithGeneration): Promise<RenderWork> {
	const { attempt } = work;
	const slot = await findSlot(engine.database, attempt.site_id, attempt.slot_id);
	const calls = await listCalls(engine.database, attempt.id);
	const stored = (operation: CallRow['operation']) =>
		calls.filter(hasBytes).find((call) => call.operation === operation && call.state === 'stored');
	const main = stored('desktop');
	if (!slot || !main)
		throw new LimnerError('internal', { cause: 'nothing is stored to be rendered', retryable: false });
	return { ...work, slot, main, mobile: stored('mobile') };
}

function hasBytes(call: CallRow): call is CallRow & { bytes_sha256: string } {
	return call.bytes_sha256 !== null;
}

async function buildSpec(
	engine: Engine,
	{ generation, policy, slot, main, mobile }: RenderWork,
	earlier: CandidateRow | undefined,
): Promise<RenditionSpec> {
	const isLocal = isDrawnHere(engine, main.provider);
	const label = labelFor(policy, isLocal);
	return {
		format: policy.format,
		quality: policy.format_quality,
		desktop: policy.desktop.enabled ? withinLargestSide(policy.desktop, policy.largest_side) : null,
		mobile: policy.mobile.enabled ? withinLargestSide(policy.mobile, policy.largest_side) : null,
		...(mobile ? { mobileOriginal: await engine.images.load(mobile.bytes_sha256) } : {}),
		subSizes: policy.sub_sizes,
		social: slot.kind === 'featured' ? templatesOf(policy) : [],
		focalPoint: earlier?.focal_by_person ? { x: earlier.focal_x, y: earlier.focal_y } : null,
		// A caption says it in the article; a featured image has none, so there it stands in the pixels.
		label: label !== '' && slot.kind === 'featured' ? { text: label, language: generation.language } : null,
		provenance: {
			digitalSourceType: digitalSourceType(isLocal),
			creatorTool: `Limner ${SIDECAR_VERSION} (${main.model})`,
		},
	};
}

/** A plan names only templates that exist. One that a newer version no longer has must not lose a paid image. */
function templatesOf({ social }: Policy): Template[] {
	return [...new Set(social)].map((id) => findTemplate(id)).filter((template) => template !== null);
}

/** WordPress would scale a larger file down by itself, and lose its provenance. */
function withinLargestSide(size: { width: number; height: number }, largestSide: number) {
	const scale = largestSide > 0 ? Math.min(1, largestSide / Math.max(size.width, size.height)) : 1;
	return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
}

async function saveFiles(engine: Engine, files: RenderedFile[]): Promise<void> {
	const distinct = new Map(files.map((file) => [file.sha256, file.bytes]));
	await Promise.all([...distinct.values()].map((bytes) => engine.images.save(bytes)));
}

function toError(error: unknown, signal: AbortSignal): LimnerError {
	if (error instanceof LimnerError) return error;
	const code = signal.aborted ? 'cancelled' : 'internal';
	return new LimnerError(code, { cause: String(error), origin: error });
}

/** The image is paid for: an error that may pass is tried again, any other says that money was spent. */
async function goOnAfter(
	engine: Engine,
	{ attempt }: AttemptWithGeneration,
	error: LimnerError,
): Promise<JobOutcome> {
	if (error.code === 'internal')
		engine.log.error({ error, attempt: attempt.id }, 'rendering an image failed');
	const isPaid = !isDrawnHere(engine, attempt.provider);
	const info = { ...error.toInfo(), charged: isPaid ? ('yes' as const) : ('no' as const) };
	const retry = decideGenerateRetry(error, { tries: attempt.tries, since: attempt.accepted_at });
	if (!retry) {
		const state = error.code === 'cancelled' ? 'cancelled' : 'failed';
		const ended = await endAttempt(engine.database, attempt.id, state, info);
		if (!ended) await noteOnCandidate(engine, attempt.id, info);
		return DONE;
	}
	await changeRunningAttempt(engine.database, attempt.id, {
		tries: retry.tries,
		not_before: Date.now() + retry.inMilliseconds,
	});
	return { kind: 'again', inMilliseconds: retry.inMilliseconds };
}

async function noteOnCandidate(engine: Engine, attemptId: string, error: object): Promise<void> {
	const candidate = await findCandidateOfAttempt(engine.database, attemptId);
	if (!candidate) return;
	await changeCandidate(engine.database, candidate.id, {
		error_json: JSON.stringify(error),
		render_pending: 0,
	});
}
