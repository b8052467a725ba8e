import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { z } from 'zod';
import { missingModel } from '../missing-model.ts';
import { refusalByStatus, type Refusal } from '../provider-call.ts';

/** google.rpc.Status as JSON, with what is used of its details. */
const errorSchema = z.object({
	error: z.object({
		message: z.string().nullish(),
		status: z.string().nullish(),
		details: z
			.array(
				z.object({
					reason: z.string().nullish(),
					retryDelay: z.string().nullish(),
					violations: z.array(z.object({ quotaId: z.string().nullish() })).nullish(),
				}),
			)
			.nullish(),
	}),
});
type GoogleError = z.infer<typeof errorSchema>['error'];

/** By `reason` of the ErrorInfo, then by the canonical status. */
const CODES: Readonly<Record<string, ErrorCode>> = {
	API_KEY_INVALID: 'provider_key_wrong',
	API_KEY_SERVICE_BLOCKED: 'provider_key_wrong',
	SERVICE_DISABLED: 'provider_key_wrong',
	CONSUMER_SUSPENDED: 'provider_key_wrong',
	BILLING_DISABLED: 'provider_quota',
	UNAUTHENTICATED: 'provider_key_wrong',
	PERMISSION_DENIED: 'provider_key_wrong',
	// The free tier, which has no images, or a region that is not served: Google's words say which.
	FAILED_PRECONDITION: 'provider_rejected_request',
	INVALID_ARGUMENT: 'provider_rejected_request',
	RESOURCE_EXHAUSTED: 'provider_rate_limited',
	UNAVAILABLE: 'provider_unavailable',
};

/**
 * Sources: ai.google.dev/gemini-api/docs/troubleshooting; bodies of 429 as in google-gemini/gemini-cli#8437 and
 * googleapis/js-genai#1322. Null: an answer in another form, such as a proxy's page.
 */
export function readGoogleRefusal(
	{ status, body }: { status: number; body: unknown },
	model: string,
): Refusal | null {
	const parsed = errorSchema.safeParse(body);
	if (!parsed.success) return null;
	const { error } = parsed.data;
	const cause = error.message ?? undefined;
	if (error.status === 'NOT_FOUND') return { ...missingModel('google', model, true), cause };
	if (isOutOfCredit(error)) return { code: 'provider_quota', cause };
	const reason = error.details?.find((detail) => detail.reason)?.reason ?? '';
	const code = CODES[reason] ?? CODES[error.status ?? ''] ?? refusalByStatus({ status, body }).code;
	return { code, cause, ...pauseOf(error) };
}

/** The quota of the free tier is no pace to be kept; waiting does not help. Used-up credit has no code of its own. */
function isOutOfCredit(error: GoogleError): boolean {
	if (error.status !== 'RESOURCE_EXHAUSTED') return false;
	const quotas = (error.details ?? []).flatMap((detail) => detail.violations ?? []);
	return (
		quotas.some(({ quotaId }) => quotaId?.endsWith('-FreeTier')) ||
		(error.message ?? '').includes('prepayment credits are depleted')
	);
}

/** RetryInfo: `39.5s`. Google sends no Retry-After. */
function pauseOf(error: GoogleError): { retryAfterSeconds?: number } {
	const delay = error.details?.find((detail) => detail.retryDelay)?.retryDelay ?? '';
	const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1];
	return seconds === undefined ? {} : { retryAfterSeconds: Number(seconds) };
}
