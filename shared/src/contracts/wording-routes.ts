import { fullerPromptRequestSchema, softerWordingRequestSchema, wordingSchema } from './wording.ts';
import { route } from './route.ts';

/** Other wordings of a slot's prompt. They are offers: nothing is kept of them, and nothing is made with them. */
export const WORDING_ROUTES = {
	softerWording: route(
		'POST',
		'/v1/slots/{slot_id}/softer-wording',
		'signed',
		'A milder wording, after a provider declined the prompt',
		softerWordingRequestSchema,
		wordingSchema,
	),
	fullerPrompt: route(
		'POST',
		'/v1/slots/{slot_id}/fuller-prompt',
		'signed',
		'A fuller wording, by the chat model',
		fullerPromptRequestSchema,
		wordingSchema,
	),
} as const;
