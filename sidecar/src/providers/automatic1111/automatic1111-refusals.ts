import { z } from 'zod';
import type { Refusal, RefusedAnswer } from '../provider-call.ts';

/** The web UI's own form is `{error, detail, body, errors}`; FastAPI's is `{detail}`, a text or a list. */
const refusalSchema = z.object({
	error: z.string().nullish(),
	detail: z.union([z.string(), z.array(z.object({ loc: z.array(z.unknown()), msg: z.string() }))]).nullish(),
	errors: z.string().nullish(),
});
type RefusalBody = z.output<typeof refusalSchema>;

/** How FastAPI answers for a path that it does not have. */
const NO_SUCH_PATH = 'Not Found';

export function readAutomatic1111Refusal({ status, body }: RefusedAnswer): Refusal | null {
	const parsed = refusalSchema.safeParse(body);
	if (!parsed.success) return null;
	const cause = wordsOf(parsed.data);
	if (status === 401) return { code: 'provider_key_wrong', cause };
	if (status === 404 && parsed.data.error == null && parsed.data.detail === NO_SUCH_PATH) {
		return {
			code: 'provider_rejected_request',
			cause: 'the web UI answers without its API; start it with the option --api',
		};
	}
	if (status >= 400 && status < 500 && status !== 429) return { code: 'provider_rejected_request', cause };
	// An exception on the way, such as a GPU without memory left: another time it may go well.
	if (status === 500) return { code: 'provider_unavailable', cause };
	return null;
}

function wordsOf({ error, detail, errors }: RefusalBody): string {
	const details = Array.isArray(detail)
		? detail.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ')
		: detail;
	return [error, details, errors].filter(Boolean).join(': ');
}
