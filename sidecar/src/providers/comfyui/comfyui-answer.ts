import { z } from 'zod';
import type { TaskState } from '../poll-task.ts';
import type { ProviderCall } from '../provider-call.ts';

/** Where a file lies on the server. */
const fileSchema = z.object({
	filename: z.string(),
	subfolder: z.string().nullish(),
	type: z.string().nullish(),
});
export type ComfyUiFile = z.output<typeof fileSchema>;

/** What a node says that failed. */
const failureSchema = z.object({
	node_id: z.union([z.string(), z.number()]).nullish(),
	node_type: z.string().nullish(),
	exception_message: z.string().nullish(),
	exception_type: z.string().nullish(),
});
const historySchema = z.record(
	z.string(),
	z.object({
		outputs: z
			.record(z.string(), z.looseObject({ images: z.array(fileSchema).nullish().catch(null) }))
			.nullish(),
		status: z
			.object({
				status_str: z.string().nullish(),
				messages: z.array(z.tuple([z.string(), z.unknown()])).nullish(),
			})
			.nullish(),
	}),
);
type HistoryEntry = z.output<typeof historySchema>[string];

/** An item is `[number, prompt_id, …]`. */
const queueSchema = z.object({
	queue_running: z.array(z.array(z.unknown())),
	queue_pending: z.array(z.array(z.unknown())),
});

/** How far a prompt is; null where ComfyUI knows nothing of it. */
export async function askHistory(
	call: ProviderCall,
	promptId: string,
): Promise<TaskState<HistoryEntry | null>> {
	const entry = await findEntry(call, promptId);
	if (entry) return { state: 'done', value: entry };
	if ((await findInQueue(call, promptId)) !== null) return { state: 'running' };
	// It may have been finished between the two questions.
	return { state: 'done', value: await findEntry(call, promptId) };
}

export async function findInQueue(
	call: ProviderCall,
	promptId: string,
): Promise<'running' | 'pending' | null> {
	const queue = (await call.ask('/queue')).read(queueSchema);
	if (queue.queue_running.some((item) => item[1] === promptId)) return 'running';
	return queue.queue_pending.some((item) => item[1] === promptId) ? 'pending' : null;
}

async function findEntry(call: ProviderCall, promptId: string): Promise<HistoryEntry | null> {
	const history = (await call.ask(`/history/${encodeURIComponent(promptId)}`)).read(historySchema);
	return history[promptId] ?? null;
}

/** The image of a prompt that is done: what was saved comes before previews, which lie in `temp`. */
export function readEntry(call: ProviderCall, entry: HistoryEntry | null): ComfyUiFile {
	if (entry === null) {
		const cause = 'ComfyUI knows nothing of this image any more; it was restarted, or its queue was cleared';
		throw call.refuse({ code: 'provider_unavailable', cause });
	}
	const { outputs, status } = entry;
	const messages = status?.messages ?? [];
	if (messages.some(([event]) => event === 'execution_interrupted')) {
		throw call.refuse({ code: 'cancelled', cause: 'interrupted in ComfyUI' });
	}
	const failure = messages.find(([event]) => event === 'execution_error');
	if (failure || status?.status_str === 'error') throw failed(call, failure?.[1]);
	const files = Object.values(outputs ?? {}).flatMap(({ images }) => images ?? []);
	const file = files.find(({ type }) => type === 'output') ?? files[0];
	if (!file) throw call.unreadable('the workflow ended without an image; it needs a node "Save Image"');
	return file;
}

/** Another time there may be memory; anything else goes wrong in the same way again. */
function failed(call: ProviderCall, message: unknown) {
	const failure = failureSchema.safeParse(message).data ?? {};
	const isMemory = /OutOfMemory/i.test(failure.exception_type ?? '');
	const words = failure.exception_message?.trim() ?? failure.exception_type ?? 'the workflow failed';
	return call.refuse({
		code: isMemory ? 'provider_unavailable' : 'provider_rejected_request',
		cause: `node ${failure.node_id ?? '?'} (${failure.node_type ?? 'unknown'}): ${words}`,
	});
}
