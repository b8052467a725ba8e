import type { ActiveScenario } from './scenarios.ts';
import type { Exchange } from './exchange.ts';

/** What a provider was asked for, as far as every provider's order is alike. */
export interface Order {
	model: string;
	prompt: string;
	/** Integer micro-dollars. */
	cost: number;
}

export interface WireAnswer {
	status: number;
	/** JSON unless it is bytes. */
	body: unknown;
	headers?: Record<string, string>;
}

/** How one provider says things on the wire. */
export interface WireForm {
	/** A refusal by its scenario: `rate_limited_seconds`, `quota`, `key_wrong`… */
	refuse(scenario: ActiveScenario): WireAnswer;
	/** The answer of success: an image, or the id of a task that was begun. */
	answer(scenario: ActiveScenario): WireAnswer;
	/**
	 * A task answers at once and takes its time afterwards; what is wrong with its image shows when that is fetched.
	 */
	isTask: boolean;
	/** The request is under way, for a provider that says how far it is. */
	begin?(scenario: ActiveScenario): void;
}

/** Plays one paid request through whatever the scenario says. What is validated is validated before. */
export async function carryOut(exchange: Exchange, order: Order, wire: WireForm): Promise<void> {
	const scenario = exchange.chooseScenario('image');
	if (scenario.charged) exchange.bill('image', order.model, order.prompt, order.cost);
	wire.begin?.(scenario);
	switch (scenario.act) {
		case 'silence':
			return;
		case 'reset':
			if (await exchange.wait(scenario.latency)) exchange.cut();
			return;
		case 'refuse':
			if (await exchange.wait(scenario.latency)) sendRefusal(exchange, scenario, wire);
			return;
		default:
			return sendAnswer(exchange, scenario, wire);
	}
}

function sendRefusal(exchange: Exchange, scenario: ActiveScenario, wire: WireForm): void {
	if (scenario.name === 'bad_gateway') {
		exchange.sendText(502, 'html', '<html><head><title>502 Bad Gateway</title></head></html>');
		return;
	}
	const { status, body, headers } = wire.refuse(scenario);
	exchange.sendJson(status, body, { ...limitHeaders(scenario), ...headers });
}

/** When to come back, in the three forms that servers use. */
function limitHeaders({ name, retryAfter }: ActiveScenario): Record<string, string> {
	switch (name) {
		case 'rate_limited_seconds':
			return { 'retry-after': String(retryAfter) };
		case 'rate_limited_date':
			return { 'retry-after': new Date(Date.now() + retryAfter * 1000).toUTCString() };
		case 'rate_limited_ms':
			return { 'retry-after-ms': String(retryAfter * 1000) };
		default:
			return {};
	}
}

async function sendAnswer(exchange: Exchange, scenario: ActiveScenario, wire: WireForm): Promise<void> {
	const waits = scenario.act !== 'drip' && !wire.isTask;
	if (waits && !(await exchange.wait(scenario.latency))) return;
	if (scenario.spoil === 'html' && !wire.isTask) {
		return exchange.sendText(
			200,
			'html',
			'<!doctype html><title>Welcome</title><p>Please sign in to this network.',
		);
	}
	const { status, body, headers } = wire.answer(scenario);
	exchange.response.set(headers ?? {});
	const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
	if (!Buffer.isBuffer(body)) exchange.response.type('json');
	if (scenario.act !== 'answer') return sendSlowly(exchange, bytes, scenario);
	exchange.settle('answered');
	exchange.response.status(status).send(bytes);
}

/** `drip`: a trickle that never gets done in time. `break_off`: half of it, then the connection is cut. */
export async function sendSlowly(
	exchange: Exchange,
	answer: Buffer,
	scenario: ActiveScenario,
): Promise<void> {
	exchange.response.status(200).set('content-length', String(answer.length));
	if (scenario.act === 'break_off') {
		exchange.response.write(answer.subarray(0, answer.length / 2));
		if (await exchange.wait(20)) exchange.cut();
		return;
	}
	for (let start = 0; start < answer.length; start += DRIP) {
		exchange.response.write(answer.subarray(start, start + DRIP));
		if (!(await exchange.wait(scenario.latency))) return;
	}
	exchange.response.end();
}

/** Bytes at once: too few for any answer to be done in time, so short that even a task's id takes seconds. */
const DRIP = 8;
