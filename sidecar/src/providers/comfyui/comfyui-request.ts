import { LimnerError } from '../../errors/limner-error.ts';
import type { ImageRequest } from '../image-provider.ts';
import { requireImage, type InputImage } from '../require-image.ts';
import { BUILT_IN_WORKFLOWS } from './built-in-workflows.ts';
import { fillWorkflow, placeholdersOf, type Placeholder, type Workflow } from './workflow.ts';

export interface ComfyUiSettings {
	/** The site's own; null where COMFYUI_WORKFLOW is not set. */
	workflow: Workflow | null;
	/** Null where COMFYUI_CHECKPOINT is not set. */
	checkpoint: string | null;
}

/** What is done for one image, before anything is sent. */
export interface ComfyUiOrder {
	workflow: Workflow;
	values: Partial<Record<Placeholder, string | number>>;
	/** To be uploaded; the name on the server takes its place among the values. */
	uploads: { placeholder: Placeholder; image: InputImage }[];
	extra: NonNullable<NonNullable<ImageRequest['diffusion']>['extra']>;
}

const OWN_WORKFLOW = 'workflow';
const STEPS: Readonly<Record<ImageRequest['quality'], number>> = { low: 15, medium: 25, high: 40, auto: 25 };
const STRENGTHS: Readonly<Partial<Record<ImageRequest['operation'], number>>> = {
	edit: 0.6,
	edit_with_mask: 0.8,
	variations: 0.5,
};
type Usual = Record<'guidance_scale' | 'sampler' | 'scheduler', string | number>;
const USUAL: Usual = { guidance_scale: 7, sampler: 'euler', scheduler: 'normal' };
const USUAL_OF_MODEL: Readonly<Record<string, Usual>> = {
	sdxl: { guidance_scale: 7, sampler: 'dpmpp_2m', scheduler: 'karras' },
	flux: { guidance_scale: 3.5, sampler: 'euler', scheduler: 'simple' },
};

/** Fails with `image_unreadable`, `model_unknown` or `provider_rejected_request`. */
export function comfyUiOrder(request: ImageRequest, settings: ComfyUiSettings): ComfyUiOrder {
	const workflow = chooseWorkflow(request, settings);
	const uploads = uploadsOf(request);
	requireSamePlaces(placeholdersOf(workflow), uploads, request.operation);
	const { diffusion = {} } = request;
	const usual = USUAL_OF_MODEL[request.model] ?? USUAL;
	return {
		workflow,
		uploads,
		extra: diffusion.extra ?? {},
		values: {
			prompt: request.prompt,
			negative_prompt: request.negativePrompt ?? '',
			width: request.width,
			height: request.height,
			seed: request.seed,
			steps: diffusion.steps ?? STEPS[request.quality],
			guidance_scale: diffusion.guidanceScale ?? usual.guidance_scale,
			sampler: diffusion.sampler ?? usual.sampler,
			scheduler: diffusion.scheduler ?? usual.scheduler,
			strength: diffusion.strength ?? STRENGTHS[request.operation] ?? 1,
			checkpoint: settings.checkpoint ?? '',
		},
	};
}

/** The graph as it goes out. `extra` names an input of a node: `sample.cfg`. */
export function fillOrder({ workflow, values, extra }: ComfyUiOrder): Workflow {
	const filled = fillWorkflow(workflow, values);
	for (const [name, value] of Object.entries(extra)) {
		const dot = name.indexOf('.');
		const node =
			dot > 0 && Object.hasOwn(filled, name.slice(0, dot)) ? filled[name.slice(0, dot)] : undefined;
		if (!node) {
			throw refused(`the workflow has no node for the setting ${name}; write it as "node id.input"`);
		}
		node.inputs[name.slice(dot + 1)] = value;
	}
	return filled;
}

function chooseWorkflow({ model, operation }: ImageRequest, settings: ComfyUiSettings): Workflow {
	if (model === OWN_WORKFLOW) {
		if (settings.workflow) return settings.workflow;
		throw refused('COMFYUI_WORKFLOW is not set: give the path of a workflow in API format');
	}
	const workflow = BUILT_IN_WORKFLOWS[model]?.[operation];
	if (!workflow) throw refused(`there is no built-in workflow for ${operation} with ${model}`);
	if (settings.checkpoint !== null) return workflow;
	throw refused(
		'COMFYUI_CHECKPOINT is not set: give the file name of a checkpoint, as ComfyUI lists it under models/checkpoints',
	);
}

function uploadsOf({ source, mask, references }: ImageRequest): ComfyUiOrder['uploads'] {
	return [
		...(source === null
			? []
			: [{ placeholder: 'source' as const, image: requireImage(source, 'the source') }]),
		...(mask === null ? [] : [{ placeholder: 'mask' as const, image: requireImage(mask, 'the mask') }]),
		...references.map((bytes, index) => ({
			placeholder: `reference_${index + 1}` as Placeholder,
			image: requireImage(bytes, `reference image ${index + 1}`),
		})),
	];
}

const IMAGES: readonly Placeholder[] = [
	'source',
	'mask',
	'reference_1',
	'reference_2',
	'reference_3',
	'reference_4',
];

/** An image without a place would be left out in silence, and a place without an image fails in the middle. */
function requireSamePlaces(
	places: Set<Placeholder>,
	uploads: ComfyUiOrder['uploads'],
	operation: string,
): void {
	const given = uploads.map(({ placeholder }) => placeholder);
	const homeless = given.find((placeholder) => !places.has(placeholder));
	if (homeless) throw refused(`the workflow has no place {{${homeless}}}, which ${operation} needs`);
	const empty = IMAGES.find((placeholder) => places.has(placeholder) && !given.includes(placeholder));
	if (empty) throw refused(`the workflow has a place {{${empty}}}, and ${operation} has no image for it`);
}

function refused(cause: string): LimnerError {
	return new LimnerError('provider_rejected_request', { subject: 'comfyui', charged: 'no', cause });
}
