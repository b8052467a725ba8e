import type { WireAnswer } from '../carry-out.ts';
import type { ActiveScenario } from '../scenarios.ts';

/** google.rpc.Status, as the Gemini API writes it. */
export function googleError(code: number, status: string, message: string, details?: unknown[]): WireAnswer {
	return { status: code, body: { error: { code, message, status, ...(details ? { details } : {}) } } };
}

export function invalidArgument(message: string): WireAnswer {
	return googleError(400, 'INVALID_ARGUMENT', message);
}

const errorInfo = (reason: string) => ({
	'@type': 'type.googleapis.com/google.rpc.ErrorInfo',
	reason,
	domain: 'googleapis.com',
	metadata: { service: 'generativelanguage.googleapis.com' },
});

/** Bodies as users reported them: google-gemini/gemini-cli#8437, googleapis/js-genai#1322 and #1841. */
export function googleRefusal(scenario: ActiveScenario, model: string): WireAnswer {
	switch (scenario.name) {
		case 'rate_limited_seconds':
		case 'rate_limited_date':
		case 'rate_limited_ms':
		case 'rate_limited_headers':
			return rateLimited(scenario.retryAfter);
		case 'overloaded':
			return googleError(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
		case 'quota':
			return outOfQuota(model);
		case 'billing_limit':
			return googleError(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.');
		case 'key_wrong':
			return googleError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
				errorInfo('API_KEY_INVALID'),
			]);
		case 'region_unsupported':
			return googleError(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.');
		case 'retired_model':
		case 'model_not_accessible':
			return modelNotFound(model);
		default:
			return googleError(500, 'INTERNAL', 'An internal error has occurred.');
	}
}

export function modelNotFound(model: string): WireAnswer {
	return googleError(
		404,
		'NOT_FOUND',
		`models/${model} is not found for API version v1beta, or is not supported for generateContent.`,
	);
}

function rateLimited(seconds: number): WireAnswer {
	return googleError(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
		{
			'@type': 'type.googleapis.com/google.rpc.QuotaFailure',
			violations: [
				{
					quotaMetric: 'generativelanguage.googleapis.com/generate_requests_per_model',
					quotaId: 'GenerateRequestsPerMinutePerProjectPerModel',
				},
			],
		},
		{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` },
	]);
}

function outOfQuota(model: string): WireAnswer {
	return googleError(
		429,
		'RESOURCE_EXHAUSTED',
		'You exceeded your current quota, please check your plan and billing details.',
		[
			{
				'@type': 'type.googleapis.com/google.rpc.QuotaFailure',
				violations: [
					{
						quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
						quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier',
						quotaDimensions: { location: 'global', model },
					},
				],
			},
			{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '32s' },
		],
	);
}
