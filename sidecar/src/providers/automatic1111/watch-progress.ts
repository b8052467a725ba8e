import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import { callOwnMachine } from '../call-own-machine.ts';
import type { ProviderAccess } from '../provider-call.ts';
import { recogniseImage } from '../recognise-image.ts';

const progressSchema = z.object({
	progress: z.number().nullish(),
	state: z.object({ job_count: z.number().nullish() }).nullish(),
	current_image: z.string().nullish(),
});

/** Milliseconds between two questions; a step takes about as long on a fast card. */
const PAUSE = 500;
const LONGEST_SECONDS = 10;

/**
 * Asks how far the web UI is until `ended` is aborted, and hands on what it says. That the figure may be of somebody
 * else's image, which is made before this one, cannot be seen there: it only ever grows. Never fails, as the image
 * itself comes another way.
 */
export async function watchProgress(
	access: ProviderAccess,
	{ partialImages }: Pick<ImageRequest, 'partialImages'>,
	context: Pick<ImageCallContext, 'onProgress' | 'onPartialImage'>,
	ended: AbortSignal,
): Promise<void> {
	let furthest = 0;
	let shown = 0;
	while (await sleep(PAUSE, ended)) {
		const answer = await askOnce(access, shown < partialImages, ended);
		if (ended.aborted || answer === null || !isAtWork(answer)) continue;
		const fraction = Math.min(1, answer.progress ?? 0);
		if (fraction > furthest) {
			furthest = fraction;
			context.onProgress?.(fraction);
		}
		const picture = readPicture(answer.current_image);
		// Spread over the way: the second of three comes when half of it is done.
		if (picture && shown < partialImages && fraction >= (shown + 1) / (partialImages + 2)) {
			shown += 1;
			context.onPartialImage(picture);
		}
	}
}

/** A call of its own, so that what becomes of it does not mix with what becomes of the order. */
async function askOnce(access: ProviderAccess, withImage: boolean, ended: AbortSignal) {
	try {
		return await callOwnMachine(
			{ ...access, timeoutSeconds: LONGEST_SECONDS },
			{ signal: ended },
			async (call) =>
				(await call.ask(`/sdapi/v1/progress?skip_current_image=${!withImage}`)).read(progressSchema),
		);
	} catch (error) {
		// The next question may be answered; the image does not depend on it.
		if (error instanceof LimnerError) return null;
		throw error;
	}
}

/** Between two jobs there are none. */
function isAtWork({ state }: z.output<typeof progressSchema>): boolean {
	return (state?.job_count ?? 1) !== 0;
}

function readPicture(base64: string | null | undefined): Uint8Array | null {
	if (!base64) return null;
	const bytes = Buffer.from(base64, 'base64');
	const kind = recogniseImage(bytes);
	return kind === null || kind === 'truncated' ? null : bytes;
}

/** False where it ended meanwhile. */
async function sleep(milliseconds: number, ended: AbortSignal): Promise<boolean> {
	try {
		await wait(milliseconds, undefined, { signal: ended });
		return true;
	} catch {
		return false;
	}
}
