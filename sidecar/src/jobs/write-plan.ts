import type { Plan } from '@limner/shared/contracts/plan';
import type { ChatRequest, ChatSlot } from '@limner/shared/prompts/chat-prompts';
import type { PromptLook } from '@limner/shared/prompts/compose-prompt';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { findModel } from '../models/find-model.ts';
import { promptLook } from '../planning/prompt-look.ts';
import { toOutline } from '../planning/to-outline.ts';
import type { ChatSettings } from '../prompts/ask-chat-model.ts';
import { byRules, writePromptsWithChat, type WrittenPrompts } from '../prompts/write-prompts-with-chat.ts';
import { findUnwrittenPlan, savePlan, type UnwrittenPlan } from '../storage/plans.ts';
import { findSite } from '../storage/sites.ts';
import { keepPrompts, listEdited } from '../storage/slots.ts';
import { buyFromChat, type ChatBuyer } from '../usage/chat-ledger.ts';
import { enhancePlan } from './enhance-plan.ts';
import { DONE, type JobContext, type JobOutcome } from './definitions.ts';

/** Has a chat model write the prompts of a plan; what it cannot write stays as the rules wrote it. */
export async function writePlan(
	engine: Pick<Engine, 'config' | 'database' | 'log'>,
	planId: string,
	context: JobContext,
): Promise<JobOutcome> {
	const unwritten = await findUnwrittenPlan(engine.database, planId);
	if (!unwritten) return DONE;
	const { siteId, plan } = unwritten;
	if (engine.config.chat === null) {
		await savePlan(engine.database, siteId, { ...plan, state: 'ready' }, null);
		return DONE;
	}
	const edited = await listEdited(engine.database, siteId, plan.post_id);
	const look = await lookOf(engine, unwritten);
	const slots = chatSlots(unwritten, edited);
	const { title, language } = unwritten.request.post;
	const buyer = {
		siteId,
		postId: plan.post_id,
		person: unwritten.request.person,
		policy: unwritten.request.policy,
	};
	const written = await writeWithin(engine, engine.config.chat, buyer, {
		...look,
		title,
		language,
		slots,
		signal: context.signal,
	});
	if (written.failure)
		engine.log.warn({ error: written.failure, plan: planId }, 'the chat model wrote no prompts');
	const enhanced = await enhancePlan(engine, applyPrompts(plan, written), buyer, look, context.signal);
	await engine.database.transaction().execute(async (transaction) => {
		await keepPrompts(transaction, siteId, enhanced);
		await savePlan(transaction, siteId, enhanced, null);
	});
	return DONE;
}

/** A limit that is reached is one more reason for the rules. */
async function writeWithin(
	engine: Pick<Engine, 'database'>,
	chat: ChatSettings,
	buyer: ChatBuyer,
	{ signal, ...request }: ChatRequest & { signal: AbortSignal },
): Promise<WrittenPrompts> {
	try {
		return await buyFromChat(engine.database, buyer, { purpose: 'prompts', model: chat.model }, () =>
			writePromptsWithChat(chat, request, signal),
		);
	} catch (error) {
		if (!(error instanceof LimnerError)) throw error;
		return { ...byRules(request), costMicrodollars: 0, failure: error };
	}
}

async function lookOf(
	engine: Pick<Engine, 'database'>,
	{ siteId, plan, request }: UnwrittenPlan,
): Promise<PromptLook> {
	const { facts } = findModel(plan.provider, plan.model, new Date());
	const site = await findSite(engine.database, siteId);
	return promptLook(request.policy, facts, {
		title: request.outline.title || request.post.title,
		language: request.post.language,
		seoTitle: request.post.seo_title,
		categories: request.post.categories,
		siteName: site?.name ?? '',
	});
}

/** Only what is going to be made: a post of 300 sections has five images. */
function chatSlots({ plan, request }: UnwrittenPlan, edited: Set<string>): ChatSlot[] {
	const outline = toOutline(request.outline);
	return plan.slots
		.filter((slot) => slot.selected && !edited.has(slot.slot_id))
		.map((slot) => ({
			id: slot.slot_id,
			section:
				slot.section_index === null
					? outline.lead
					: (outline.sections.find(({ index }) => index === slot.section_index) ?? null),
			byRules: { prompt: slot.prompt, alt: slot.alt, needsPrompt: slot.needs_prompt, negativePrompt: '' },
		}));
}

function applyPrompts(plan: Plan, written: WrittenPrompts): Plan {
	const byId = new Map(written.prompts.map((prompt) => [prompt.id, prompt]));
	return {
		...plan,
		state: 'ready',
		written_by: written.writtenBy,
		planning_microdollars: written.costMicrodollars ?? 0,
		slots: plan.slots.map((slot) => {
			const prompt = byId.get(slot.slot_id);
			return prompt ? { ...slot, prompt: prompt.prompt, alt: prompt.alt } : slot;
		}),
		notices: written.failure
			? [...plan.notices, { code: 'chat_failed_rules_used', subject: written.failure.code }]
			: plan.notices,
	};
}
