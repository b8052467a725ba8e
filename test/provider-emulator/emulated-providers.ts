import type { EmulatedProvider } from './emulated-provider.ts';
import { emulatedGoogle } from './google/emulated-google.ts';
import { emulatedBfl } from './bfl/emulated-bfl.ts';
import { emulatedFal } from './fal/emulated-fal.ts';
import { emulatedOpenAiCompatible } from './openai-compatible/emulated-openai-compatible.ts';
import { emulatedAutomatic1111 } from './automatic1111/emulated-automatic1111.ts';
import { emulatedRunware } from './runware/emulated-runware.ts';
import { emulatedHuggingFace } from './huggingface/emulated-huggingface.ts';
import { emulatedWaveSpeed } from './wavespeed/emulated-wavespeed.ts';
import { emulatedStability } from './stability/emulated-stability.ts';
import { emulatedXai } from './ai-sdk/emulated-xai.ts';
import { emulatedTogetherAi } from './ai-sdk/emulated-togetherai.ts';
import { emulatedReplicate } from './replicate/emulated-replicate.ts';
import { emulatedComfyUi } from './comfyui/emulated-comfyui.ts';

/** Every emulated provider but OpenAI, which is served at `/v1`. */
export const EMULATED_PROVIDERS: readonly EmulatedProvider[] = [
	emulatedGoogle,
	emulatedBfl,
	emulatedFal,
	emulatedOpenAiCompatible,
	emulatedAutomatic1111,
	emulatedRunware,
	emulatedHuggingFace,
	emulatedWaveSpeed,
	emulatedStability,
	emulatedXai,
	emulatedTogetherAi,
	emulatedReplicate,
	emulatedComfyUi,
];
