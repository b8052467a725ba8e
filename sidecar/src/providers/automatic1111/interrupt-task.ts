import { z } from 'zod';
import { callOwnMachine } from '../call-own-machine.ts';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ProviderAccess, ProviderCall } from '../provider-call.ts';

const taskSchema = z.object({ active: z.boolean() });

/** Somebody waits for the cancelling to be done. */
const LONGEST_SECONDS = 3;

/**
 * Stops what the web UI is making, if that is this task: its interrupt ends whatever runs, and a task that waits behind
 * somebody else's must not end theirs. Where the web UI cannot say whose turn it is (it runs without its pages), it is
 * interrupted. Never fails: nobody waits for the image any more.
 */
export async function interruptTask(access: ProviderAccess, taskId: string): Promise<void> {
	const signal = new AbortController().signal;
	try {
		await callOwnMachine({ ...access, timeoutSeconds: LONGEST_SECONDS }, { signal }, async (call) => {
			if (await isRunning(call, taskId)) await call.ask('/sdapi/v1/interrupt', { method: 'POST' });
		});
	} catch (error) {
		// The web UI is gone, or busy: its image is thrown away when it comes.
		if (!(error instanceof LimnerError)) throw error;
	}
}

async function isRunning(call: ProviderCall, taskId: string): Promise<boolean> {
	try {
		const answer = await call.ask('/internal/progress', { json: { id_task: taskId, live_preview: false } });
		return taskSchema.safeParse(answer.body).data?.active ?? true;
	} catch (error) {
		if (error instanceof LimnerError && error.code === 'provider_rejected_request') return true;
		throw error;
	}
}
