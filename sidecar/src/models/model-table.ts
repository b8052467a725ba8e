import type { ModelFacts } from './model-facts.ts';
import { OPENAI_MODELS } from './tables/openai-models.ts';
import { SKETCH_MODELS } from './tables/sketch-models.ts';
import { GOOGLE_MODELS } from './tables/google-models.ts';
import { BFL_MODELS } from './tables/bfl-models.ts';
import { FAL_MODELS } from './tables/fal-models.ts';
import { OPENAI_COMPATIBLE_MODELS } from './tables/openai-compatible-models.ts';
import { AUTOMATIC1111_MODELS } from './tables/automatic1111-models.ts';
import { RUNWARE_MODELS } from './tables/runware-models.ts';
import { HUGGINGFACE_MODELS } from './tables/huggingface-models.ts';
import { WAVESPEED_MODELS } from './tables/wavespeed-models.ts';
import { STABILITY_MODELS } from './tables/stability-models.ts';
import { XAI_MODELS } from './tables/xai-models.ts';
import { TOGETHERAI_MODELS } from './tables/togetherai-models.ts';
import { REPLICATE_MODELS } from './tables/replicate-models.ts';
import { COMFYUI_MODELS } from './tables/comfyui-models.ts';

/** Every model of every provider; one table a provider, with its sources. */
export const MODEL_TABLE: readonly ModelFacts[] = [
	...OPENAI_MODELS,
	...GOOGLE_MODELS,
	...BFL_MODELS,
	...FAL_MODELS,
	...OPENAI_COMPATIBLE_MODELS,
	...AUTOMATIC1111_MODELS,
	...RUNWARE_MODELS,
	...HUGGINGFACE_MODELS,
	...WAVESPEED_MODELS,
	...STABILITY_MODELS,
	...XAI_MODELS,
	...TOGETHERAI_MODELS,
	...REPLICATE_MODELS,
	...COMFYUI_MODELS,
	...SKETCH_MODELS,
];
