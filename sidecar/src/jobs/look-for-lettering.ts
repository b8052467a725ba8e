import { buildLetteringCall, readLettering } from '@limner/shared/prompts/lettering-call';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { shrinkToLook } from '../images/shrink-to-look.ts';
import { askChatModel, unreadableReply, type ChatSettings } from '../prompts/ask-chat-model.ts';
import { buyFromChat } from '../usage/chat-ledger.ts';
import type { RenderWork } from './record-candidate.ts';

/** The image is made and paid for; it does not wait long for a second opinion. Seconds. */
const TIMEOUT = 30;

/**
 * Garbled letters that the prompt did not ask for, as a model that sees reads them; null where there are none, where no
 * such model is set up, where a limit is reached, or where it fails: an image is never lost because nobody looked at it.
 */
export async function lookForLettering(
	engine: Pick<Engine, 'config' | 'database' | 'log'>,
	work: Pick<RenderWork, 'attempt' | 'generation' | 'policy'>,
	bytes: Uint8Array,
	signal: AbortSignal,
): Promise<string | null> {
	const { vision } = engine.config;
	if (vision === null) return null;
	const { attempt } = work;
	try {
		const { letters, failure } = await askAbout(engine, vision, work, bytes, signal);
		if (failure !== null)
			engine.log.warn({ error: failure, attempt: attempt.id }, 'nobody looked for letters');
		return letters ?? null;
	} catch (error) {
		if (!(error instanceof LimnerError)) throw error;
		engine.log.warn({ error, attempt: attempt.id }, 'nobody looked for letters');
		return null;
	}
}

async function askAbout(
	engine: Pick<Engine, 'database'>,
	vision: ChatSettings,
	{ attempt, generation, policy }: Pick<RenderWork, 'attempt' | 'generation' | 'policy'>,
	bytes: Uint8Array,
	signal: AbortSignal,
) {
	const person = { id: generation.person_id, name: generation.person_name };
	const buyer = { siteId: attempt.site_id, postId: attempt.post_id, person, policy };
	const call = buildLetteringCall(await shrinkToLook(bytes), attempt.prompt);
	return buyFromChat(engine.database, buyer, { purpose: 'lettering', model: vision.model }, async () => {
		const reply = await askChatModel({ ...vision, timeoutSeconds: TIMEOUT }, call, signal);
		const letters = reply.content === null ? null : readLettering(reply.content);
		const unusable =
			letters === undefined ? unreadableReply(vision, 'the answer says nothing of letters') : null;
		return { ...reply, letters, failure: reply.failure ?? unusable };
	});
}
