import { randomUUID } from 'node:crypto';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { GenerationRequest } from '@limner/shared/contracts/generation';
import { ALT_LIMIT } from '@limner/shared/contracts/primitives';
import type { Engine } from '../../engine.ts';
import { splitSheet, type NoSheet } from '../../images/split-sheet.ts';
import { comparisonSlot, headingOf } from '../../planning/accept-comparison.ts';
import { acceptChosen } from '../../planning/accept-generation.ts';
import { findCandidateOfAttempt } from '../../storage/candidates.ts';
import { saveSlots } from '../../storage/slots.ts';
import { COMMAND_LINE_SITE } from '../illustrate/command-line-site.ts';
import { leftInDoubt } from '../illustrate/make-images.ts';
import { loadAttemptState, runAttempts, type ImageState } from '../run/run-attempts.ts';
import type { OutputFile } from '../run/write-files.ts';
import { renderAsMade, takeInputs } from './make-operation.ts';
import type { DraftsPlan, PlannedSheet } from './plan-drafts.ts';

export interface MadeSheet {
	sheet: PlannedSheet;
	/** Four drafts; the whole image where it is no sheet; none where it was not made. */
	files: (OutputFile & { width: number; height: number })[];
	/** Why the image is no sheet. */
	noSheet: NoSheet | null;
	error: ErrorInfo | null;
	/** Micro-dollars that this run spent; null where the provider did not say. */
	cost: number | null;
}

/** Has every sheet drawn and cuts it up; one that fails stops no other. */
export async function makeDrafts(
	engine: Engine,
	plan: DraftsPlan,
	show: (states: ImageState[]) => void,
	signal: AbortSignal,
): Promise<MadeSheet[]> {
	const asked = plan.sheets.filter(({ plan: { recalled } }) => recalled.state !== 'in_doubt');
	await takeInputs(engine, plan.wish);
	if (asked.length > 0) await draw(engine, plan, asked, show, signal);
	const made: MadeSheet[] = [];
	for (const sheet of plan.sheets) made.push(await collect(engine, sheet));
	return made;
}

async function draw(
	engine: Engine,
	plan: DraftsPlan,
	asked: PlannedSheet[],
	show: (states: ImageState[]) => void,
	signal: AbortSignal,
): Promise<void> {
	const slots = asked.map(({ plan: { slotId, postId, wish } }) =>
		comparisonSlot(COMMAND_LINE_SITE, slotId, postId, wish.prompt),
	);
	await saveSlots(engine.database, slots);
	await runAttempts(
		engine,
		asked.map(({ plan: { recalled }, fileNames }) => ({
			...recalled,
			title: `${fileNames[0] ?? ''} to ${fileNames.at(-1) ?? ''}`,
		})),
		generationOf(plan, asked),
		(unknown) =>
			acceptChosen(engine, COMMAND_LINE_SITE, unknown, ({ slot_id }) => {
				const sheet = asked.find(({ plan: { slotId } }) => slotId === slot_id);
				if (!sheet) throw new Error('Only sheets that were planned are asked for.');
				return sheet.plan.chosen;
			}),
		show,
		signal,
	);
}

function generationOf({ wish }: DraftsPlan, asked: PlannedSheet[]): GenerationRequest {
	const [first] = asked;
	if (!first) throw new Error('There is a sheet to ask for.');
	const { postId, policy, order } = first.plan;
	return {
		id: randomUUID(),
		lane: 'interactive',
		post: { id: postId, title: headingOf(`Drafts: ${wish.prompt}`), language: '' },
		person: { id: 0, name: '' },
		policy,
		operation: order,
		attempts: asked.map(({ plan }) => ({
			attempt_id: plan.recalled.attemptId,
			slot_id: plan.slotId,
			prompt: plan.wish.prompt,
			alt: wish.prompt.slice(0, ALT_LIMIT),
			variation: 0,
		})),
	};
}

async function collect(engine: Engine, sheet: PlannedSheet): Promise<MadeSheet> {
	const { recalled, wish } = sheet.plan;
	const nothing = { sheet, files: [], noSheet: null };
	if (recalled.state === 'in_doubt') return { ...nothing, error: leftInDoubt(recalled.price), cost: 0 };
	const attempt = await loadAttemptState(engine, recalled.attemptId);
	const cost = recalled.state === 'kept' ? 0 : attempt.cost_microdollars;
	const candidate = await findCandidateOfAttempt(engine.database, recalled.attemptId);
	if (!candidate) return { ...nothing, error: attempt.error, cost };
	const original = await engine.images.load(candidate.original_sha256);
	const split = await splitSheet(original);
	const pictures = split.isSheet ? split.panels.map(({ bytes }) => bytes) : [original];
	const names = split.isSheet ? sheet.fileNames : [sheet.wholeName];
	const files = await Promise.all(
		pictures.map((bytes, index) =>
			renderAsMade(bytes, candidate.model, names[index] ?? '', wish.options.format),
		),
	);
	return { sheet, files, noSheet: split.isSheet ? null : split.reason, error: null, cost };
}
