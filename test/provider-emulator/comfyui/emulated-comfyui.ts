import { Router, type Request, type Response } from 'express';
import { WebSocketServer } from 'ws';
import type { EmulatedProvider } from '../emulated-provider.ts';
import { Exchange } from '../exchange.ts';
import { answerPrompt, answerUpload } from './answer-prompt.ts';
import {
	answerHistories,
	answerHistory,
	answerQueue,
	answerView,
	deleteFromQueue,
	interrupt,
} from './answer-queue.ts';
import { rememberSocket } from './execution.ts';

/**
 * The HTTP API and the WebSocket as server.py, execution.py and comfy_execution/progress.py of Comfy-Org/ComfyUI 0.38.1
 * have them.
 */
export const emulatedComfyUi: EmulatedProvider = {
	name: 'comfyui',
	routes(state) {
		const router = Router();
		const on = (answer: (exchange: Exchange) => unknown) => (request: Request, response: Response) =>
			answer(new Exchange(state, 'comfyui', request, response));
		router.post('/prompt', on(answerPrompt));
		router.post('/upload/image', on(answerUpload));
		router.get('/history', on(answerHistories));
		router.get('/history/:prompt', on(answerHistory));
		router.get('/queue', on(answerQueue));
		router.post('/queue', on(deleteFromQueue));
		router.post('/interrupt', on(interrupt));
		router.get('/view', on(answerView));
		router.use(on((exchange) => exchange.sendText(404, 'text', '404: Not Found')));
		return router;
	},
	attach(server, state) {
		const sockets = new WebSocketServer({ noServer: true });
		server.on('upgrade', (request, socket, head) => {
			const url = new URL(request.url ?? '/', 'http://emulator');
			if (url.pathname !== '/comfyui/ws') return;
			sockets.handleUpgrade(request, socket, head, (client) => {
				const id = url.searchParams.get('clientId') ?? '';
				rememberSocket(state, id, client);
				const status = { status: { exec_info: { queue_remaining: 0 } }, sid: id };
				client.send(JSON.stringify({ type: 'status', data: status }));
			});
		});
	},
};
