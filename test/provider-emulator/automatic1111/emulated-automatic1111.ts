import { Router, type Request, type Response } from 'express';
import type { EmulatedProvider } from '../emulated-provider.ts';
import type { EmulatorState } from '../emulator-state.ts';
import { Exchange } from '../exchange.ts';
import { answerImage } from './answer-image.ts';
import { answerProgress, answerTask, interrupt } from './answer-progress.ts';
import { imageToImageSchema, textToImageSchema, upscaleSchema } from './validate-order.ts';

/** Checkpoints as `/sdapi/v1/sd-models` lists them. */
const CHECKPOINTS = [
	{
		title: 'sdxl/juggernautXL_v9.safetensors [c9e3e68f89]',
		model_name: 'sdxl_juggernautXL_v9',
		hash: 'c9e3e68f89',
		sha256: 'c9e3e68f89'.padEnd(64, '0'),
		filename: '/models/Stable-diffusion/sdxl/juggernautXL_v9.safetensors',
		config: null,
	},
];

/**
 * The HTTP API of the web UI as modules/api/api.py, modules/api/models.py and modules/progress.py of
 * AUTOMATIC1111/stable-diffusion-webui 1.10 have it, started with --api.
 */
export const emulatedAutomatic1111: EmulatedProvider = {
	name: 'automatic1111',
	routes(state: EmulatorState): Router {
		const router = Router();
		const exchange = (request: Request, response: Response) =>
			new Exchange(state, 'automatic1111', request, response);
		router.post('/sdapi/v1/txt2img', (request, response) =>
			answerImage(exchange(request, response), textToImageSchema),
		);
		router.post('/sdapi/v1/img2img', (request, response) =>
			answerImage(exchange(request, response), imageToImageSchema),
		);
		router.post('/sdapi/v1/extra-single-image', (request, response) =>
			answerImage(exchange(request, response), upscaleSchema),
		);
		router.get('/sdapi/v1/progress', (request, response) => answerProgress(exchange(request, response)));
		router.post('/internal/progress', (request, response) => answerTask(exchange(request, response)));
		router.post('/sdapi/v1/interrupt', (request, response) => interrupt(exchange(request, response)));
		router.get('/sdapi/v1/sd-models', (request, response) =>
			exchange(request, response).sendJson(200, CHECKPOINTS),
		);
		router.use((request, response) => exchange(request, response).sendJson(404, { detail: 'Not Found' }));
		return router;
	},
};
