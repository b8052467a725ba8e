import type { Operation } from '../models/model-facts.ts';

/** One thing to be made. Sizes are pixels and already legal for the model (the model table says which are). */
export interface ImageRequest {
	/** What is asked for; the model table says which model does it. */
	operation: Operation;
	model: string;
	/** For an edit, the instruction. Empty where the operation takes none. */
	prompt: string;
	/** What the image should not show; only where the model table says that the model takes it. */
	negativePrompt?: string;
	width: number;
	height: number;
	quality: 'low' | 'medium' | 'high' | 'auto';
	/** The image that is edited, enlarged, cut out…; PNG, JPEG or WebP bytes. Null for operations that start from words. */
	source: Uint8Array | null;
	/** PNG of the source's size, transparent where it may be changed; only for `edit_with_mask`. */
	mask: Uint8Array | null;
	/** Reference images (PNG, JPEG or WebP bytes), the first is the most important; empty for plain generation. */
	references: Uint8Array[];
	/** The same seed gives the same image where the model supports it. */
	seed: number;
	/** How many partial images to stream; 0 is off (OpenAI: each costs 100 output tokens). */
	partialImages: number;
	/** Sent only to what takes them: ComfyUI, AUTOMATIC1111 and diffusion models behind other providers. */
	diffusion?: DiffusionSettings;
	/** For providers that draw from words rather than from a prompt (sketch). */
	card: {
		title: string;
		kicker: string;
		language: string;
		palette: string[];
		imageType: string;
		/** The same for cards that belong together: it decides about composition and palette, the seed about the rest. */
		set?: number;
	};
}

/** Settings of a diffusion sampler; what is not set is the provider's own default. */
interface DiffusionSettings {
	steps?: number;
	guidanceScale?: number;
	sampler?: string;
	scheduler?: string;
	/** How far an edit may go from its source, 0 to 1. */
	strength?: number;
	/** Sent as it is, under the provider's own names. */
	extra?: Record<string, string | number | boolean>;
}

export interface ImageCallContext {
	signal: AbortSignal;
	/** Names this paid call in the ledger; sent as idempotency key or request id where the provider takes one. */
	callKey: string;
	/** A stable hash of site and person, for the provider's abuse detection; not sent where it is missing. */
	safetyIdentifier?: string;
	/** The remote task's id from an earlier run of the same call: poll it, do not submit again. */
	remoteId: string | null;
	/** Must be awaited before the first poll: it makes the remote id durable. */
	onSubmitted(remoteId: string): Promise<void>;
	/** A coarse picture on the way to the final one. */
	onPartialImage(bytes: Uint8Array): void;
	/** How far it is, 0 to 1, where the provider says so. */
	onProgress?(fraction: number): void;
}

export interface ImageResult {
	/** Exactly what the provider sent (PNG, JPEG or WebP; GLB and MP4 for 3D and video); others inspect and re-encode it. */
	bytes: Uint8Array;
	revisedPrompt: string | null;
	seed: number | null;
	/** The provider's own usage figures, as they came, for the ledger. */
	usage: Record<string, unknown> | null;
	/** Integer micro-dollars from the provider's usage or cost; null where nothing can be said. */
	costMicrodollars: number | null;
}

/**
 * What every provider implements. Failures are `LimnerError`s with a provider code; `charged` is 'no' where the
 * provider refused before making anything, 'unknown' where the connection broke after the request was sent.
 */
export interface ImageProvider {
	readonly name: string;
	/** Local providers cost nothing and may be repeated; synchronous ones can leave a call in doubt; polled ones resume. */
	readonly kind: 'local' | 'synchronous' | 'polled';
	/** One call, one image: what a provider sends beyond the first image is left. */
	makeImage(request: ImageRequest, context: ImageCallContext): Promise<ImageResult>;
	/** Cancels the remote task where the provider can. */
	cancel?(remoteId: string): Promise<void>;
	/** Money left with the provider in micro-dollars, where it can be read. */
	readCredit?(signal: AbortSignal): Promise<number>;
}
