import type { ProviderDefinition } from '../provider-definition.ts';
import { createAutomatic1111Provider } from './automatic1111-provider.ts';

const CHECKPOINT = 'AUTOMATIC1111_CHECKPOINT';

/** Also Forge, which keeps this API. */
export const automatic1111Definition: ProviderDefinition = {
	name: 'automatic1111',
	title: 'AUTOMATIC1111',
	drawnWithoutAi: false,
	termsUrl: '',
	// `user:password`, as the web UI's own option --api-auth has it.
	key: { variable: 'AUTOMATIC1111_API_AUTH', optional: true },
	baseUrl: { variable: 'AUTOMATIC1111_BASE_URL', default: null },
	otherSettings: [
		{
			variable: CHECKPOINT,
			advice: 'give the name of a checkpoint as the web UI lists it, such as juggernautXL_v9.safetensors.',
			isUsable: (value) => value.length <= 300,
		},
	],
	// One GPU makes one image at a time, and the progress it reports is that of the one.
	concurrency: 1,
	checkedAgainst: {
		kind: 'document',
		source:
			'AUTOMATIC1111/stable-diffusion-webui 1.10, modules/api/api.py and models.py; there is no SDK, and emulation and adapter are one reading of these files',
	},
	create: ({ apiKey, baseUrl, others, timeoutSeconds, onLimits }) =>
		createAutomatic1111Provider({
			auth: apiKey,
			baseUrl,
			checkpoint: others[CHECKPOINT] ?? null,
			timeoutSeconds,
			onLimits,
		}),
};
