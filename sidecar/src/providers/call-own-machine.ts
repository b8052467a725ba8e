import { LimnerError } from '../errors/limner-error.ts';
import type { ImageCallContext } from './image-provider.ts';
import { callProvider, type ProviderAccess, type ProviderCall } from './provider-call.ts';

/**
 * `callProvider` for a server of one's own: nothing is ever charged there, so that no call is in doubt and what broke off
 * may simply be made again.
 */
export async function callOwnMachine<Result>(
	access: ProviderAccess,
	context: Pick<ImageCallContext, 'signal'>,
	work: (call: ProviderCall) => Promise<Result>,
): Promise<Result> {
	try {
		return await callProvider(access, context, work);
	} catch (error) {
		throw error instanceof LimnerError ? withoutCharge(error) : error;
	}
}

function withoutCharge(error: LimnerError): LimnerError {
	const inDoubt = error.code === 'outcome_in_doubt';
	return new LimnerError(inDoubt ? 'provider_unavailable' : error.code, {
		cause: error.message,
		retryable: inDoubt ? true : error.retryable,
		charged: 'no',
		subject: error.subject,
		...(error.amount === null ? {} : { amount: error.amount }),
		...(error.retryAfterSeconds === null ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
		origin: error.cause,
	});
}
