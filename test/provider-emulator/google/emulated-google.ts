import { Router } from 'express';
import { carryOut, type WireAnswer } from '../carry-out.ts';
import type { EmulatedProvider } from '../emulated-provider.ts';
import { spoiledPicture } from '../emulated-tasks.ts';
import { Exchange } from '../exchange.ts';
import type { ActiveScenario } from '../scenarios.ts';
import { googleError, googleRefusal, invalidArgument } from './google-error.ts';
import { validateContentRequest, type ContentOrder } from './validate-content-request.ts';

/** What the model thinks before it draws, in tokens; billed as words. */
const THOUGHT_TOKENS = 90;
const IMAGE_INPUT_TOKENS = 1120;

/** Gemini's generateContent for images, as @google/genai 3.1.0 speaks it. */
export const emulatedGoogle: EmulatedProvider = {
	name: 'google',
	routes(state) {
		const router = Router();
		// The guides say v1beta, the client of version 3 says v1.
		router.post(['/v1beta/models/:call', '/v1/models/:call'], (request, response) =>
			answerContent(new Exchange(state, 'google', request, response), String(request.params['call'])),
		);
		return router;
	},
};

async function answerContent(exchange: Exchange, target: string): Promise<void> {
	const order = readOrder(exchange, target);
	if ('status' in order) return exchange.sendJson(order.status, order.body);
	const usage = countTokens(order);
	await carryOut(
		exchange,
		{ model: order.model, prompt: order.prompt, cost: costOf(order, usage) },
		{
			isTask: false,
			refuse: (scenario) =>
				scenario.name === 'moderation' ? blockedPrompt(usage) : googleRefusal(scenario, order.model),
			answer: (scenario) => ({
				status: 200,
				body:
					scenario.name === 'moderation_in_result'
						? blockedImage(order, usage)
						: finished(exchange, order, usage, scenario),
			}),
		},
	);
}

function readOrder(exchange: Exchange, target: string): ContentOrder | WireAnswer {
	const [model = '', method] = target.split(':');
	if (method !== 'generateContent') return googleError(404, 'NOT_FOUND', 'Requested entity was not found.');
	if (!exchange.request.get('x-goog-api-key')) {
		return googleError(403, 'PERMISSION_DENIED', 'Method does not allow unregistered callers.');
	}
	const body = readJson(exchange.bytes);
	if (body === null) return invalidArgument('Invalid JSON payload received.');
	exchange.recorded.body = body;
	return validateContentRequest(body, model);
}

function readJson(bytes: Buffer): Record<string, unknown> | null {
	try {
		const body: unknown = JSON.parse(bytes.toString('utf8'));
		return typeof body === 'object' && body !== null ? { ...body } : null;
	} catch {
		return null;
	}
}

/** A blocked prompt is answered with 200, and is the one answer of this status that is never billed. */
function blockedPrompt(usage: Usage): WireAnswer {
	return {
		status: 200,
		body: {
			promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
			usageMetadata: { promptTokenCount: usage.promptTokenCount, totalTokenCount: usage.promptTokenCount },
			modelVersion: 'emulated',
		},
	};
}

function blockedImage(order: ContentOrder, usage: Usage): unknown {
	return {
		candidates: [
			{
				finishReason: 'IMAGE_SAFETY',
				finishMessage: 'Unable to show the generated image.',
				index: 0,
			},
		],
		usageMetadata: { promptTokenCount: usage.promptTokenCount, totalTokenCount: usage.promptTokenCount },
		modelVersion: order.model,
	};
}

interface Usage {
	promptTokenCount: number;
	promptTokensDetails: { modality: string; tokenCount: number }[];
	candidatesTokenCount: number;
	candidatesTokensDetails: { modality: string; tokenCount: number }[];
	thoughtsTokenCount: number;
	totalTokenCount: number;
}

function countTokens(order: ContentOrder): Usage {
	const text = Math.ceil(order.prompt.length / 4);
	const images = order.images * IMAGE_INPUT_TOKENS;
	return {
		promptTokenCount: text + images,
		promptTokensDetails: [
			{ modality: 'TEXT', tokenCount: text },
			...(images > 0 ? [{ modality: 'IMAGE', tokenCount: images }] : []),
		],
		candidatesTokenCount: order.tokens,
		candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: order.tokens }],
		thoughtsTokenCount: THOUGHT_TOKENS,
		totalTokenCount: text + images + order.tokens + THOUGHT_TOKENS,
	};
}

function costOf(order: ContentOrder, usage: Usage): number {
	const { input, textOut, imageOut } = order.facts.price;
	return Math.round(
		usage.promptTokenCount * input + order.tokens * imageOut + usage.thoughtsTokenCount * textOut,
	);
}

function finished(
	exchange: Exchange,
	order: ContentOrder,
	usage: Usage,
	scenario: ActiveScenario,
): Record<string, unknown> {
	const image = (suffix: string) => ({
		inlineData: {
			mimeType: 'image/png',
			data: spoiledPicture(scenario, `${order.prompt}\n${exchange.recorded.id}${suffix}`, order).toString(
				'base64',
			),
		},
	});
	const drafts = scenario.name === 'several' ? [image('draft')] : [];
	const parts =
		scenario.spoil === 'empty_data'
			? [{ text: 'Here is what I would draw.' }]
			: [...drafts, { ...image(''), thoughtSignature: 'c2lnbmF0dXJl' }];
	return {
		candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
		usageMetadata: usage,
		modelVersion: order.model,
		responseId: exchange.recorded.id,
	};
}
