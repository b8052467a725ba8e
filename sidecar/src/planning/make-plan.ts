import { randomUUID } from 'node:crypto';
import type { Plan } from '@limner/shared/contracts/plan';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { chooseModel, type ChosenModel } from './choose-model.ts';
import { listHeldInputs } from '../storage/inputs.ts';
import { listSlots, saveSlots } from '../storage/slots.ts';
import { listNearlyReached } from '../usage/budget.ts';
import { isUnchecked } from '../providers/offered-providers.ts';
import { choiceNotices, fallbackNotices } from './describe-choice.ts';
import { estimateImageSeconds, estimateSecondsForAll } from './estimate-seconds.ts';
import { imageSteps, listStyleReferences } from './image-steps.ts';
import { requireKnownSettings } from './require-known-settings.ts';
import { planSlots, type PostToPlan, type SlotPlan } from './plan-slots.ts';

export interface MadePlan {
	plan: Plan;
	slots: SlotPlan[];
	chosen: ChosenModel;
}

/** Plans a post by rules and keeps its slots. Nothing is spent. Fails with `post_empty` or a model's code. */
export async function makePlan(
	engine: Pick<Engine, 'config' | 'providers' | 'database'>,
	post: PostToPlan,
): Promise<MadePlan> {
	requireContent(post);
	requireKnownSettings(engine.providers, post.policy, new Date());
	const chosen = chooseModel(engine.providers, post.policy, new Date());
	const { facts } = chosen.found;
	const slots = await engine.database.transaction().execute(async (transaction) => {
		const known = await listSlots(transaction, post.siteId, post.postId);
		const planned = planSlots(post, known, facts);
		await saveSlots(
			transaction,
			planned.map(({ row }) => row),
		);
		return planned;
	});
	const planned = slots.map((slot) => slot.planned);
	const plan: Plan = {
		plan_id: randomUUID(),
		post_id: post.postId,
		state: 'ready',
		written_by: 'rules',
		provider: chosen.offered.name,
		model: facts.name,
		drawn_without_ai: chosen.offered.drawnWithoutAi,
		slots: planned,
		planning_microdollars: 0,
		seconds_estimate: await secondsForPlan(engine, post, chosen, planned),
		notices: [
			...noticesOf(post, chosen, planned),
			...enhancementNotices(engine, post, chosen),
			...fallbackNotices(engine.providers, post.policy, planned[0]?.price_microdollars ?? null),
			...(await referenceNotices(engine, post)),
			...(await budgetNotices(engine, post)),
		],
		error: null,
		made_at: Math.floor(Date.now() / 1000),
	};
	return { plan, slots, chosen };
}

function requireContent({ title, outline }: PostToPlan): void {
	if (title.trim() !== '' || outline.sections.length > 0 || outline.wordCount > 0) return;
	throw new LimnerError('post_empty', { cause: 'the post has neither a title nor text' });
}

async function secondsForPlan(
	engine: Pick<Engine, 'database'>,
	post: PostToPlan,
	{ found, offered }: ChosenModel,
	planned: Plan['slots'],
): Promise<number> {
	const [step, ...apart] = imageSteps(found.facts, post.policy);
	if (!step) return 0;
	const each = await estimateImageSeconds(engine.database, found.facts, step);
	const images = planned.filter(({ selected }) => selected).length * (1 + apart.length);
	return estimateSecondsForAll(images, each, offered.places);
}

async function budgetNotices(
	engine: Pick<Engine, 'database'>,
	{ policy, siteId, postId, person }: PostToPlan,
): Promise<Plan['notices']> {
	const names = await listNearlyReached(engine.database, policy, { siteId, postId, person });
	return names.map((subject) => ({ code: 'budget_nearly_reached', subject }));
}

/** Only the first: the plugin brings all of them again. */
async function referenceNotices(
	engine: Pick<Engine, 'database'>,
	{ policy, siteId }: PostToPlan,
): Promise<Plan['notices']> {
	const references = listStyleReferences(policy);
	const held = await listHeldInputs(engine.database, siteId, references);
	const missing = references.find((input) => !held.includes(input));
	return missing === undefined ? [] : [{ code: 'style_reference_missing', subject: missing }];
}

/** A wish that nobody can fulfil. A card that is drawn here has no prompt to make fuller. */
function enhancementNotices(
	{ config }: Pick<Engine, 'config'>,
	{ policy }: PostToPlan,
	{ offered }: ChosenModel,
): Plan['notices'] {
	if (!policy.prompting.enhance || config.chat !== null || offered.drawnWithoutAi) return [];
	return [{ code: 'chat_model_missing', subject: 'LIMNER_CHAT_MODEL' }];
}

function noticesOf(post: PostToPlan, chosen: ChosenModel, planned: Plan['slots']): Plan['notices'] {
	const { facts } = chosen.found;
	const notices: Plan['notices'] = choiceNotices(chosen, post.policy);
	if (isUnchecked(chosen.offered)) {
		notices.push({ code: 'provider_unchecked', subject: chosen.offered.name });
	}
	if (post.outline.sections.length === 0) notices.push({ code: 'no_sections', subject: '' });
	if (planned.some((slot) => slot.price_microdollars === null)) {
		notices.push({ code: 'price_unknown', subject: facts.name });
	}
	return notices;
}
