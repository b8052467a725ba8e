/**
 * What the tasks of Runware's API take, by Runware/runware-typescript 1.6.8, src/types/task-map.ts. Of the models only
 * those that Limner offers, with prices of the emulator's own where none is published.
 */
type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value !== '';
const yesOrNo: Check = (value) => typeof value === 'boolean';
const integer =
	(lowest: number, highest: number): Check =>
	(value) =>
		Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
const number =
	(lowest: number, highest: number): Check =>
	(value) =>
		typeof value === 'number' && value >= lowest && value <= highest;
const oneOf =
	(...values: string[]): Check =>
	(value) =>
		typeof value === 'string' && values.includes(value);
const side: Check = (value) => integer(128, 2048)(value) && Number(value) % 16 === 0;
/** UUID, URL, data URI or base64; the emulator takes what the adapter has. */
const image: Check = (value) =>
	typeof value === 'string' && /^data:image\/(png|jpeg|webp);base64,[\w+/]+={0,2}$/.test(value);
const images =
	(most: number): Check =>
	(value) =>
		Array.isArray(value) && value.length >= 1 && value.length <= most && value.every(image);
const record =
	(fields: Readonly<Record<string, Check>>, required: readonly string[]): Check =>
	(value) =>
		typeof value === 'object' &&
		value !== null &&
		required.every((name) => name in value) &&
		Object.entries(value).every(([name, entry]) => fields[name]?.(entry) ?? false);

export const isUuid: Check = (value) =>
	typeof value === 'string' && /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(value);

const common = {
	taskType: text,
	taskUUID: isUuid,
	model: text,
	outputType: oneOf('URL', 'base64Data', 'dataURI'),
	outputFormat: oneOf('JPG', 'PNG', 'WEBP'),
	outputQuality: integer(20, 99),
	includeCost: yesOrNo,
	deliveryMethod: oneOf('sync', 'async'),
	webhookURL: text,
	uploadEndpoint: text,
	ttl: integer(60, 2 ** 31),
};

const inference = {
	...common,
	positivePrompt: text,
	width: side,
	height: side,
	seed: integer(0, 2 ** 32 - 1),
	numberResults: integer(1, 20),
	steps: integer(1, 100),
	CFGScale: number(0, 50),
	scheduler: text,
	safety: record({ checkContent: yesOrNo }, []),
	// The older name of the same, which its package for the AI SDK still sends.
	checkNSFW: yesOrNo,
};

export interface RunwareModel {
	taskType: 'imageInference' | 'upscale' | 'removeBackground';
	fields: Readonly<Record<string, Check>>;
	required: readonly string[];
	/** US dollars: for a whole image, or at 1024 × 1024 where the size counts. */
	dollars: { each: number } | { atMegapixel: number };
}

const flux2 = (most: number, dollars: RunwareModel['dollars']): RunwareModel => ({
	taskType: 'imageInference',
	fields: { ...inference, inputs: record({ referenceImages: images(most) }, []) },
	required: ['positivePrompt', 'width', 'height'],
	dollars,
});

const flux1: RunwareModel = {
	taskType: 'imageInference',
	fields: {
		...inference,
		negativePrompt: text,
		strength: number(0, 1),
		maskMargin: integer(32, 128),
		inputs: record({ seedImage: image, maskImage: image }, []),
	},
	required: ['positivePrompt', 'width', 'height'],
	dollars: { atMegapixel: 0.0038 },
};

export const RUNWARE_MODELS: Readonly<Record<string, RunwareModel>> = {
	'runware:400@3': flux2(4, { atMegapixel: 0.00416 }),
	'runware:400@2': flux2(4, { atMegapixel: 0.0015 }),
	'runware:400@4': flux2(4, { atMegapixel: 0.0012 }),
	'bfl:5@1': flux2(8, { each: 0.03 }),
	'bfl:6@1': flux2(8, { each: 0.05 }),
	'bfl:7@1': flux2(8, { each: 0.07 }),
	'runware:z-image@turbo': {
		...flux2(1, { atMegapixel: 0.0019 }),
		fields: { ...inference, negativePrompt: text },
	},
	'runware:101@1': flux1,
	'runware:102@1': {
		...flux1,
		fields: {
			...flux1.fields,
			inputs: record({ seedImage: image, maskImage: image }, ['seedImage', 'maskImage']),
		},
		required: [...flux1.required, 'inputs'],
	},
	'runware:500@1': {
		taskType: 'upscale',
		fields: { ...common, upscaleFactor: integer(2, 4), inputs: record({ image }, ['image']) },
		required: ['inputs'],
		dollars: { each: 0.0126 },
	},
	'runware:112@5': {
		taskType: 'removeBackground',
		fields: { ...common, inputs: record({ image }, ['image']) },
		required: ['inputs'],
		dollars: { each: 0.0006 },
	},
};
