import { OpenAI } from 'openai';
import { z } from 'zod';
import {
	buildChatCall,
	readChatPrompts,
	type ChatCall,
	type ChatPrompt,
	type ChatRequest,
} from '@limner/shared/prompts/chat-prompts';
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

export interface WrittenPrompts {
	/** One for each slot, in the slots' order; each says who wrote it. */
	prompts: ChatPrompt[];
	/** `chat` where the model wrote at least one of them. */
	writtenBy: 'chat' | 'rules';
	/** The model's own figures, for the ledger. */
	usage: Record<string, unknown> | null;
	/** Integer micro-dollars; null where they are not known, 0 where nothing was asked. */
	costMicrodollars: number | null;
	/** Why the rules' prompts are used; null where nothing failed. */
	failure: LimnerError | null;
}

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
	const answer = await askModel(chat, call, signal);
	if (answer instanceof LimnerError) return { ...byRules(request), failure: answer };
	const billed = { usage: answer.usage, costMicrodollars: costOf(chat, answer.usage) };
	if (answer.content instanceof LimnerError)
		return { ...byRules(request), ...billed, failure: answer.content };
	const prompts = readChatPrompts(answer.content, request.slots, request);
	if (prompts.some((prompt) => prompt.writtenBy === 'chat')) {
		return { prompts, writtenBy: 'chat', ...billed, failure: null };
	}
	return { ...byRules(request), ...billed, failure: unreadable(chat, 'no prompt in the answer can be used') };
}

function byRules(request: ChatRequest): WrittenPrompts {
	const prompts = request.slots.map(({ id, byRules: written }): ChatPrompt => ({
		...written,
		id,
		writtenBy: 'rules',
	}));
	return { prompts, writtenBy: 'rules', usage: null, costMicrodollars: null, failure: null };
}

interface ChatAnswer {
	content: string | LimnerError;
	usage: Record<string, unknown> | null;
}

async function askModel(
	chat: ChatSettings,
	call: ChatCall,
	signal: AbortSignal,
): Promise<ChatAnswer | LimnerError> {
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
		return {
			content: readContent(chat, completion),
			usage: completion.usage ? { ...completion.usage } : null,
		};
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
		return failure instanceof LimnerError
			? failure
			: new LimnerError('internal', { cause: String(failure), origin: failure, subject: chat.model });
	}
}

function readContent(chat: ChatSettings, completion: unknown): string | LimnerError {
	const parsed = answerSchema.safeParse(completion);
	const choice = parsed.success ? parsed.data.choices[0] : undefined;
	if (!choice) return unreadable(chat, 'the answer is not in the form of a chat completion');
	if (choice.message.refusal || choice.finish_reason === 'content_filter') {
		return new LimnerError('provider_moderated', {
			subject: chat.model,
			charged: 'yes',
			cause: choice.message.refusal ?? 'stopped by the content filter',
		});
	}
	if (choice.finish_reason === 'length') return unreadable(chat, 'the answer is cut off');
	return choice.message.content ?? unreadable(chat, 'the answer is empty');
}

function unreadable(chat: ChatSettings, cause: string): LimnerError {
	return new LimnerError('provider_answer_unreadable', { subject: chat.model, charged: 'yes', cause });
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
