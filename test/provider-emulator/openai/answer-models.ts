import type { Exchange } from '../exchange.ts';
import { EMULATED_CHAT_MODELS, EMULATED_MODELS } from './openai-models.ts';

/** GET /v1/models: free of charge, also under every scenario but a wrong key. */
export function answerModels(exchange: Exchange): void {
	const entry = (id: string, shutdownDate: string | null) => ({
		id,
		object: 'model',
		created: 1_767_225_600,
		owned_by: 'system',
		shutdown_date: shutdownDate,
	});
	exchange.sendJson(200, {
		object: 'list',
		data: [
			...Object.entries(EMULATED_MODELS).map(([id, facts]) => entry(id, facts.shutdownDate)),
			...EMULATED_CHAT_MODELS.map((id) => entry(id, null)),
		],
	});
}
