import type { ActiveScenario } from '../scenarios.ts';

/** The error envelope of OpenAI's API. */
export interface OpenAiError {
	status: number;
	headers: Record<string, string>;
	error: { message: string; type: string; param: string | null; code: string | null };
}

export function invalidRequest(message: string, param: string | null, code: string): OpenAiError {
	return { status: 400, headers: {}, error: { message, type: 'invalid_request_error', param, code } };
}

export function modelNotFound(model: string): OpenAiError {
	const message = `The model '${model}' does not exist or you do not have access to it.`;
	return { ...invalidRequest(message, null, 'model_not_found'), status: 404 };
}

export function modelDeprecated(model: string): OpenAiError {
	const message = `The model \`${model}\` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations`;
	return { ...invalidRequest(message, null, 'model_not_found'), status: 404 };
}

/** How OpenAI words the refusals that a scenario names; bodies as users reported them in public issue threads. */
export function refusalFor(scenario: ActiveScenario, model: string): OpenAiError {
	switch (scenario.name) {
		case 'rate_limited_seconds':
			return rateLimited({ 'retry-after': String(scenario.retryAfter) });
		case 'rate_limited_date':
			return rateLimited({ 'retry-after': new Date(Date.now() + scenario.retryAfter * 1000).toUTCString() });
		case 'rate_limited_ms':
			return rateLimited({ 'retry-after-ms': String(scenario.retryAfter * 1000) });
		case 'rate_limited_headers':
			return rateLimited({
				'x-ratelimit-limit-requests': '5',
				'x-ratelimit-remaining-requests': '0',
				'x-ratelimit-reset-requests': `${scenario.retryAfter}s`,
			});
		case 'overloaded':
			return failed(
				503,
				'The engine is currently overloaded, please try again later',
				'service_unavailable_error',
			);
		case 'moderation':
		case 'stream_moderation':
			return refused(400, 'image_generation_user_error', 'moderation_blocked', MODERATION_MESSAGE);
		case 'quota':
			return refused(429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.');
		case 'billing_limit':
			return refused(
				400,
				'billing_limit_user_error',
				'billing_hard_limit_reached',
				'Billing hard limit has been reached.',
			);
		case 'key_wrong':
			return refused(401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.');
		case 'organisation_unverified':
			return refused(
				403,
				'invalid_request_error',
				null,
				`Your organization must be verified to use the model \`${model}\`.`,
			);
		case 'region_unsupported':
			return refused(
				403,
				'request_forbidden',
				'unsupported_country_region_territory',
				'Country, region, or territory not supported',
			);
		case 'retired_model':
			return modelDeprecated(model);
		case 'model_not_accessible':
			return modelNotFound(model);
		default:
			return failed(500, 'The server had an error while processing your request.', 'server_error');
	}
}

const MODERATION_MESSAGE =
	'Your request was rejected by the safety system. If you believe this is an error, contact us and include the request ID.';

function refused(status: number, type: string, code: string | null, message: string): OpenAiError {
	return { status, headers: {}, error: { message, type, param: null, code } };
}

function failed(status: number, message: string, type: string): OpenAiError {
	return refused(status, type, null, message);
}

function rateLimited(headers: Record<string, string>): OpenAiError {
	return {
		...refused(429, 'requests', 'rate_limit_exceeded', 'Rate limit reached for images per minute.'),
		headers,
	};
}
