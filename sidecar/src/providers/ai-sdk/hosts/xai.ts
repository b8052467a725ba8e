import { createXai } from '@ai-sdk/xai';
import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { z } from 'zod';
import { missingModel } from '../../missing-model.ts';
import { refusalByStatus, type Refusal } from '../../provider-call.ts';
import type { AiSdkHost } from '../ai-sdk-host.ts';

/** Two forms: `{code, error}` of its own, and OpenAI's envelope. @ai-sdk/xai 5.0.12, xai-error. */
const usageSchema = z.object({ cost_in_usd_ticks: z.number().nullish() }).nullish();
const errorSchema = z.union([
	z.object({ error: z.string(), code: z.string().nullish(), usage: usageSchema }),
	z.object({ error: z.object({ message: z.string() }), code: z.undefined(), usage: usageSchema }),
]);
const answerSchema = z.object({
	data: z.array(z.object({ respect_moderation: z.boolean().nullish() })).nullish(),
	usage: usageSchema,
});
const metadataSchema = z.object({ xai: z.object({ costInUsdTicks: z.number().nullish() }) });

/** A ten-thousand-millionth of a dollar. */
const TICKS_PER_MICRODOLLAR = 10_000;

const MODERATED = 'imagine:content-moderated';
/**
 * Its other codes are the names of gRPC's statuses, several meanings each ("Client specified an invalid argument"), so
 * that the words decide between them.
 */
const WORDS: readonly [RegExp, ErrorCode][] = [
	[/incorrect api key/i, 'provider_key_wrong'],
	[/content moderation/i, 'provider_moderated'],
	[/credits|spending limit/i, 'provider_quota'],
];

export const xAiHost: AiSdkHost = {
	name: 'xai',
	sdkName: 'xai',
	title: 'xAI',
	drawnWithoutAi: false,
	termsUrl: 'https://x.ai/legal/terms-of-service-enterprise',
	key: { variable: 'XAI_API_KEY', prefixes: ['xai-'] },
	baseUrl: { variable: 'XAI_BASE_URL', default: 'https://api.x.ai/v1' },
	concurrency: 4,
	checkedAgainst: { kind: 'sdk', source: '@ai-sdk/xai 5.0.12, xai-image-model' },
	imageModel: (settings, model) => createXai(settings).image(model),
	options: ({ quality }, size) => ({
		...(size?.resolution ? { resolution: size.resolution } : {}),
		...(quality === 'auto' ? {} : { quality }),
	}),
	readRefusal,
	/** An image that was filtered is an answer of success; whether it was billed, its own figure says. */
	refusalIn(body) {
		const parsed = answerSchema.safeParse(body);
		if (!parsed.success || !parsed.data.data?.some((image) => image.respect_moderation === false)) {
			return null;
		}
		return {
			code: 'provider_moderated',
			cause: 'respect_moderation is false',
			charged: chargedOf(parsed.data.usage),
		};
	},
	costOf(metadata) {
		const parsed = metadataSchema.safeParse(metadata);
		const ticks = parsed.success ? parsed.data.xai.costInUsdTicks : null;
		return ticks == null ? null : Math.round(ticks / TICKS_PER_MICRODOLLAR);
	},
};

function readRefusal({ status, body }: { status: number; body: unknown }, model: string): Refusal | null {
	const parsed = errorSchema.safeParse(body);
	if (!parsed.success) return null;
	const { error, code, usage } = parsed.data;
	const cause = typeof error === 'string' ? error : error.message;
	if (code === MODERATED) return { code: 'provider_moderated', cause, charged: chargedOf(usage) };
	if (status === 404) return { ...missingModel('xai', model, true), cause };
	const known = status < 500 ? WORDS.find(([words]) => words.test(cause))?.[1] : undefined;
	return { code: known ?? refusalByStatus({ status, body }).code, cause };
}

/** An image that was made and then refused is billed, and the refusal carries its price. */
function chargedOf(usage: z.infer<typeof usageSchema>): 'yes' | 'no' {
	return (usage?.cost_in_usd_ticks ?? 0) > 0 ? 'yes' : 'no';
}
