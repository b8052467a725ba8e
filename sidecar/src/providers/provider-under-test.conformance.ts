import type { Operation } from '../models/model-facts.ts';
import type { ImageProvider } from './image-provider.ts';
import type { Refusal } from './refusals.conformance.ts';

/** The emulated provider, as far as every provider's emulation is alike. */
export interface EmulatedWorld {
	setScenario(name: string, options?: { latency?: number; retryAfter?: number }): void;
	/** What a real provider would have billed since the last reset. */
	charges(): { cost_microdollars: number }[];
	/** Requests since the last reset; `scenario` is set for those that cost money, and null for all others. */
	requests(): RecordedRequest[];
	/** What is made while its client asks from time to time. */
	tasks(): { id: string; cancelled: boolean; asked: number }[];
	reset(): void;
}

export interface RecordedRequest {
	method: string;
	path: string;
	headers: Record<string, string>;
	body: Record<string, unknown>;
	files: { field: string; bytes: number }[];
	raw: string;
	scenario: string | null;
}

export interface ProviderUnderTest {
	createProvider(options?: { baseUrl?: string; timeoutSeconds?: number }): ImageProvider;
	/** A model of the table that makes `width` × `height`. */
	model: string;
	width: number;
	height: number;
	takesReferences: boolean;
	streamsPartialImages: boolean;
	/** It finds a task of an earlier run by its id, though it is not `polled`. */
	resumes?: true;
	/** It says how far a task is. */
	reportsProgress?: boolean;
	/** Where in the body the negative prompt is, for the model above; not set where there is none. */
	negativePromptOf?: (body: Record<string, unknown>) => unknown;
	/** Where in the body the seed is; not set where the model takes none. */
	seedOf?: (body: Record<string, unknown>) => unknown;
	/** What else it does, each with a model of the table; `generate` and references are tried anyway. */
	operations?: readonly (OperationUnderTest & { operation: Operation })[];
	/** Null for what draws on this machine. */
	remote: {
		world: EmulatedWorld;
		apiKey: string;
		refusals: readonly Refusal[];
		/** The request that makes one image, as its documentation has it, for `CONFORMANCE_REQUEST`. */
		documented: DocumentedRequest;
	} | null;
}

export interface OperationUnderTest {
	model: string;
	width: number;
	height: number;
	/** Where the operation needs words of a form of its own. */
	prompt?: string;
	/** Where the operation needs other settings. */
	createProvider?: ProviderUnderTest['createProvider'];
}

interface DocumentedRequest {
	/** Which page, or which file of which package at which version. */
	source: string;
	method: string;
	/** As the emulator sees it, without the folder of the provider. */
	path: string;
	/** The headers that matter, in lower case; the key is written as `<key>`. */
	headers: Record<string, string>;
	/** The whole body, or its text fields where it is a form. */
	body: unknown;
}
