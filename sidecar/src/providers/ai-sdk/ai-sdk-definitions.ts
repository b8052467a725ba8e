import type { ProviderDefinition } from '../provider-definition.ts';
import type { AiSdkHost } from './ai-sdk-host.ts';
import { createAiSdkProvider } from './ai-sdk-provider.ts';
import { togetherAiHost } from './hosts/togetherai.ts';
import { xAiHost } from './hosts/xai.ts';

const define = (host: AiSdkHost): ProviderDefinition => ({
	...host,
	create: (settings) => createAiSdkProvider(host, settings),
});

export const xAiDefinition = define(xAiHost);
export const togetherAiDefinition = define(togetherAiHost);
