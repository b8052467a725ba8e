import type { ComparedModel, Comparison } from '@limner/shared/contracts/comparison';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Policy } from '@limner/shared/contracts/policy';
import { LimnerError } from '../../errors/limner-error.ts';
import { factsAbout } from '../../models/find-model.ts';
import { imageSteps } from '../../planning/image-steps.ts';
import type { PlannedModel } from '../../planning/plan-comparison.ts';
import { RUNNING_STATES } from '../../storage/attempts.ts';
import { findCandidateOfAttempt, listRenditions } from '../../storage/candidates.ts';
import type { Database } from '../../storage/database.ts';
import type { AttemptRow, GenerationRow } from '../../storage/tables.ts';
import { listCalls } from '../../usage/call-ledger.ts';

type Head = Pick<Comparison, 'id' | 'post_id' | 'prompt'>;

/** As the ledger has it now. */
export async function describeComparison(
	database: Database,
	generation: GenerationRow,
	prompt: string,
): Promise<Comparison> {
	const policy = JSON.parse(generation.policy_json) as Policy;
	const attempts = await database
		.selectFrom('attempts')
		.selectAll()
		.where('generation_id', '=', generation.id)
		.orderBy('variation')
		.execute();
	const models: ComparedModel[] = [];
	for (const attempt of attempts) models.push(await describeCompared(database, attempt, policy));
	const isRunning = attempts.some(({ state }) => RUNNING_STATES.includes(state));
	const ended = generation.cancelled_at === null ? 'finished' : 'cancelled';
	const head = { id: generation.id, post_id: generation.post_id, prompt };
	return addUpComparison(head, isRunning ? 'running' : ended, models);
}

export function addUpComparison(head: Head, state: Comparison['state'], models: ComparedModel[]): Comparison {
	const asked = models.filter(({ size }) => size !== null);
	return {
		...head,
		state,
		price_microdollars: asked.reduce((sum, { price_microdollars: price }) => sum + (price ?? 0), 0),
		prices_unknown: asked.filter(({ price_microdollars: price }) => price === null).length,
		cost_microdollars: models.reduce((sum, { cost_microdollars: cost }) => sum + (cost ?? 0), 0),
		models,
	};
}

/** A model before anything is asked of it. */
export function describePlanned({ asking, error, ...named }: PlannedModel, policy: Policy): ComparedModel {
	const { number, provider, model, title } = named;
	return {
		...{ number, provider, model, title },
		state: asking ? 'planned' : 'refused',
		size: asking ? { width: asking.step.width, height: asking.step.height } : null,
		quality: policy.quality,
		price_microdollars: asking?.price ?? null,
		cost_microdollars: null,
		seconds: asking ? Math.round(asking.seconds * 10) / 10 : null,
		attempt_id: null,
		candidate_id: null,
		image: null,
		error: error?.toInfo() ?? null,
	};
}

/** One model's drawing as the ledger has it. */
export async function describeCompared(
	database: Database,
	attempt: AttemptRow,
	policy: Policy,
): Promise<ComparedModel> {
	const { provider, model } = attempt;
	const calls = await listCalls(database, attempt.id);
	const costs = calls.flatMap(({ actual_microdollars: cost }) => cost ?? []);
	const stored = calls.find(({ state }) => state === 'stored');
	const candidate = await findCandidateOfAttempt(database, attempt.id);
	const [image] = candidate ? await listRenditions(database, [candidate.id]) : [];
	return {
		number: attempt.variation + 1,
		...{ provider, model },
		title: factsAbout(provider, model)?.title ?? model,
		state: attempt.state,
		size: sizeOf(attempt, policy),
		quality: policy.quality,
		price_microdollars: attempt.price_microdollars,
		cost_microdollars: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
		seconds: stored?.finished_at ? Math.round((stored.finished_at - stored.created_at) / 100) / 10 : null,
		attempt_id: attempt.id,
		candidate_id: candidate?.id ?? null,
		image: image
			? {
					width: image.width,
					height: image.height,
					byte_length: image.byte_length,
					media_type: image.media_type,
				}
			: null,
		error: attempt.error_json === null ? null : (JSON.parse(attempt.error_json) as ErrorInfo),
	};
}

/** Null where it was never asked: no such model, no such size. */
function sizeOf({ provider, model, state, expected_images }: AttemptRow, policy: Policy) {
	const facts = factsAbout(provider, model);
	if (!facts || (state === 'refused' && expected_images === 0)) return null;
	try {
		const [step] = imageSteps(facts, policy);
		return step ? { width: step.width, height: step.height } : null;
	} catch (error) {
		if (error instanceof LimnerError) return null;
		throw error;
	}
}
