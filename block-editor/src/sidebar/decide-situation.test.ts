import { describe, expect, it } from 'vitest';
import { toErrorInfo } from '../messages/to-error-info.ts';
import { INITIAL_STATE, type State } from '../store/state.ts';
import { decideSituation } from './decide-situation.ts';
import { makeImages, makeSlot } from './fixtures.ts';

const open = (facts: Partial<State>): State => ({
	...INITIAL_STATE,
	postId: 7,
	images: makeImages(),
	...facts,
});
const requestFailure = toErrorInfo('sidecar_unreachable');

describe('the sidebar as a whole', () => {
	it('waits for the first plan', () => {
		expect(decideSituation(open({}))).toMatchObject({ isLoading: true, error: null, isPlanMissing: false });
	});

	it('offers to try again after a first plan that failed, whatever the failure', () => {
		const failed = decideSituation(open({ requestFailure }));
		expect(failed).toMatchObject({ error: requestFailure, isLoading: false, isPlanMissing: true });
	});

	it('is busy again while it is tried again', () => {
		const trying = decideSituation(open({ requestFailure, planning: true }));
		expect(trying).toMatchObject({ isLoading: true, isPlanMissing: false });
	});

	it('keeps the list where a later request failed', () => {
		const images = makeImages({ slots: [makeSlot()] });
		const failed = decideSituation(open({ images, requestFailure }));
		expect(failed).toMatchObject({ error: requestFailure, isListShown: true, isPlanMissing: false });
	});

	it('says that it could not be read, and does not go on waiting', () => {
		const failure = toErrorInfo('site_unreachable');
		expect(decideSituation(open({ images: null, failure }))).toMatchObject({
			error: failure,
			isLoading: false,
		});
	});
});
