import type { Comparison } from '@limner/shared/contracts/comparison';
import type { GenerationRequest } from '@limner/shared/contracts/generation';
import { PLAIN_GENERATION } from '@limner/shared/contracts/operation';
import { ALT_LIMIT } from '@limner/shared/contracts/primitives';
import type { Engine } from '../../engine.ts';
import { addUpComparison, describeCompared } from '../../http/describe/describe-comparison.ts';
import { comparisonSlot, headingOf } from '../../planning/accept-comparison.ts';
import { acceptChosen } from '../../planning/accept-generation.ts';
import { findAttempt } from '../../storage/attempts.ts';
import { saveSlots } from '../../storage/slots.ts';
import { COMMAND_LINE_SITE } from '../illustrate/command-line-site.ts';
import { runAttempts, type ImageState } from '../run/run-attempts.ts';
import { describePlannedComparison, type ComparedImage, type ComparedPlan } from './plan-compared.ts';

export interface MadeComparison {
	comparison: Comparison;
	/** Micro-dollars, of this run. */
	spent: number;
}

/** Has every model draw it that can; what an earlier run made is taken from there. */
export async function makeComparison(
	engine: Engine,
	plan: ComparedPlan,
	show: (states: ImageState[]) => void,
	signal: AbortSignal,
): Promise<MadeComparison> {
	const { request, postId } = plan;
	const asked = plan.models.filter(isAsked);
	await saveSlots(
		engine.database,
		asked.map(({ slotId }) => comparisonSlot(COMMAND_LINE_SITE, slotId, postId, request.prompt)),
	);
	await runAttempts(
		engine,
		asked.map(({ planned, recalled }) => ({ ...recalled, title: `${planned.number}. ${planned.title}` })),
		generationOf(plan, asked),
		(unknown) => acceptChosen(engine, COMMAND_LINE_SITE, unknown, ({ slot_id }) => modelOf(asked, slot_id)),
		show,
		signal,
	);
	return describe(engine, plan, signal);
}

type AskedImage = ComparedImage & { recalled: NonNullable<ComparedImage['recalled']> };

function isAsked(image: ComparedImage): image is AskedImage {
	return image.recalled !== null;
}

function modelOf(asked: AskedImage[], slotId: string) {
	const asking = asked.find((image) => image.slotId === slotId)?.planned.asking;
	if (!asking) throw new Error('Only models that can be asked are asked.');
	return asking.chosen;
}

function generationOf({ request, postId, policy }: ComparedPlan, asked: AskedImage[]): GenerationRequest {
	const { id, prompt, person, language } = request;
	return {
		id,
		lane: 'interactive',
		post: { id: postId, title: `Comparison: ${headingOf(prompt)}`, language },
		person,
		policy,
		operation: PLAIN_GENERATION,
		attempts: asked.map(({ slotId, recalled }) => ({
			attempt_id: recalled.attemptId,
			slot_id: slotId,
			prompt,
			alt: prompt.slice(0, ALT_LIMIT),
			variation: 0,
		})),
	};
}

async function describe(engine: Engine, plan: ComparedPlan, signal: AbortSignal): Promise<MadeComparison> {
	const before = describePlannedComparison(plan);
	let spent = 0;
	const models = [];
	for (const [index, model] of before.models.entries()) {
		const recalled = plan.models[index]?.recalled;
		const attempt =
			recalled && recalled.state !== 'in_doubt'
				? await findAttempt(engine.database, recalled.attemptId)
				: undefined;
		const described = attempt
			? { ...(await describeCompared(engine.database, attempt, plan.policy)), number: model.number }
			: model;
		if (recalled?.state === 'new') spent += described.cost_microdollars ?? 0;
		models.push(described);
	}
	const state = signal.aborted ? 'cancelled' : 'finished';
	return { comparison: addUpComparison(before, state, models), spent };
}
