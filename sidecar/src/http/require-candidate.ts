import { LimnerError } from '../errors/limner-error.ts';
import { findCandidate, findCandidateOfAttempt } from '../storage/candidates.ts';
import type { CandidateRow } from '../storage/tables.ts';
import type { Engine } from '../engine.ts';
import { idParameter, type Caller } from './define-route.ts';

interface Call {
	engine: Engine;
	parameters: Record<string, string>;
	caller: () => Caller;
}

/** The candidate that the path names, of the site that is asking. */
export async function requireCandidate(call: Call): Promise<CandidateRow> {
	const id = idParameter(call, 'candidate_id');
	const candidate = await findCandidate(call.engine.database, call.caller().site.id, id);
	if (!candidate) throw new LimnerError('not_found', { subject: 'candidate_id' });
	return candidate;
}

/** The candidate of the attempt that the path, or a body, names. */
export async function requireCandidateOfAttempt(
	call: Pick<Call, 'engine' | 'caller'>,
	attemptId: string,
): Promise<CandidateRow> {
	const candidate = await findCandidateOfAttempt(call.engine.database, attemptId);
	if (candidate?.site_id !== call.caller().site.id) {
		throw new LimnerError('not_found', { subject: 'attempt_id' });
	}
	return candidate;
}
