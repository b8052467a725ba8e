import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { controlRoutes } from './control-routes.ts';
import {
	EmulatorState,
	type Charge,
	type RecordedRequest,
	type ScenarioOptions,
	type ScenarioStep,
} from './emulator-state.ts';
import { spoiledPicture, type EmulatedTask } from './emulated-tasks.ts';
import { EMULATED_PROVIDERS } from './emulated-providers.ts';
import { Exchange } from './exchange.ts';
import { answerChat } from './openai/answer-chat.ts';
import { answerImages } from './openai/answer-images.ts';
import { answerModels } from './openai/answer-models.ts';
import type { ScenarioName } from './scenarios.ts';

export interface ProviderEmulator {
	/** The control API is below it, at /__emulator. */
	url: string;
	openaiBaseUrl: string;
	/** Where a provider of `EMULATED_PROVIDERS` is served. */
	baseUrl(provider: string): string;
	/** For every request from now on, or for the next `times` and then `ok`. */
	setScenario(name: ScenarioName, options?: ScenarioOptions): void;
	/** One after the other: `[{name: 'ok', times: 2}, {name: 'server_error', times: 1}]` fails the third. */
	setSteps(steps: ScenarioStep[]): void;
	charges(): Charge[];
	requests(): RecordedRequest[];
	tasks(): EmulatedTask[];
	/** Forgets charges, requests and scenarios. */
	reset(): void;
	stop(): Promise<void>;
}

export interface EmulatorOptions {
	port: number;
	/** Charges are appended here as JSON lines, one when a charge begins and one when it ends (same id). */
	chargeLog?: string;
}

export async function startProviderEmulator(options: EmulatorOptions): Promise<ProviderEmulator> {
	const state = new EmulatorState(options.chargeLog ?? null);
	const server = createServer(createApp(state));
	for (const provider of EMULATED_PROVIDERS) provider.attach?.(server, state);
	// Longer than any client keeps a connection: on a busy machine the two would else meet, and look like a reset.
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port, '127.0.0.1', resolve);
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		openaiBaseUrl: `${url}/v1`,
		baseUrl: (provider) => `${url}/${provider}`,
		setScenario: (name, scenarioOptions) => state.setSteps([{ name, ...scenarioOptions }]),
		setSteps: (steps) => state.setSteps(steps),
		charges: () => [...state.charges],
		requests: () => [...state.requests],
		tasks: () => state.tasks.list(),
		reset: () => state.forgetEverything(),
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function createApp(state: EmulatorState): express.Express {
	const app = express();
	app.disable('x-powered-by');
	app.use('/__emulator', controlRoutes(state));
	app.use(express.raw({ type: () => true, limit: '900mb' }));
	app.post('/v1/images/generations', (request, response) =>
		answerImages(new Exchange(state, 'openai', request, response), 'generation'),
	);
	app.post('/v1/images/edits', (request, response) =>
		answerImages(new Exchange(state, 'openai', request, response), 'edit'),
	);
	app.post('/v1/chat/completions', (request, response) =>
		answerChat(new Exchange(state, 'openai', request, response)),
	);
	app.get('/v1/models', (request, response) =>
		answerModels(new Exchange(state, 'openai', request, response)),
	);
	for (const provider of EMULATED_PROVIDERS) app.use(`/${provider.name}`, provider.routes(state));
	app.get('/files/:task/:index', (request, response) => sendFile(state, request, response));
	app.use((request, response) => {
		const message = `Invalid URL (${request.method} ${request.path})`;
		response.status(404).json({ error: { message, type: 'invalid_request_error', param: null, code: null } });
	});
	return app;
}

/** The result of a task, at an address as providers hand them out: nobody asks for a key there. */
function sendFile(state: EmulatorState, request: express.Request, response: express.Response): void {
	const task = state.tasks.find(String(request.params['task']));
	if (!task || task.scenario.name === 'expired_url') {
		response
			.status(403)
			.type('xml')
			.send('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
		return;
	}
	const words = `${task.prompt}\n${task.id}\n${request.params['index']}`;
	response.type(FILE_TYPES[task.media ?? 'picture']).send(spoiledPicture(task.scenario, words, task));
}

const FILE_TYPES = { picture: 'image/png', model: 'model/gltf-binary', video: 'video/mp4' } as const;
