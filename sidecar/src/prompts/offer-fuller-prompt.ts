import { PROMPT_LIMIT } from '@limner/shared/contracts/primitives';
import type { FullerPromptRequest, Wording } from '@limner/shared/contracts/wording';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { chooseModel } from '../planning/choose-model.ts';
import { promptLook } from '../planning/prompt-look.ts';
import { findSite } from '../storage/sites.ts';
import type { SlotRow } from '../storage/tables.ts';
import { buyFromChat } from '../usage/chat-ledger.ts';
import { describeWording } from './describe-wording.ts';
import { enrichPrompts } from './enrich-prompts.ts';

/** Somebody waits for it, with a request of WordPress held open meanwhile. Seconds. */
const TIMEOUT = 20;

/**
 * A fuller wording of one prompt, by the chat model; an offer that nothing is kept of. Fails with `chat_model_missing`
 * where there is none, with `prompt_missing`, or with what went wrong at the chat model.
 */
export async function offerFullerPrompt(
	engine: Pick<Engine, 'config' | 'database' | 'providers'>,
	slot: SlotRow,
	{ person, policy, prompt }: FullerPromptRequest,
): Promise<Wording> {
	const { chat } = engine.config;
	if (chat === null) throw missingChatModel();
	if (prompt.trim() === '') throw new LimnerError('prompt_missing', { subject: slot.heading });
	const { facts } = chooseModel(engine.providers, policy, new Date()).found;
	const site = await findSite(engine.database, slot.site_id);
	const look = promptLook(policy, facts, {
		title: '',
		language: '',
		seoTitle: '',
		categories: [],
		siteName: site?.name ?? '',
	});
	const limit = facts.isLocal ? PROMPT_LIMIT : Math.min(PROMPT_LIMIT, facts.promptLimit);
	const written = await buyFromChat(
		engine.database,
		{ siteId: slot.site_id, postId: slot.post_id, person, policy },
		{ purpose: 'fuller_prompts', model: chat.model },
		() =>
			enrichPrompts(
				{ ...chat, timeoutSeconds: TIMEOUT },
				[{ id: slot.id, prompt }],
				look,
				limit,
				new AbortController().signal,
			),
	);
	const fuller = written.prompts.get(slot.id);
	if (fuller === undefined) throw written.failure ?? new LimnerError('internal');
	return describeWording(
		{ slotId: slot.id, before: prompt, after: fuller },
		{ written_by: 'chat', cost_microdollars: written.costMicrodollars, error: null },
	);
}

/** The sentence names the setting. */
function missingChatModel(): LimnerError {
	return new LimnerError('chat_model_missing', {
		subject: 'LIMNER_CHAT_MODEL',
		cause: 'LIMNER_CHAT_MODEL is not set on the sidecar',
	});
}
