import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ErrorResponse } from '@limner/shared/contracts/error-response';
import { LimnerError } from '../errors/limner-error.ts';

/** The last handler: every failure leaves as a closed code. */
export function createErrorSender(log: Logger) {
	return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
		const failure = toLimnerError(error);
		if (failure.code === 'internal') log.error({ error, path: request.path }, 'a request failed');
		if (response.headersSent) {
			next(error);
			return;
		}
		if (failure.retryAfterSeconds !== null)
			response.set('Retry-After', String(Math.ceil(failure.retryAfterSeconds)));
		const body: ErrorResponse = { error: failure.toInfo() };
		response.status(failure.status).json(body);
	};
}

function toLimnerError(error: unknown): LimnerError {
	if (error instanceof LimnerError) return error;
	if (error instanceof z.ZodError) return malformed(error);
	if (isTooLarge(error)) {
		return new LimnerError('post_too_large', { cause: 'the request is too large', amount: error.limit });
	}
	if (error instanceof SyntaxError) {
		return new LimnerError('request_malformed', { cause: 'the body is not JSON', origin: error });
	}
	if (isClientError(error)) {
		return new LimnerError('request_malformed', { cause: error.message, origin: error });
	}
	return new LimnerError('internal', { cause: 'see the sidecar log', origin: error });
}

/** A prompt that is too long has its own code: it is the one limit that people run into. */
function malformed(error: z.ZodError): LimnerError {
	const [issue] = error.issues;
	const field = issue?.path.join('.') ?? '';
	const isLongPrompt = issue?.code === 'too_big' && issue.path.at(-1) === 'prompt';
	return new LimnerError(isLongPrompt ? 'prompt_too_long' : 'request_malformed', {
		cause: `${field}: ${issue?.message ?? 'not as agreed'}`,
		subject: field,
		...(isLongPrompt ? { amount: Number(issue.maximum) } : {}),
		origin: error,
	});
}

function isTooLarge(error: unknown): error is Error & { limit: number } {
	return error instanceof Error && 'type' in error && error.type === 'entity.too.large' && 'limit' in error;
}

function isClientError(error: unknown): error is Error {
	if (!(error instanceof Error) || !('status' in error)) return false;
	return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
