import { describe, expect, it } from 'vitest';
import { toErrorInfo } from '../messages/to-error-info.ts';
import { decideCardState, type Situation } from './card-state.ts';
import { decideButtons } from './decide-buttons.ts';
import { makeAttempt, makeCandidate, makeSlot } from './fixtures.ts';

const situation: Situation = { standing: new Set(), isDirty: true, canApprove: true };
const done = { phase: 'done', state: 'rendered' } as const;

describe('the state of a card', () => {
	it('of what waits says why, where something keeps it', () => {
		const error = toErrorInfo('disk_full');
		const slot = makeSlot({ attempt: makeAttempt({ state: 'accepted', phase: 'waiting', error }) });
		expect(decideCardState(slot, {}, situation)).toMatchObject({ name: 'waiting', error });
	});

	it('is planned before anything was asked for', () => {
		expect(decideCardState(makeSlot(), {}, situation).name).toBe('planned');
	});

	it.each([
		['waiting', { state: 'accepted', phase: 'waiting' }],
		['drawing', { state: 'making', phase: 'drawing' }],
		['finishing', { state: 'rendered', phase: 'finishing' }],
		['declined', { state: 'refused', phase: 'done' }],
		['failed', { state: 'failed', phase: 'done' }],
		['stopped', { state: 'cancelled', phase: 'done' }],
		['in_doubt', { state: 'in_doubt', phase: 'done' }],
	] as const)('is %s for such an attempt', (name, facts) => {
		const slot = makeSlot({ attempt: makeAttempt(facts) });
		expect(decideCardState(slot, {}, situation).name).toBe(name);
	});

	it('is ready without a word about the lock of whoever looks at it', () => {
		const facts = { state: 'uploaded', error: toErrorInfo('post_locked') } as const;
		const slot = makeSlot({ candidates: [makeCandidate(facts, 31)] });
		expect(decideCardState(slot, {}, situation)).toMatchObject({ name: 'ready', error: null });
		const changed = makeCandidate({ ...facts, error: toErrorInfo('content_changed') }, 31);
		const told = decideCardState(makeSlot({ candidates: [changed] }), {}, situation);
		expect(told.error?.code).toBe('content_changed');
	});

	it('waits from the press of the button on, whatever the attempt before ended with', () => {
		const slot = makeSlot({ attempt: makeAttempt({ state: 'failed', phase: 'done' }) });
		expect(decideCardState(slot, { pending: 'starting' }, situation)).toMatchObject({
			name: 'waiting',
			attempt: null,
		});
	});

	it('tells why an attempt failed, but says nothing about one that a person stopped', () => {
		const failed = makeAttempt({ state: 'failed', phase: 'done', error: toErrorInfo('provider_quota') });
		const stopped = makeAttempt({ state: 'cancelled', phase: 'done', error: toErrorInfo('cancelled') });
		expect(decideCardState(makeSlot({ attempt: failed }), {}, situation).error?.code).toBe('provider_quota');
		expect(decideCardState(makeSlot({ attempt: stopped }), {}, situation).error).toBeNull();
	});

	it('is ready for those who may use the image, and with the editors for others', () => {
		const slot = makeSlot({ attempt: makeAttempt(done), candidates: [makeCandidate()] });
		expect(decideCardState(slot, {}, situation).name).toBe('ready');
		expect(decideCardState(slot, {}, { ...situation, canApprove: false }).name).toBe('with_editors');
	});

	it('is ready again for an image that is in the media library and not in the post', () => {
		const slot = makeSlot({ candidates: [makeCandidate({ state: 'uploaded' }, 31)] });
		expect(decideCardState(slot, {}, situation).name).toBe('ready');
	});

	it('is in the post where the attachment stands, and unsaved until the post is saved', () => {
		const slot = makeSlot({ candidates: [makeCandidate({ state: 'uploaded' }, 31)] });
		const standing = { ...situation, standing: new Set([31]) };
		expect(decideCardState(slot, {}, standing)).toMatchObject({ name: 'in_post', isUnsaved: true });
		expect(decideCardState(slot, {}, { ...standing, isDirty: false })).toMatchObject({ isUnsaved: false });
	});

	it('finishes while an approved image is on its way into the post', () => {
		const slot = makeSlot({ candidates: [makeCandidate({ state: 'approved' })] });
		expect(decideCardState(slot, {}, situation)).toMatchObject({ name: 'finishing', isPlacing: true });
	});

	it('fails where an approved image cannot be stored, with the reason', () => {
		const error = toErrorInfo('upload_rejected');
		const slot = makeSlot({ candidates: [makeCandidate({ state: 'approved', error })] });
		expect(decideCardState(slot, {}, situation)).toMatchObject({ name: 'failed', error });
	});

	it('shows the version that a person picked, not the newest', () => {
		const older = makeCandidate({ candidate_id: '30000000-0000-4000-8000-000000000002' });
		const slot = makeSlot({ attempt: makeAttempt(done), candidates: [makeCandidate(), older] });
		expect(decideCardState(slot, { shown: older.candidate_id }, situation).candidate).toBe(older);
	});

	it('passes over rejected versions, and is declined where all were', () => {
		const rejected = makeCandidate({ state: 'rejected' });
		const older = makeCandidate({ candidate_id: '30000000-0000-4000-8000-000000000002' });
		expect(decideCardState(makeSlot({ candidates: [rejected, older] }), {}, situation).candidate).toBe(older);
		expect(decideCardState(makeSlot({ candidates: [rejected] }), {}, situation).name).toBe('declined');
	});
});

describe('the buttons of a card', () => {
	const buttons = (slot: ReturnType<typeof makeSlot>, canUndo = false, standing = new Set<number>()) =>
		decideButtons({ state: decideCardState(slot, {}, { ...situation, standing }), isGone: false }, canUndo);

	it('generate what is planned, stop what runs', () => {
		expect(buttons(makeSlot())).toEqual(['generate']);
		expect(buttons(makeSlot({ attempt: makeAttempt() }))).toEqual(['stop']);
	});

	it('use what is ready or ask for another', () => {
		expect(buttons(makeSlot({ candidates: [makeCandidate()] }))).toEqual(['use', 'another']);
	});

	it('undo what this tab placed', () => {
		const slot = makeSlot({ candidates: [makeCandidate({ state: 'uploaded' }, 31)] });
		expect(buttons(slot, true, new Set([31]))).toEqual(['undo', 'another']);
		expect(buttons(slot, false, new Set([31]))).toEqual(['another']);
	});

	it('leave making again to the failure, which says what it may cost', () => {
		const error = toErrorInfo('outcome_in_doubt');
		expect(buttons(makeSlot({ attempt: makeAttempt({ state: 'in_doubt', phase: 'done', error }) }))).toEqual(
			[],
		);
	});
});
