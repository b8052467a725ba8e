import { createTogetherAI } from '@ai-sdk/togetherai';
import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { z } from 'zod';
import { missingModel } from '../../missing-model.ts';
import { refusalByStatus, type Refusal } from '../../provider-call.ts';
import type { AiSdkHost } from '../ai-sdk-host.ts';

const errorSchema = z.object({
	error: z.object({
		message: z.string().nullish(),
		type: z.string().nullish(),
		code: z.string().nullish(),
	}),
});

const CODES: Readonly<Record<string, ErrorCode>> = {
	invalid_api_key: 'provider_key_wrong',
	credit_limit: 'provider_quota',
	insufficient_quota: 'provider_quota',
	nsfw_content: 'provider_moderated',
	content_policy_violation: 'provider_moderated',
};

export const togetherAiHost: AiSdkHost = {
	name: 'togetherai',
	sdkName: 'togetherai',
	title: 'Together AI',
	drawnWithoutAi: false,
	termsUrl: 'https://www.together.ai/terms-of-service',
	key: { variable: 'TOGETHER_API_KEY', prefixes: ['tgp_'] },
	baseUrl: { variable: 'TOGETHER_BASE_URL', default: 'https://api.together.xyz/v1' },
	concurrency: 4,
	checkedAgainst: { kind: 'sdk', source: '@ai-sdk/togetherai 3.0.54, togetherai-image-model' },
	imageModel: (settings, model) => createTogetherAI(settings).image(model),
	// Some models are asked for a ratio, which the SDK has no field for; what it does not know it sends as it is.
	options: ({ diffusion = {} }, size) => ({
		output_format: 'png',
		...(size?.ratio ? { aspect_ratio: size.ratio } : {}),
		...(diffusion.steps === undefined ? {} : { steps: diffusion.steps }),
		...(diffusion.guidanceScale === undefined ? {} : { guidance_scale: diffusion.guidanceScale }),
	}),
	readRefusal,
};

function readRefusal({ status, body }: { status: number; body: unknown }, model: string): Refusal | null {
	const parsed = errorSchema.safeParse(body);
	if (!parsed.success) return null;
	const { message, code, type } = parsed.data.error;
	const cause = message ?? undefined;
	if (status === 404 || code === 'model_not_available') {
		return { ...missingModel('togetherai', model, true), cause };
	}
	const known = CODES[code ?? ''] ?? CODES[type ?? ''];
	return { code: known ?? refusalByStatus({ status, body }).code, cause };
}
