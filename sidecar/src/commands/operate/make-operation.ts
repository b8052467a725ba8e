import { randomUUID } from 'node:crypto';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { GenerationRequest } from '@limner/shared/contracts/generation';
import { ALT_LIMIT } from '@limner/shared/contracts/primitives';
import { SIDECAR_VERSION } from '../../config/version.ts';
import type { Engine } from '../../engine.ts';
import { inspectImage } from '../../images/inspect-image.ts';
import { renderRenditions } from '../../images/render-renditions.ts';
import { digitalSourceType } from '../../jobs/declare-origin.ts';
import { comparisonSlot, headingOf } from '../../planning/accept-comparison.ts';
import { acceptChosen } from '../../planning/accept-generation.ts';
import { takeInput } from '../../planning/take-input.ts';
import { findCandidateOfAttempt } from '../../storage/candidates.ts';
import { saveSlots } from '../../storage/slots.ts';
import type { CandidateRow } from '../../storage/tables.ts';
import { COMMAND_LINE_SITE } from '../illustrate/command-line-site.ts';
import { leftInDoubt } from '../illustrate/make-images.ts';
import { loadAttemptState, runAttempts, type ImageState } from '../run/run-attempts.ts';
import { loadRendition, type OutputFile } from '../run/write-files.ts';
import type { OperationPlan } from './plan-operation.ts';

export interface OperationOutcome {
	/** Null where it was not made; `error` says why. */
	file: (OutputFile & { width: number | null; height: number | null }) | null;
	error: ErrorInfo | null;
	/** Micro-dollars that this run spent; null where the provider did not say. */
	cost: number | null;
}

export async function makeOperation(
	engine: Engine,
	plan: OperationPlan,
	show: (states: ImageState[]) => void,
	signal: AbortSignal,
): Promise<OperationOutcome> {
	const { recalled, wish, slotId, postId } = plan;
	if (recalled.state === 'in_doubt') return { file: null, error: leftInDoubt(recalled.price), cost: 0 };
	await takeInputs(engine, wish);
	await saveSlots(engine.database, [comparisonSlot(COMMAND_LINE_SITE, slotId, postId, wish.prompt)]);
	await runAttempts(
		engine,
		[{ ...recalled, title: plan.fileName }],
		generationOf(plan),
		(unknown) => acceptChosen(engine, COMMAND_LINE_SITE, unknown, () => plan.chosen),
		show,
		signal,
	);
	const attempt = await loadAttemptState(engine, recalled.attemptId);
	const candidate = await findCandidateOfAttempt(engine.database, recalled.attemptId);
	const cost = recalled.state === 'kept' ? 0 : attempt.cost_microdollars;
	if (!candidate) return { file: null, error: attempt.error, cost };
	return { file: await loadFile(engine, plan, candidate), error: null, cost };
}

/** What is worked on belongs to the ledger's images before anything is asked for. */
export async function takeInputs(
	engine: Engine,
	{ source, mask, references }: OperationPlan['wish'],
): Promise<void> {
	for (const input of [source, mask, ...references]) {
		const bytes = input && Buffer.from(input.bytes).toString('base64');
		if (bytes !== null) await takeInput(engine, COMMAND_LINE_SITE, { bytes, candidate_id: null });
	}
}

function generationOf({ wish, policy, order, recalled, postId, slotId }: OperationPlan): GenerationRequest {
	const title = headingOf(`${wish.command.name} ${wish.source?.name ?? wish.prompt}`);
	return {
		id: randomUUID(),
		lane: 'interactive',
		post: { id: postId, title, language: '' },
		person: { id: 0, name: '' },
		policy,
		operation: order,
		attempts: [
			{
				attempt_id: recalled.attemptId,
				slot_id: slotId,
				prompt: wish.prompt,
				alt: wish.prompt.slice(0, ALT_LIMIT),
				variation: 0,
			},
		],
	};
}

async function loadFile(
	engine: Engine,
	{ wish, fileName: name }: OperationPlan,
	candidate: CandidateRow,
): Promise<NonNullable<OperationOutcome['file']>> {
	const { command, options } = wish;
	if (command.extension !== undefined)
		return { name, content: await engine.images.load(candidate.original_sha256), width: null, height: null };
	if (command.size !== 'as_made' || options.size) return loadRendition(engine, candidate.id, 'desktop', name);
	return renderAsMade(
		await engine.images.load(candidate.original_sha256),
		candidate.model,
		name,
		options.format,
	);
}

/** Its pixels are what was paid for: none is cut off or scaled down. */
export async function renderAsMade(
	original: Uint8Array,
	model: string,
	name: string,
	format: OperationPlan['policy']['format'],
) {
	const { width, height } = await inspectImage(original);
	const { files } = await renderRenditions(original, {
		format,
		quality: 80,
		desktop: { width, height },
		mobile: null,
		subSizes: [],
		focalPoint: { x: 0.5, y: 0.5 },
		label: null,
		provenance: {
			digitalSourceType: digitalSourceType(false),
			creatorTool: `Limner ${SIDECAR_VERSION} (${model})`,
		},
	});
	const [full] = files;
	if (!full) throw new Error('A rendition has a full-sized file.');
	return { name, content: full.bytes, width: full.width, height: full.height };
}
