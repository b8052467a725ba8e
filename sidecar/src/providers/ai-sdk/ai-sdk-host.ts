import type { createXai } from '@ai-sdk/xai';
import type { FixedSize } from '../../models/model-facts.ts';
import type { ImageRequest } from '../image-provider.ts';
import type { Refusal } from '../provider-call.ts';
import type { ProviderDefinition } from '../provider-definition.ts';

/** The contract of the AI SDK that every one of its providers keeps: ImageModelV4. */
export type AiSdkImageModel = ReturnType<ReturnType<typeof createXai>['image']>;
export type AiSdkResult = Awaited<ReturnType<AiSdkImageModel['doGenerate']>>;

/** What is left to say about a host once the AI SDK speaks to it. */
export interface AiSdkHost extends Omit<ProviderDefinition, 'create'> {
	/** What the AI SDK calls it in options and metadata. */
	sdkName: string;
	imageModel(
		settings: { apiKey: string; baseURL: string; fetch: typeof globalThis.fetch },
		model: string,
	): AiSdkImageModel;
	/** Fields of the host's own, beyond what the contract has; the size where it is asked for by name. */
	options(request: ImageRequest, size: FixedSize | undefined): Record<string, string | number>;
	/** Null leaves it to the status. */
	readRefusal(refused: { status: number; body: unknown }, model: string): Refusal | null;
	/** A refusal inside an answer of success. */
	refusalIn?(body: unknown): Refusal | null;
	/** Integer micro-dollars; null where the answer does not say. */
	costOf?(metadata: AiSdkResult['providerMetadata']): number | null;
}
