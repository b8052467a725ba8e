import { appendFileSync } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { EmulatedTasks } from './emulated-tasks.ts';
import { SCENARIOS, type ActiveScenario, type Scenario, type ScenarioName } from './scenarios.ts';

/** One request that a real provider would have billed. */
export interface Charge {
	id: string;
	provider: string;
	kind: 'image' | 'chat';
	/** Milliseconds since 1970. */
	at: number;
	model: string;
	prompt_sha256: string;
	cost_microdollars: number;
	/** `begun`: still being made. `client_gone`: nobody listened at the end. `failed`: billed, and answered with an error. */
	outcome: 'begun' | 'answered' | 'client_gone' | 'failed';
}

export interface RecordedFile {
	field: string;
	name: string;
	type: string;
	bytes: number;
	sha256: string;
	/** Of a PNG; null for anything else. */
	size: { width: number; height: number } | null;
}

export interface RecordedRequest {
	id: string;
	provider: string;
	at: number;
	finished_at: number | null;
	method: string;
	path: string;
	headers: Record<string, string>;
	/** JSON body, or the text fields of a multipart body. */
	body: Record<string, unknown>;
	files: RecordedFile[];
	/** The body as it came, its first 4,096 bytes. */
	raw: string;
	scenario: ScenarioName | null;
	/** Null until answered, and where the connection was cut. */
	status: number | null;
	/** Requests under way when this one came, itself included. */
	at_once: number;
}

export type Endpoint = 'image' | 'chat';

export interface ScenarioOptions {
	/** How many requests it holds for; then `ok` again. Without it: until it is changed. */
	times?: number;
	/** Only for this provider; without it for all. */
	provider?: string;
	/** Which requests it is about; images by default. */
	endpoint?: Endpoint;
	/** Milliseconds before the answer, in place of the scenario's own. */
	latency?: number;
	/** Seconds that a rate limit names. */
	retryAfter?: number;
}

export interface ScenarioStep extends ScenarioOptions {
	name: ScenarioName;
}

/** Everything that the emulator remembers. Charges also go to a file, so that they outlive the process. */
export class EmulatorState {
	readonly charges: Charge[] = [];
	readonly requests: RecordedRequest[] = [];
	/** What providers make while their clients ask from time to time. */
	readonly tasks = new EmulatedTasks();
	private steps: ScenarioStep[] = [];
	private underWay = 0;
	private readonly chargeLog: string | null;

	constructor(chargeLog: string | null) {
		this.chargeLog = chargeLog;
	}

	/** The steps are used up one after the other; a step without `times` is never used up. */
	setSteps(steps: ScenarioStep[]): void {
		this.steps = steps.map((step) => ({ ...step }));
	}

	nextScenario(provider: string, endpoint: Endpoint): ActiveScenario {
		const step = this.steps.find(
			(candidate) =>
				(candidate.provider ?? provider) === provider &&
				(candidate.endpoint ?? 'image') === endpoint &&
				candidate.times !== 0,
		);
		if (step?.times !== undefined) step.times -= 1;
		const name = step?.name ?? 'ok';
		const scenario: Scenario = SCENARIOS[name];
		return {
			...scenario,
			name,
			latency: step?.latency ?? scenario.latency,
			retryAfter: step?.retryAfter ?? 2,
		};
	}

	beginRequest(
		request: Pick<RecordedRequest, 'provider' | 'method' | 'path' | 'headers' | 'raw'>,
	): RecordedRequest {
		this.underWay += 1;
		const recorded: RecordedRequest = {
			...request,
			id: randomUUID(),
			at: Date.now(),
			finished_at: null,
			body: {},
			files: [],
			scenario: null,
			status: null,
			at_once: this.underWay,
		};
		this.requests.push(recorded);
		return recorded;
	}

	endRequest(request: RecordedRequest, status: number | null): void {
		if (request.finished_at !== null) return;
		this.underWay -= 1;
		request.finished_at = Date.now();
		request.status = status;
	}

	beginCharge(charge: {
		provider: string;
		kind: Endpoint;
		model: string;
		prompt: string;
		cost: number;
	}): Charge {
		const begun: Charge = {
			id: randomUUID(),
			provider: charge.provider,
			kind: charge.kind,
			at: Date.now(),
			model: charge.model,
			prompt_sha256: createHash('sha256').update(charge.prompt).digest('hex'),
			cost_microdollars: charge.cost,
			outcome: 'begun',
		};
		this.charges.push(begun);
		this.writeToLog(begun);
		return begun;
	}

	endCharge(charge: Charge | null, outcome: Charge['outcome']): void {
		if (charge === null || charge.outcome !== 'begun') return;
		charge.outcome = outcome;
		this.writeToLog(charge);
	}

	forgetEverything(): void {
		this.charges.length = 0;
		this.requests.length = 0;
		this.steps = [];
		this.tasks.clear();
	}

	private writeToLog(charge: Charge): void {
		if (this.chargeLog !== null) appendFileSync(this.chargeLog, `${JSON.stringify(charge)}\n`);
	}
}
