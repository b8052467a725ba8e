import type { ActiveScenario } from '../scenarios.ts';
import { sendSlowly } from '../carry-out.ts';
import { spoiledPicture } from '../emulated-tasks.ts';
import { drawPhotograph } from '../draw-photograph.ts';
import type { Exchange } from '../exchange.ts';
import { outputTokens } from './openai-models.ts';
import { invalidRequest, refusalFor, type OpenAiError } from './openai-error.ts';
import { readImageRequest } from './read-image-request.ts';
import { isRefused, validateImageRequest, type ImageOrder } from './validate-image-request.ts';

interface Usage {
	input_tokens: number;
	input_tokens_details: { text_tokens: number; image_tokens: number };
	output_tokens: number;
	total_tokens: number;
}

/** The final picture with the words around it that both endpoints use. */
interface FinishedImage {
	bytes: Buffer;
	usage: Usage;
	size: string;
	quality: string;
}

export async function answerImages(exchange: Exchange, kind: 'generation' | 'edit'): Promise<void> {
	const order = await readOrder(exchange, kind);
	if (isRefused(order)) return sendRefusal(exchange, order);
	const scenario = exchange.chooseScenario('image');
	const usage = countTokens(order);
	if (scenario.charged) exchange.bill('image', order.model, order.prompt, costOf(order, usage));
	if (scenario.name === 'stream_moderation' && order.stream)
		return streamRefusal(exchange, order, scenario, kind);
	switch (scenario.act) {
		case 'silence':
			return;
		case 'reset':
			if (await exchange.wait(scenario.latency)) exchange.cut();
			return;
		case 'refuse':
			if (await exchange.wait(scenario.latency))
				sendRefusal(exchange, refusalFor(scenario, order.model), scenario);
			return;
		default:
			return order.stream
				? streamImage(exchange, order, usage, scenario, kind)
				: sendImage(exchange, order, usage, scenario);
	}
}

async function readOrder(exchange: Exchange, kind: 'generation' | 'edit'): Promise<ImageOrder | OpenAiError> {
	if (!/^Bearer .+/.test(exchange.request.get('authorization') ?? '')) {
		return { ...invalidRequest("You didn't provide an API key.", null, 'missing_api_key'), status: 401 };
	}
	const parts = await readImageRequest(exchange.request.get('content-type') ?? '', exchange.bytes);
	const isMultipart = parts?.files !== null;
	if (parts === null || isMultipart !== (kind === 'edit')) {
		return invalidRequest('We could not parse the body of your request.', null, 'unsupported_content_type');
	}
	exchange.recorded.body = parts.body;
	exchange.recorded.files = parts.files ?? [];
	return validateImageRequest(parts.body, parts.files);
}

function sendRefusal(exchange: Exchange, refusal: OpenAiError, scenario?: ActiveScenario): void {
	if (scenario?.name === 'bad_gateway') {
		exchange.sendText(502, 'html', '<html><head><title>502 Bad Gateway</title></head></html>');
		return;
	}
	exchange.sendJson(
		refusal.status,
		{ error: refusal.error },
		{ 'x-request-id': exchange.recorded.id, ...refusal.headers },
	);
}

/** Text at four characters a token; a reference image at 1,000 tokens: near enough for figures that only have to add up. */
function countTokens(order: ImageOrder): Usage {
	const textTokens = Math.ceil(order.prompt.length / 4);
	const imageTokens = order.references * 1000;
	const output =
		outputTokens(order.facts, order.quality, order.width, order.height) +
		(order.stream ? order.partialImages * 100 : 0);
	return {
		input_tokens: textTokens + imageTokens,
		input_tokens_details: { text_tokens: textTokens, image_tokens: imageTokens },
		output_tokens: output,
		total_tokens: textTokens + imageTokens + output,
	};
}

function costOf(order: ImageOrder, usage: Usage): number {
	const { textIn, imageIn, imageOut } = order.facts.price;
	return Math.round(
		usage.input_tokens_details.text_tokens * textIn +
			usage.input_tokens_details.image_tokens * imageIn +
			usage.output_tokens * imageOut,
	);
}

function finish(
	exchange: Exchange,
	order: ImageOrder,
	usage: Usage,
	scenario: ActiveScenario,
): FinishedImage {
	const bytes = spoiledPicture(scenario, `${order.prompt}\n${exchange.recorded.id}`, order);
	return { bytes, usage, size: `${order.width}x${order.height}`, quality: order.quality };
}

async function sendImage(
	exchange: Exchange,
	order: ImageOrder,
	usage: Usage,
	scenario: ActiveScenario,
): Promise<void> {
	const image = finish(exchange, order, usage, scenario);
	if (scenario.act !== 'drip' && !(await exchange.wait(scenario.latency))) return;
	exchange.response.set({ 'x-request-id': exchange.recorded.id, ...plentyLeft() });
	if (scenario.spoil === 'html') {
		return exchange.sendText(
			200,
			'html',
			'<!doctype html><title>Welcome</title><p>Please sign in to this network.',
		);
	}
	const answer = {
		created: Math.floor(Date.now() / 1000),
		background: 'opaque',
		data: Array.from({ length: countOf(scenario) }, () => ({ b64_json: image.bytes.toString('base64') })),
		output_format: 'png',
		quality: image.quality,
		size: image.size,
		usage: image.usage,
	};
	if (scenario.act === 'answer') return exchange.sendJson(200, answer);
	exchange.response.type('json');
	return sendSlowly(exchange, Buffer.from(JSON.stringify(answer)), scenario);
}

async function streamImage(
	exchange: Exchange,
	order: ImageOrder,
	usage: Usage,
	scenario: ActiveScenario,
	kind: 'generation' | 'edit',
): Promise<void> {
	const prefix = kind === 'edit' ? 'image_edit' : 'image_generation';
	const pause = scenario.latency / (order.partialImages + 1);
	openStream(exchange);
	for (let index = 0; index < order.partialImages; index++) {
		if (!(await exchange.wait(pause))) return;
		const fade = 0.8 - (0.6 * index) / order.partialImages;
		const bytes = drawPhotograph(`${order.prompt}\n${exchange.recorded.id}`, order.width, order.height, fade);
		sendEvent(exchange, `${prefix}.partial_image`, {
			...commonFields(order, bytes),
			partial_image_index: index,
		});
		if (scenario.act === 'break_off' && (await exchange.wait(5))) return exchange.cut();
	}
	if (!(await exchange.wait(scenario.act === 'drip' ? 600_000 : pause))) return;
	if (scenario.act === 'break_off') return exchange.cut();
	const image = finish(exchange, order, usage, scenario);
	if (scenario.spoil === 'html') exchange.response.write('<!doctype html><title>Welcome</title>\n\n');
	else if (scenario.spoil !== 'empty_data') {
		sendEvent(exchange, `${prefix}.completed`, { ...commonFields(order, image.bytes), usage: image.usage });
	}
	exchange.settle('answered');
	exchange.response.end();
}

async function streamRefusal(
	exchange: Exchange,
	order: ImageOrder,
	scenario: ActiveScenario,
	kind: 'generation' | 'edit',
): Promise<void> {
	openStream(exchange);
	const prefix = kind === 'edit' ? 'image_edit' : 'image_generation';
	const bytes = drawPhotograph(order.prompt, order.width, order.height, 0.8);
	sendEvent(exchange, `${prefix}.partial_image`, { ...commonFields(order, bytes), partial_image_index: 0 });
	if (!(await exchange.wait(scenario.latency))) return;
	sendEvent(exchange, 'error', { type: 'error', error: refusalFor(scenario, order.model).error });
	exchange.response.end();
}

function openStream(exchange: Exchange): void {
	exchange.response.status(200).set({
		'content-type': 'text/event-stream',
		'x-request-id': exchange.recorded.id,
		...plentyLeft(),
	});
	exchange.response.flushHeaders();
}

function sendEvent(exchange: Exchange, type: string, data: Record<string, unknown>): void {
	exchange.response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
}

function commonFields(order: ImageOrder, bytes: Buffer): Record<string, unknown> {
	return {
		b64_json: bytes.toString('base64'),
		background: 'opaque',
		created_at: Math.floor(Date.now() / 1000),
		output_format: 'png',
		quality: order.quality,
		size: `${order.width}x${order.height}`,
	};
}

function plentyLeft(): Record<string, string> {
	return {
		'x-ratelimit-limit-requests': '250',
		'x-ratelimit-remaining-requests': '249',
		'x-ratelimit-reset-requests': '240ms',
	};
}

function countOf(scenario: ActiveScenario): number {
	if (scenario.spoil === 'empty_data') return 0;
	return scenario.name === 'several' ? 2 : 1;
}
