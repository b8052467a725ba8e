import { OpenAI } from 'openai';
import { z } from 'zod';
import type { ChatCall } from '@limner/shared/prompts/chat-prompts';
import { LimnerError } from '../errors/limner-error.ts';
import { chatPricesOf } from '../models/chat-prices.ts';
import { toLimnerError } from '../providers/openai/openai-errors.ts';
import { watchTransport } from '../providers/watch-transport.ts';
import { costOfChat, type ChatTokenPrices } from '../usage/cost.ts';

export interface ChatSettings {
	model: string;
	/** With the version: https://api.openai.com/v1, or any server that speaks the same language. */
	baseUrl: string;
	apiKey: string;
	/** The whole call; 60 by default, as somebody is waiting for the plan. */
	timeoutSeconds?: number;
	/** In place of the known prices. */
	prices?: ChatTokenPrices;
}

/** What a call came to, for the ledger. */
export interface ChatBill {
	/** The model's own figures. */
	usage: Record<string, unknown> | null;
	/** Integer micro-dollars; null where they are not known, 0 where nothing was asked. */
	costMicrodollars: number | null;
	/** Why there is no answer that can be used; null where there is one. */
	failure: LimnerError | null;
}

export type ChatReply = ChatBill &
	({ content: string; failure: null } | { content: null; failure: LimnerError });

const TIMEOUT_SECONDS = 60;

const answerSchema = z.object({
	choices: z
		.array(
			z.object({
				finish_reason: z.string().nullish(),
				message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
			}),
		)
		.min(1),
});
const usageSchema = z.object({
	prompt_tokens: z.number(),
	prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
	completion_tokens: z.number(),
});

/** One structured-output call. Never throws: what went wrong is in the reply, with what it cost all the same. */
export async function askChatModel(
	chat: ChatSettings,
	call: ChatCall,
	signal: AbortSignal,
): Promise<ChatReply> {
	const timeoutSeconds = chat.timeoutSeconds ?? TIMEOUT_SECONDS;
	const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
	const transport = watchTransport();
	const client = new OpenAI({
		apiKey: chat.apiKey,
		baseURL: chat.baseUrl,
		organization: null,
		project: null,
		maxRetries: 0,
		timeout: (timeoutSeconds + 5) * 1000,
		logLevel: 'off',
		fetch: transport.fetch,
	});
	try {
		signal.throwIfAborted();
		const completion = await client.chat.completions.create(
			{
				model: chat.model,
				messages: call.messages,
				response_format: {
					type: 'json_schema',
					json_schema: { name: call.schemaName, schema: call.schema, strict: true },
				},
			},
			{ signal: AbortSignal.any([signal, deadline]) },
		);
		const usage = completion.usage ? { ...completion.usage } : null;
		return { ...readContent(chat, completion), usage, costMicrodollars: costOf(chat, usage) };
	} catch (error) {
		const failure = toLimnerError(error, {
			provider: 'openai',
			request: { model: chat.model },
			transport,
			cancelled: signal.aborted,
			timedOut: deadline.aborted,
			timeoutSeconds,
			apiKey: chat.apiKey,
		});
		const known =
			failure instanceof LimnerError
				? failure
				: new LimnerError('internal', { cause: String(failure), origin: failure, subject: chat.model });
		return { content: null, failure: known, usage: null, costMicrodollars: null };
	}
}

/** Charged, as an answer came; but nothing can be done with it. */
export function unreadableReply(chat: ChatSettings, cause: string): LimnerError {
	return new LimnerError('provider_answer_unreadable', { subject: chat.model, charged: 'yes', cause });
}

function readContent(
	chat: ChatSettings,
	completion: unknown,
): { content: string; failure: null } | { content: null; failure: LimnerError } {
	const failed = (failure: LimnerError) => ({ content: null, failure });
	const parsed = answerSchema.safeParse(completion);
	const choice = parsed.success ? parsed.data.choices[0] : undefined;
	if (!choice) return failed(unreadableReply(chat, 'the answer is not in the form of a chat completion'));
	if (choice.message.refusal || choice.finish_reason === 'content_filter') {
		const cause = choice.message.refusal ?? 'stopped by the content filter';
		return failed(new LimnerError('provider_moderated', { subject: chat.model, charged: 'yes', cause }));
	}
	if (choice.finish_reason === 'length') return failed(unreadableReply(chat, 'the answer is cut off'));
	const { content } = choice.message;
	return content ? { content, failure: null } : failed(unreadableReply(chat, 'the answer is empty'));
}

function costOf(chat: ChatSettings, usage: Record<string, unknown> | null): number | null {
	const prices = chat.prices ?? chatPricesOf(chat.model);
	const parsed = usageSchema.safeParse(usage);
	if (prices === null || !parsed.success) return null;
	return costOfChat(
		{
			input: parsed.data.prompt_tokens,
			cachedInput: parsed.data.prompt_tokens_details?.cached_tokens ?? 0,
			output: parsed.data.completion_tokens,
		},
		prices,
	);
}
