import { z } from 'zod';
import { missingModel } from '../missing-model.ts';
import { refusalByStatus, type Refusal } from '../provider-call.ts';

/** `error` is a text, or a list of texts; `estimated_time` comes while a model is being loaded. Seconds. */
const errorSchema = z.object({
	error: z.union([z.string(), z.array(z.string())]).nullish(),
	message: z.string().nullish(),
	estimated_time: z.number().nullish(),
});

/** Null: an answer in another form, such as a proxy's page. There are no codes but the status. */
export function readHuggingFaceRefusal(
	{ status, body }: { status: number; body: unknown },
	model: string,
): Refusal | null {
	const parsed = errorSchema.safeParse(body);
	if (!parsed.success) return null;
	const { error, message, estimated_time: seconds } = parsed.data;
	const cause = [error ?? message ?? ''].flat().join('; ') || undefined;
	switch (status) {
		case 403:
			// A token without the right to call Inference Providers, or a model that has to be asked for.
			return { code: 'provider_key_wrong', cause };
		case 404:
			return { ...missingModel('huggingface', model, false), cause };
		case 410:
			return { ...missingModel('huggingface', model, true), cause };
		case 503:
			return {
				code: 'provider_unavailable',
				cause,
				...(seconds == null ? {} : { retryAfterSeconds: seconds }),
			};
		default:
			return { code: refusalByStatus({ status, body }).code, cause };
	}
}
