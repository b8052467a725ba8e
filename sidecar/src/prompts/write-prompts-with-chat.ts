import {
	buildChatCall,
	readChatPrompts,
	type ChatPrompt,
	type ChatRequest,
} from '@limner/shared/prompts/chat-prompts';
import { askChatModel, unreadableReply, type ChatBill, type ChatSettings } from './ask-chat-model.ts';

export interface WrittenPrompts extends ChatBill {
	/** One for each slot, in the slots' order; each says who wrote it. */
	prompts: ChatPrompt[];
	/** `chat` where the model wrote at least one of them. */
	writtenBy: 'chat' | 'rules';
}

/**
 * All prompts of a post in one structured-output call, so that the images match. A post never lacks a plan because of
 * it: whatever goes wrong, the rules' prompts are there, and `failure` says why they are used.
 */
export async function writePromptsWithChat(
	chat: ChatSettings,
	request: ChatRequest,
	signal: AbortSignal,
): Promise<WrittenPrompts> {
	const call = buildChatCall(request);
	if (call === null) return { ...byRules(request), costMicrodollars: 0 };
	const reply = await askChatModel(chat, call, signal);
	const { usage, costMicrodollars, failure } = reply;
	if (reply.content === null) return { ...byRules(request), usage, costMicrodollars, failure };
	const prompts = readChatPrompts(reply.content, request.slots, request);
	if (prompts.some((prompt) => prompt.writtenBy === 'chat')) {
		return { prompts, writtenBy: 'chat', usage, costMicrodollars, failure: null };
	}
	return {
		...byRules(request),
		usage,
		costMicrodollars,
		failure: unreadableReply(chat, 'no prompt in the answer can be used'),
	};
}

/** What the rules wrote, with nothing asked. */
export function byRules({ slots }: Pick<ChatRequest, 'slots'>): WrittenPrompts {
	const prompts = slots.map(({ id, byRules: written }): ChatPrompt => ({
		...written,
		id,
		writtenBy: 'rules',
	}));
	return { prompts, writtenBy: 'rules', usage: null, costMicrodollars: null, failure: null };
}
