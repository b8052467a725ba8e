import { describe, expect, it } from 'vitest';
import { decideCardState, type Situation } from './card-state.ts';
import { makeCandidate, makeSlot } from './fixtures.ts';
import { listFindings } from './list-findings.ts';

const situation: Situation = { standing: new Set([12]), isDirty: false, canApprove: true };
const findings = [{ code: 'blank' as const, subject: '', sentence: 'There seems to be nothing on it.' }];

const found = (candidate: Parameters<typeof makeCandidate>[0], attachment?: number) =>
	listFindings(
		decideCardState(
			makeSlot({ candidates: [makeCandidate({ findings, ...candidate }, attachment)] }),
			{},
			situation,
		),
	);

describe('what looks wrong with an image', () => {
	it('is said while a person has to decide about it', () => {
		expect(found({ state: 'ready' })).toEqual(findings);
		expect(found({ state: 'uploaded' })).toEqual(findings);
	});

	it('is decided once the image stands in the post or is not used', () => {
		expect(found({ state: 'uploaded' }, 12)).toEqual([]);
		expect(found({ state: 'rejected' })).toEqual([]);
		expect(found({ state: 'approved' })).toEqual([]);
	});
});
