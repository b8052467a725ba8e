import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import {
	addPromptExample as add,
	changePromptExample as change,
	exportPromptExamples as exportLibrary,
	findPromptExample,
	importPromptExamples as importLibrary,
	listPromptExamples,
	removePromptExample as remove,
} from '../../storage/prompt-examples.ts';
import { defineRoute, idParameter } from '../define-route.ts';

export const promptExamples = defineRoute(SIDECAR_ROUTES.promptExamples, async ({ engine, caller }) => ({
	body: { examples: await listPromptExamples(engine.database, caller().site.id) },
}));

export const exportPromptExamples = defineRoute(
	SIDECAR_ROUTES.exportPromptExamples,
	async ({ engine, caller }) => ({ body: await exportLibrary(engine.database, caller().site.id) }),
);

export const importPromptExamples = defineRoute(
	SIDECAR_ROUTES.importPromptExamples,
	async ({ engine, caller, body }) => ({
		body: await importLibrary(engine.database, caller().site.id, body),
	}),
);

export const addPromptExample = defineRoute(
	SIDECAR_ROUTES.addPromptExample,
	async ({ engine, caller, body }) => ({
		body: await add(engine.database, caller().site.id, body),
		status: 201,
	}),
);

export const promptExample = defineRoute(SIDECAR_ROUTES.promptExample, async (call) => ({
	body: await findPromptExample(call.engine.database, call.caller().site.id, idParameter(call, 'example_id')),
}));

export const changePromptExample = defineRoute(SIDECAR_ROUTES.changePromptExample, async (call) => ({
	body: await change(call.engine.database, call.caller().site.id, idParameter(call, 'example_id'), call.body),
}));

export const removePromptExample = defineRoute(SIDECAR_ROUTES.removePromptExample, async (call) => ({
	body: await remove(call.engine.database, call.caller().site.id, idParameter(call, 'example_id')),
}));
