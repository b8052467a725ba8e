import type { ModelFacts, SizeRule } from '../model-facts.ts';

/*
 * Sources, read in November 2026:
 * [models] Runware/runware-typescript 1.6.8, src/types/task-map.ts (schema map of 22 July 2026): names (AIR) and what each
 *          takes. Some hundred thousand others can be asked for by their AIR as well.
 * [prices] runware.ai/docs/models/bfl-flux-2-klein-9b-base: 0.00416 US dollars at 1024 × 1024. The other pages' prices
 *          could not be read; what a task did cost comes with its answer.
 * [limits] runware.ai/docs: sides of 128 to 2048, multiples of 16. Clarity enlarges two to four times.
 * [times]  Nobody publishes them. Starting guesses.
 */

const SOURCE = 'Runware/runware-typescript 1.6.8, src/types/task-map.ts; runware.ai/docs';
const CHECKED = '2026-11-21';

const sizes: SizeRule = {
	kind: 'free',
	multiple: 16,
	largestRatio: 3,
	smallestPixels: 262_144,
	largestPixels: 4_194_304,
	largestSide: 2048,
};

const flux2: Omit<ModelFacts, 'name' | 'title'> = {
	provider: 'runware',
	isDefault: false,
	isLocal: false,
	operations: [
		'generate',
		'generate_with_references',
		'edit',
		'style_transfer',
		'variations',
		'character_reference',
		'translate_text',
	],
	tier: 'standard',
	licence: 'proprietary',
	commercialUse: null,
	inputs: 'unknown',
	source: SOURCE,
	checked: CHECKED,
	sizes,
	qualities: ['auto'],
	promptLimit: 10_000,
	largestReferenceCount: 4,
	largestPartialImageCount: 0,
	takesNegativePrompt: false,
	takesSeed: true,
	price: { kind: 'unknown' },
	typicalSeconds: { auto: 6 },
	timeoutSeconds: 240,
	retirement: null,
};

const tool: typeof flux2 = { ...flux2, largestReferenceCount: 0, takesSeed: false };

export const RUNWARE_MODELS: readonly ModelFacts[] = [
	{
		...flux2,
		name: 'runware:400@3',
		title: 'FLUX.2 [klein] 9B Base',
		isDefault: true,
		price: { kind: 'per_megapixel', each: 4160, roundUp: false },
	},
	{ ...flux2, name: 'runware:400@2', title: 'FLUX.2 [klein] 9B', tier: 'draft', typicalSeconds: { auto: 2 } },
	{ ...flux2, name: 'runware:400@4', title: 'FLUX.2 [klein] 4B', tier: 'draft', typicalSeconds: { auto: 2 } },
	{ ...flux2, name: 'bfl:5@1', title: 'FLUX.2 [pro]', largestReferenceCount: 8, typicalSeconds: { auto: 9 } },
	{
		...flux2,
		name: 'bfl:6@1',
		title: 'FLUX.2 [flex], for lettering',
		largestReferenceCount: 8,
		typicalSeconds: { auto: 20 },
	},
	{
		...flux2,
		name: 'bfl:7@1',
		title: 'FLUX.2 [max]',
		tier: 'premium',
		largestReferenceCount: 8,
		typicalSeconds: { auto: 18 },
	},
	{
		...flux2,
		name: 'runware:z-image@turbo',
		title: 'Z-Image Turbo',
		operations: ['generate'],
		tier: 'draft',
		licence: 'Apache-2.0',
		commercialUse: true,
		largestReferenceCount: 0,
		takesNegativePrompt: true,
		typicalSeconds: { auto: 2 },
	},
	{
		...flux2,
		name: 'runware:101@1',
		title: 'FLUX.1 [dev]',
		operations: ['generate', 'edit_with_mask'],
		largestReferenceCount: 0,
		takesNegativePrompt: true,
		typicalSeconds: { auto: 5 },
	},
	{
		...flux2,
		name: 'runware:102@1',
		title: 'FLUX.1 Fill [dev]',
		operations: ['edit_with_mask'],
		largestReferenceCount: 0,
		typicalSeconds: { auto: 7 },
	},
	{ ...tool, name: 'runware:500@1', title: 'Clarity, which enlarges', operations: ['upscale'] },
	{
		...tool,
		name: 'runware:112@5',
		title: 'BiRefNet, which takes away the background',
		operations: ['remove_background'],
		licence: 'MIT',
		commercialUse: true,
	},
];
