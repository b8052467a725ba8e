import type { PromptLook } from '@limner/shared/prompts/compose-prompt';
import { cutAtWord } from '@limner/shared/prompts/limits';
import { splitPrompt } from '@limner/shared/prompts/split-prompt';
import { buildEnrichingCall, readFullerScenes } from '@limner/shared/prompts/wording-calls';
import { askChatModel, unreadableReply, type ChatBill, type ChatSettings } from './ask-chat-model.ts';

export interface PromptToEnrich {
	/** Comes back with the answer. */
	id: string;
	prompt: string;
}

export interface EnrichedPrompts extends ChatBill {
	/** By their ids; a prompt that stayed as it was is not in it. */
	prompts: ReadonlyMap<string, string>;
}

/**
 * Makes prompts fuller in one structured-output call, so that the images of a post still match. What the site says with
 * every image stays as it is; whatever goes wrong, a prompt stays as it was, and `failure` says why.
 */
export async function enrichPrompts(
	chat: ChatSettings,
	prompts: readonly PromptToEnrich[],
	look: PromptLook,
	/** UTF-16 units that the image model takes. */
	promptLimit: number,
	signal: AbortSignal,
): Promise<EnrichedPrompts> {
	const split = prompts.map(({ id, prompt }) => ({ id, ...splitPrompt(prompt, look) }));
	const saidAlready = [...new Set(split.flatMap(({ fixed }) => fixed))];
	const reply = await askChatModel(chat, buildEnrichingCall(split, saidAlready), signal);
	const { usage, costMicrodollars, failure } = reply;
	if (reply.content === null) return { prompts: new Map(), usage, costMicrodollars, failure };
	const scenes = readFullerScenes(reply.content, split);
	const fuller = split.flatMap(({ id, withScene }): [string, string][] => {
		const scene = scenes.get(id);
		if (scene === undefined) return [];
		const room = promptLimit - withScene('').length;
		return room > 0 ? [[id, withScene(cutAtWord(scene, room))]] : [];
	});
	return {
		prompts: new Map(fuller),
		usage,
		costMicrodollars,
		failure: fuller.length > 0 ? null : unreadableReply(chat, 'no prompt in the answer can be used'),
	};
}
