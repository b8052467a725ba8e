import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Charge, EmulatorState, Endpoint, RecordedRequest } from './emulator-state.ts';
import type { ActiveScenario } from './scenarios.ts';

const RECORDED_BYTES = 4096;

/** One request on its way through the emulator: what is recorded, what is billed, whether anybody still listens. */
export class Exchange {
	readonly request: Request;
	readonly response: Response;
	readonly recorded: RecordedRequest;
	readonly state: EmulatorState;
	private readonly provider: string;
	private readonly gone = new AbortController();
	private charge: Charge | null = null;

	constructor(state: EmulatorState, provider: string, request: Request, response: Response) {
		this.state = state;
		this.provider = provider;
		this.request = request;
		this.response = response;
		this.recorded = state.beginRequest({
			provider,
			method: request.method,
			path: request.originalUrl,
			headers: singleHeaders(request),
			raw: this.bytes.subarray(0, RECORDED_BYTES).toString('utf8'),
		});
		response.on('close', () => this.close());
	}

	get bytes(): Buffer {
		return Buffer.isBuffer(this.request.body) ? this.request.body : Buffer.alloc(0);
	}

	chooseScenario(endpoint: Endpoint): ActiveScenario {
		const scenario = this.state.nextScenario(this.provider, endpoint);
		this.recorded.scenario = scenario.name;
		return scenario;
	}

	bill(kind: Endpoint, model: string, prompt: string, cost: number): void {
		this.charge = this.state.beginCharge({ provider: this.provider, kind, model, prompt, cost });
	}

	/** False when the client hung up meanwhile. */
	async wait(milliseconds: number): Promise<boolean> {
		try {
			await wait(milliseconds, undefined, { signal: this.gone.signal });
			return true;
		} catch {
			return false;
		}
	}

	sendJson(status: number, body: unknown, headers: Record<string, string> = {}): void {
		this.settle(status < 400 ? 'answered' : 'failed');
		this.response.status(status).set(headers).json(body);
	}

	sendText(status: number, type: string, text: string): void {
		this.settle(status < 400 ? 'answered' : 'failed');
		this.response.status(status).type(type).send(text);
	}

	/** Cuts the connection without a word: the client sees a reset. */
	cut(): void {
		this.settle('failed');
		this.request.socket.resetAndDestroy();
	}

	settle(outcome: Charge['outcome']): void {
		this.state.endCharge(this.charge, outcome);
	}

	private close(): void {
		this.gone.abort();
		this.settle(this.response.writableFinished ? 'answered' : 'client_gone');
		this.state.endRequest(this.recorded, this.response.headersSent ? this.response.statusCode : null);
	}
}

function singleHeaders(request: Request): Record<string, string> {
	return Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : (value ?? ''),
		]),
	);
}
