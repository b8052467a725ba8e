import type { Exchange } from '../exchange.ts';
import { fillSchema } from './fill-schema.ts';
import { invalidRequest, modelNotFound, refusalFor, type OpenAiError } from './openai-error.ts';
import { EMULATED_CHAT_MODELS } from './openai-models.ts';
import { isRecord, readImageRequest } from './read-image-request.ts';

/** Of gpt-6-luna, in micro-dollars per token, whichever model is asked. */
const CHAT_PRICE = { input: 0.1, output: 0.5 };

interface ChatOrder {
	model: string;
	/** All messages' words, one after the other. */
	words: string;
	images: number;
	schema: Record<string, unknown> | null;
}

/** POST /v1/chat/completions, not streamed, with structured outputs. */
export async function answerChat(exchange: Exchange): Promise<void> {
	const order = await readOrder(exchange);
	if ('error' in order) return sendRefusal(exchange, order);
	const scenario = exchange.chooseScenario('chat');
	const content =
		scenario.spoil === 'truncated'
			? '{"common":"Soft light","pictures":[{"slot":"'
			: scenario.spoil === 'not_an_image'
				? 'Certainly! Here are the prompts you asked for.'
				: JSON.stringify(answerTo(order, scenario.name === 'garbled_lettering'));
	const usage = countTokens(order.words, content);
	const cost = Math.round(
		usage.prompt_tokens * CHAT_PRICE.input + usage.completion_tokens * CHAT_PRICE.output,
	);
	if (scenario.charged) exchange.bill('chat', order.model, order.words, cost);
	if (scenario.act === 'silence' || !(await exchange.wait(scenario.latency))) return;
	if (scenario.act === 'reset') return exchange.cut();
	if (scenario.act === 'refuse') return sendRefusal(exchange, refusalFor(scenario, order.model));
	if (scenario.spoil === 'html')
		return exchange.sendText(200, 'html', '<!doctype html><title>Welcome</title>');
	exchange.sendJson(200, {
		id: `chatcmpl-${exchange.recorded.id}`,
		object: 'chat.completion',
		created: Math.floor(Date.now() / 1000),
		model: order.model,
		choices: scenario.spoil === 'empty_data' ? [] : [choice(content, scenario.spoil === 'truncated')],
		usage,
	});
}

/** A look at an image finds what the scenario says; anything else is whatever fits the schema. */
function answerTo({ schema, words, images }: ChatOrder, isGarbled: boolean): unknown {
	if (schema === null) return 'Hello.';
	if (images === 0) return fillSchema(schema, words);
	const letters = isGarbled ? 'HRABUOR' : '';
	return { letters, is_garbled: isGarbled, was_asked_for: false };
}

function choice(content: string, cut: boolean): Record<string, unknown> {
	return {
		index: 0,
		message: { role: 'assistant', content, refusal: null, annotations: [] },
		logprobs: null,
		finish_reason: cut ? 'length' : 'stop',
	};
}

async function readOrder(exchange: Exchange): Promise<ChatOrder | OpenAiError> {
	if (!/^Bearer .+/.test(exchange.request.get('authorization') ?? '')) {
		return { ...invalidRequest("You didn't provide an API key.", null, 'missing_api_key'), status: 401 };
	}
	const parts = await readImageRequest('application/json', exchange.bytes);
	if (parts === null)
		return invalidRequest('We could not parse the JSON body of your request.', null, 'invalid_json');
	exchange.recorded.body = parts.body;
	return validate(parts.body);
}

const PARAMETERS: readonly string[] = [
	'model',
	'messages',
	'response_format',
	'max_completion_tokens',
	'n',
	'reasoning_effort',
	'safety_identifier',
	'seed',
	'service_tier',
	'store',
	'temperature',
	'top_p',
	'verbosity',
];

function validate(body: Record<string, unknown>): ChatOrder | OpenAiError {
	const unknown = Object.keys(body).find((name) => !PARAMETERS.includes(name));
	if (unknown)
		return invalidRequest(`Unrecognized request argument supplied: ${unknown}`, unknown, 'unknown_parameter');
	const { model, messages, response_format: format } = body;
	if (typeof model !== 'string') {
		return invalidRequest('you must provide a model parameter', 'model', 'missing_required_parameter');
	}
	if (!EMULATED_CHAT_MODELS.includes(model)) return modelNotFound(model);
	if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) {
		return invalidRequest("Invalid type for 'messages'.", 'messages', 'invalid_type');
	}
	const wrongFormat = findFormatFault(format);
	if (wrongFormat !== null) return invalidRequest(wrongFormat, 'response_format', 'invalid_value');
	const parts = messages.flatMap(({ content }) =>
		typeof content === 'string' ? [{ type: 'text', text: content }] : content,
	);
	const words = parts.map(({ text }) => text ?? '');
	const images = parts.filter(({ type }) => type === 'image_url').length;
	return { model, words: words.join('\n'), images, schema: schemaOf(format) };
}

interface Part {
	type: string;
	text?: string;
}

function isMessage(message: unknown): message is { role: string; content: string | Part[] } {
	if (!isRecord(message) || !['system', 'developer', 'user', 'assistant'].includes(String(message['role'])))
		return false;
	const { content, role } = message;
	return typeof content === 'string' || (role === 'user' && Array.isArray(content) && content.every(isPart));
}

/** Images come as data: PNG, JPEG, WebP or GIF in base64. */
function isPart(part: unknown): part is Part {
	if (!isRecord(part)) return false;
	if (part['type'] === 'text') return typeof part['text'] === 'string';
	const image = part['image_url'];
	if (part['type'] !== 'image_url' || !isRecord(image)) return false;
	return /^data:image\/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+=*$/.test(String(image['url']));
}

/** Structured outputs in strict mode: a name, objects closed, and every property required. */
function findFormatFault(format: unknown): string | null {
	if (format === undefined || (isRecord(format) && ['text', 'json_object'].includes(String(format['type']))))
		return null;
	if (!isRecord(format) || format['type'] !== 'json_schema') return "Invalid value for 'type'.";
	const definition = format['json_schema'];
	if (!isRecord(definition) || !/^[a-zA-Z0-9_-]{1,64}$/.test(String(definition['name'] ?? ''))) {
		return "Invalid 'response_format.json_schema.name'.";
	}
	const schema = definition['schema'];
	if (!isRecord(schema) || schema['type'] !== 'object')
		return 'schema must be a JSON Schema of \'type: "object"\'.';
	return definition['strict'] === true ? findLooseObject(schema) : null;
}

function findLooseObject(schema: Record<string, unknown>): string | null {
	const properties = isRecord(schema['properties']) ? schema['properties'] : {};
	if (schema['type'] === 'object') {
		if (schema['additionalProperties'] !== false)
			return "'additionalProperties' is required to be supplied and to be false.";
		const required = Array.isArray(schema['required']) ? schema['required'] : [];
		const missing = Object.keys(properties).find((name) => !required.includes(name));
		if (missing) return `'required' is required to include every key in properties. Missing '${missing}'.`;
	}
	for (const inner of [...Object.values(properties), schema['items']]) {
		const fault = isRecord(inner) ? findLooseObject(inner) : null;
		if (fault !== null) return fault;
	}
	return null;
}

function schemaOf(format: unknown): Record<string, unknown> | null {
	const definition = isRecord(format) ? format['json_schema'] : null;
	return isRecord(definition) && isRecord(definition['schema']) ? definition['schema'] : null;
}

function sendRefusal(exchange: Exchange, refusal: OpenAiError): void {
	exchange.sendJson(
		refusal.status,
		{ error: refusal.error },
		{ 'x-request-id': exchange.recorded.id, ...refusal.headers },
	);
}

function countTokens(words: string, content: string) {
	const prompt = Math.ceil(words.length / 4);
	const completion = Math.ceil(content.length / 4);
	return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
