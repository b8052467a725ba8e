import express, { Router, type Request, type Response } from 'express';
import type { EmulatorState, ScenarioStep } from './emulator-state.ts';
import { isScenarioName, SCENARIOS } from './scenarios.ts';

/**
 * POST /__emulator/scenario takes one step or `{"steps": [...]}`; a step is
 * `{"name", "times"?, "provider"?, "endpoint"?, "latency"?, "retryAfter"?}`.
 */
export function controlRoutes(state: EmulatorState): Router {
	const router = Router();
	router.use(express.json());
	router.post('/scenario', (request: Request, response: Response) => {
		const steps = readSteps(request.body);
		if (steps === null) {
			response
				.status(400)
				.json({ error: `unknown scenario; there are ${Object.keys(SCENARIOS).join(', ')}` });
			return;
		}
		state.setSteps(steps);
		response.json({ steps });
	});
	router.get('/scenarios', (_request, response) => void response.json(SCENARIOS));
	router.get('/charges', (_request, response) => void response.json(state.charges));
	router.get('/requests', (_request, response) => void response.json(state.requests));
	router.post('/reset', (_request, response) => {
		state.forgetEverything();
		response.json({});
	});
	return router;
}

function readSteps(body: unknown): ScenarioStep[] | null {
	if (typeof body !== 'object' || body === null) return null;
	const listed = 'steps' in body && Array.isArray(body.steps) ? body.steps : [body];
	return listed.every(isStep) ? listed : null;
}

function isStep(step: unknown): step is ScenarioStep {
	return typeof step === 'object' && step !== null && 'name' in step && isScenarioName(step.name);
}
