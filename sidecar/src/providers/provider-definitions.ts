import { openAiDefinition } from './openai/openai-definition.ts';
import type { ProviderDefinition } from './provider-definition.ts';
import { sketchDefinition } from './sketch/sketch-definition.ts';
import { googleDefinition } from './google/google-definition.ts';
import { bflDefinition } from './bfl/bfl-definition.ts';
import { falDefinition } from './fal/fal-definition.ts';
import { openAiCompatibleDefinition } from './openai-compatible/openai-compatible-definition.ts';
import { automatic1111Definition } from './automatic1111/automatic1111-definition.ts';
import { runwareDefinition } from './runware/runware-definition.ts';
import { huggingFaceDefinition } from './huggingface/huggingface-definition.ts';
import { waveSpeedDefinition } from './wavespeed/wavespeed-definition.ts';
import { stabilityDefinition } from './stability/stability-definition.ts';
import { xAiDefinition } from './ai-sdk/ai-sdk-definitions.ts';
import { togetherAiDefinition } from './ai-sdk/ai-sdk-definitions.ts';
import { replicateDefinition } from './replicate/replicate-definition.ts';
import { comfyUiDefinition } from './comfyui/comfyui-definition.ts';

/** Every provider, in the order in which people see them. A new one is one more line. */
export const PROVIDER_DEFINITIONS: readonly ProviderDefinition[] = [
	openAiDefinition,
	googleDefinition,
	bflDefinition,
	falDefinition,
	openAiCompatibleDefinition,
	automatic1111Definition,
	runwareDefinition,
	huggingFaceDefinition,
	waveSpeedDefinition,
	stabilityDefinition,
	xAiDefinition,
	togetherAiDefinition,
	replicateDefinition,
	comfyUiDefinition,
	sketchDefinition,
];
