import type { ModelFacts } from '../model-facts.ts';

/** Drawn on this machine. */
export const SKETCH_MODELS: readonly ModelFacts[] = [
	{
		provider: 'sketch',
		name: 'card',
		title: 'Sketch (drawn, no AI)',
		isDefault: true,
		isLocal: true,
		operations: ['generate'],
		tier: 'draft',
		licence: 'GPL-2.0-or-later',
		commercialUse: true,
		inputs: 'stays_here',
		source: 'sidecar/src/providers/sketch',
		checked: '2026-11-20',
		sizes: {
			kind: 'free',
			multiple: 1,
			largestRatio: 3,
			smallestPixels: 589_824,
			largestPixels: 16_777_216,
			largestSide: 4096,
		},
		qualities: ['low', 'medium', 'high', 'auto'],
		promptLimit: 32_000,
		largestReferenceCount: 0,
		largestPartialImageCount: 0,
		takesNegativePrompt: false,
		takesSeed: true,
		price: { kind: 'free' },
		typicalSeconds: { low: 1, medium: 1, high: 1, auto: 1 },
		timeoutSeconds: 60,
		retirement: null,
	},
];
