import { recogniseImage } from '../providers/recognise-image.ts';

export interface Preview {
	bytes: Uint8Array;
	mediaType: string;
	/** Counts the partial images that have come. */
	number: number;
}

/** What this process is doing at this moment: a cancel reaches it at once, a second start of the same job does not. */
export class RunningAttempts {
	private readonly controllers = new Map<string, AbortController>();
	private readonly previews = new Map<string, Preview>();

	/** Null where the attempt is in hand already: a job whose lock was lost runs on beside its second start. */
	begin(attemptId: string, outer: AbortSignal): AbortSignal | null {
		if (this.controllers.has(attemptId)) return null;
		const controller = new AbortController();
		this.controllers.set(attemptId, controller);
		return AbortSignal.any([controller.signal, outer]);
	}

	end(attemptId: string): void {
		this.controllers.delete(attemptId);
		this.previews.delete(attemptId);
	}

	cancel(attemptId: string): void {
		this.controllers.get(attemptId)?.abort();
	}

	cancelAll(): void {
		for (const controller of this.controllers.values()) controller.abort();
	}

	/** What is no whole image is not shown. */
	addPreview(attemptId: string, bytes: Uint8Array): void {
		const kind = recogniseImage(bytes);
		if (kind === null || kind === 'truncated') return;
		const number = this.previewNumber(attemptId) + 1;
		this.previews.set(attemptId, { bytes, mediaType: `image/${kind}`, number });
	}

	preview(attemptId: string): Preview | null {
		return this.previews.get(attemptId) ?? null;
	}

	/** 0 where none has come. */
	previewNumber(attemptId: string): number {
		return this.previews.get(attemptId)?.number ?? 0;
	}
}
