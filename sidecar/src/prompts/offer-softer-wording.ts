import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { SofterWordingRequest, Wording } from '@limner/shared/contracts/wording';
import { softenByRules } from '@limner/shared/prompts/soften-by-rules';
import { buildSofteningCall, readSofterPrompt } from '@limner/shared/prompts/wording-calls';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { factsAbout } from '../models/find-model.ts';
import { findNewestAttempt } from '../storage/attempts.ts';
import type { SlotRow } from '../storage/tables.ts';
import { buyFromChat } from '../usage/chat-ledger.ts';
import { askChatModel, unreadableReply, type ChatBill, type ChatSettings } from './ask-chat-model.ts';
import { describeWording } from './describe-wording.ts';

/** Somebody waits for it, with a request of WordPress held open meanwhile. Seconds. */
const TIMEOUT = 20;

type Asker = Pick<Engine, 'config' | 'database' | 'log'>;

/**
 * One milder wording of the prompt that a provider declined: by the chat model where there is one, else by rules. It is
 * only offered: nothing is kept and nothing is sent to the provider. Fails with `wording_not_declined` where the slot's
 * newest attempt did not end that way, and with `softer_wording_unknown` where the rules know no milder word.
 */
export async function offerSofterWording(
	engine: Asker,
	slot: SlotRow,
	request: SofterWordingRequest,
): Promise<Wording> {
	const { prompt, reason, limit } = await findDeclined(engine, slot);
	const { chat } = engine.config;
	const written = chat && (await softenWithChat(engine, chat, slot, request, { prompt, reason, limit }));
	if (written?.softer)
		return describeWording(
			{ slotId: slot.id, before: prompt, after: written.softer },
			{ written_by: 'chat', cost_microdollars: written.costMicrodollars, error: null },
		);
	const softer = softenByRules(prompt);
	if (softer === prompt) {
		throw (
			written?.failure ??
			new LimnerError('softer_wording_unknown', {
				subject: 'LIMNER_CHAT_MODEL',
				cause: 'the rules know no milder word for anything in this prompt',
			})
		);
	}
	return describeWording(
		{ slotId: slot.id, before: prompt, after: softer },
		{
			written_by: 'rules',
			cost_microdollars: written ? written.costMicrodollars : 0,
			error: written?.failure?.toInfo() ?? null,
		},
	);
}

async function findDeclined(
	engine: Asker,
	slot: SlotRow,
): Promise<{ prompt: string; reason: string; limit: number }> {
	const attempt = await findNewestAttempt(engine.database, slot.id);
	const error = attempt?.error_json ? (JSON.parse(attempt.error_json) as ErrorInfo) : null;
	if (!attempt || attempt.state !== 'refused' || error?.code !== 'provider_moderated') {
		throw new LimnerError('wording_not_declined', {
			subject: slot.heading,
			cause: `the newest attempt of this slot is ${attempt?.state ?? 'none'}`,
		});
	}
	const limit = factsAbout(attempt.provider, attempt.model)?.promptLimit ?? attempt.prompt.length;
	return { prompt: attempt.prompt, reason: error.cause, limit };
}

interface SoftenedByChat extends ChatBill {
	softer: string | null;
}

/** A limit that is reached is one more reason for the rules. */
async function softenWithChat(
	engine: Asker,
	chat: ChatSettings,
	slot: SlotRow,
	{ person, policy }: SofterWordingRequest,
	{ prompt, reason, limit }: { prompt: string; reason: string; limit: number },
): Promise<SoftenedByChat> {
	const buyer = { siteId: slot.site_id, postId: slot.post_id, person, policy };
	const asked = { purpose: 'softer_wording', model: chat.model } as const;
	try {
		return await buyFromChat(engine.database, buyer, asked, async () => {
			const call = buildSofteningCall(prompt, reason);
			const settings = { ...chat, timeoutSeconds: TIMEOUT };
			const reply = await askChatModel(settings, call, new AbortController().signal);
			const softer = reply.content === null ? null : readSofterPrompt(reply.content, prompt, limit);
			const unusable = softer === null ? unreadableReply(chat, 'the answer is no other wording') : null;
			return { ...reply, softer, failure: reply.failure ?? unusable };
		});
	} catch (error) {
		if (!(error instanceof LimnerError)) throw error;
		engine.log.warn({ error, slot: slot.id }, 'the chat model was not asked for a softer wording');
		return { softer: null, usage: null, costMicrodollars: 0, failure: error };
	}
}
