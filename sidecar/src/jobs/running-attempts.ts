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
	private readonly fractions = new Map<string, number>();

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
		this.fractions.delete(attemptId);
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

	/** How far the provider says it is, 0 to 1; what comes late does not take it back. */
	setProgress(attemptId: string, fraction: number): void {
		const known = this.fractions.get(attemptId) ?? 0;
		this.fractions.set(attemptId, Math.min(1, Math.max(known, fraction)));
	}

	/** Null where the provider says nothing. */
	progress(attemptId: string): number | null {
		return this.fractions.get(attemptId) ?? null;
	}

	preview(attemptId: string): Preview | null {
		return this.previews.get(attemptId) ?? null;
	}

	/** 0 where none has come. */
	previewNumber(attemptId: string): number {
		return this.previews.get(attemptId)?.number ?? 0;
	}
}
