import type { Plan, PlannedSlot } from '@limner/shared/contracts/plan';
import type { Policy } from '@limner/shared/contracts/policy';
import { PROMPT_LIMIT } from '@limner/shared/contracts/primitives';
import type { PromptLook } from '@limner/shared/prompts/compose-prompt';
import { wordChanges } from '@limner/shared/text/word-changes';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { findModel } from '../models/find-model.ts';
import type { ChatSettings } from '../prompts/ask-chat-model.ts';
import { enrichPrompts, type EnrichedPrompts } from '../prompts/enrich-prompts.ts';
import { listEdited } from '../storage/slots.ts';
import { buyFromChat, type ChatBuyer } from '../usage/chat-ledger.ts';

/**
 * Has the chat model make the prompts of a plan fuller, where the site wants that: only those that are going to be made,
 * and never a person's own wording. The plan says what was changed; whatever goes wrong, a prompt stays as it was.
 */
export async function enhancePlan(
	engine: Pick<Engine, 'config' | 'database' | 'log'>,
	plan: Plan,
	buyer: ChatBuyer & { policy: Policy },
	look: PromptLook,
	signal: AbortSignal,
): Promise<Plan> {
	const { chat } = engine.config;
	if (!buyer.policy.prompting.enhance || chat === null || plan.drawn_without_ai) return plan;
	const edited = await listEdited(engine.database, buyer.siteId, plan.post_id);
	const slots = plan.slots.filter(
		({ selected, needs_prompt, slot_id }) => selected && !needs_prompt && !edited.has(slot_id),
	);
	if (slots.length === 0) return plan;
	const enriched = await enrichWithin(engine, chat, plan, buyer, slots, look, signal);
	if (enriched.failure)
		engine.log.warn({ error: enriched.failure, plan: plan.plan_id }, 'prompts were not made fuller');
	return {
		...plan,
		planning_microdollars: plan.planning_microdollars + (enriched.costMicrodollars ?? 0),
		slots: plan.slots.map((slot) => withPrompt(slot, enriched.prompts.get(slot.slot_id))),
		notices: enriched.failure
			? [...plan.notices, { code: 'prompts_not_enhanced', subject: enriched.failure.code }]
			: plan.notices,
	};
}

/** A limit that is reached leaves the prompts as they are. */
async function enrichWithin(
	engine: Pick<Engine, 'database'>,
	chat: ChatSettings,
	plan: Plan,
	buyer: ChatBuyer,
	slots: PlannedSlot[],
	look: PromptLook,
	signal: AbortSignal,
): Promise<EnrichedPrompts> {
	const { facts } = findModel(plan.provider, plan.model, new Date());
	const limit = facts.isLocal ? PROMPT_LIMIT : Math.min(PROMPT_LIMIT, facts.promptLimit);
	const prompts = slots.map(({ slot_id, prompt }) => ({ id: slot_id, prompt }));
	try {
		return await buyFromChat(engine.database, buyer, { purpose: 'fuller_prompts', model: chat.model }, () =>
			enrichPrompts(chat, prompts, look, limit, signal),
		);
	} catch (error) {
		if (!(error instanceof LimnerError)) throw error;
		return { prompts: new Map(), usage: null, costMicrodollars: 0, failure: error };
	}
}

function withPrompt(slot: PlannedSlot, fuller: string | undefined): PlannedSlot {
	if (fuller === undefined) return slot;
	return {
		...slot,
		prompt: fuller,
		prompt_before: slot.prompt,
		prompt_changes: wordChanges(slot.prompt, fuller),
	};
}
