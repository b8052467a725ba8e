import type { ProviderDefinition } from '../provider-definition.ts';
import { createComfyUiProvider } from './comfyui-provider.ts';
import { readWorkflow } from './workflow.ts';

const WORKFLOW = 'COMFYUI_WORKFLOW';
const CHECKPOINT = 'COMFYUI_CHECKPOINT';

export const comfyUiDefinition: ProviderDefinition = {
	name: 'comfyui',
	title: 'ComfyUI',
	drawnWithoutAi: false,
	termsUrl: '',
	key: null,
	baseUrl: { variable: 'COMFYUI_BASE_URL', default: null },
	otherSettings: [
		{
			variable: WORKFLOW,
			advice:
				'give the path of a workflow that ComfyUI exported with "Export (API)", with no other placeholders than those of docs/decisions/061.',
			isUsable: (value) => readWorkflow(value) !== null,
		},
		{
			variable: CHECKPOINT,
			advice: 'give the file name of a checkpoint as ComfyUI lists it, such as sd_xl_base_1.0.safetensors.',
			isUsable: (value) => value.length <= 300,
		},
	],
	// While one image is on the GPU the next may wait in ComfyUI's own queue.
	concurrency: 2,
	checkedAgainst: {
		kind: 'document',
		source:
			'Comfy-Org/ComfyUI 0.38.1, server.py, execution.py and comfy_execution/progress.py; there is no official SDK, @stable-canvas/comfyui-client 1.5.9 makes an image with it',
	},
	create: ({ baseUrl, others, timeoutSeconds, onLimits }) =>
		createComfyUiProvider({
			baseUrl,
			workflow: others[WORKFLOW] === undefined ? null : readWorkflow(others[WORKFLOW]),
			checkpoint: others[CHECKPOINT] ?? null,
			timeoutSeconds,
			onLimits,
		}),
};
