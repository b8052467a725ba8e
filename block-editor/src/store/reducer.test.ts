import { describe, expect, it } from 'vitest';
import { makeAttempt, makeCandidate, makeImages, makeSlot } from '../sidebar/fixtures.ts';
import { reducer } from './reducer.ts';
import { INITIAL_STATE, type State } from './state.ts';

const slotId = makeSlot().slot_id;
const opened = reducer(INITIAL_STATE, { type: 'OPEN', postId: 7, notes: {} });
const receive = (state: State, slot: ReturnType<typeof makeSlot>) =>
	reducer(state, { type: 'RECEIVE', images: makeImages({ slots: [slot] }) });
const note = (state: State, what: object) => reducer(state, { type: 'NOTE', slotId, note: what });

describe('the store', () => {
	it('forgets one post for another, but not how its images are looked at', () => {
		const phone = reducer(receive(opened, makeSlot()), { type: 'CHANGE', change: { view: 'mobile' } });
		const other = reducer(phone, { type: 'OPEN', postId: 8, notes: {} });
		expect(other).toMatchObject({ postId: 8, images: null, view: 'mobile' });
		expect(reducer(phone, { type: 'OPEN', postId: 7, notes: {} })).toBe(phone);
	});

	it('leaves an answer about another post aside', () => {
		expect(reducer(opened, { type: 'RECEIVE', images: makeImages({ post_id: 8 }) })).toBe(opened);
	});

	it('is past a failure once an answer comes', () => {
		const lost = reducer(opened, {
			type: 'CHANGE',
			change: {
				failure: { code: 'internal', retryable: true, cause: '', charged: 'no', subject: '', amount: null },
			},
		});
		expect(receive(lost, makeSlot()).failure).toBeNull();
	});

	it('ends the waiting for an attempt when the attempt is there, also one started elsewhere', () => {
		const starting = note(receive(opened, makeSlot()), { pending: 'starting' });
		expect(receive(starting, makeSlot()).notes[slotId]?.pending).toBe('starting');
		const joined = receive(starting, makeSlot({ attempt: makeAttempt() }));
		expect(joined.notes[slotId]?.pending).toBeUndefined();
	});

	it('keeps what is being typed until the site has exactly that', () => {
		const typing = note(receive(opened, makeSlot()), { draft: 'Ochre, close up' });
		expect(receive(typing, makeSlot()).notes[slotId]?.draft).toBe('Ochre, close up');
		const kept = receive(typing, makeSlot({ prompt: 'Ochre, close up' }));
		expect(kept.notes[slotId]?.draft).toBeUndefined();
	});

	it('keeps an alt text until the slot has it and its image, too', () => {
		const draftAlt = 'A hand full of earth';
		const typing = note(receive(opened, makeSlot()), { draftAlt });
		const half = receive(typing, makeSlot({ alt: draftAlt, candidates: [makeCandidate()] }));
		expect(half.notes[slotId]?.draftAlt).toBe(draftAlt);
		const kept = receive(half, makeSlot({ alt: draftAlt, candidates: [makeCandidate({ alt: draftAlt })] }));
		expect(kept.notes[slotId]?.draftAlt).toBeUndefined();
	});

	it('shows a new image even where a person was looking at an earlier one', () => {
		const first = makeSlot({ candidates: [makeCandidate()] });
		const looking = note(receive(opened, first), { shown: first.candidates[0]?.candidate_id });
		expect(receive(looking, first).notes[slotId]?.shown).toBeDefined();
		const newer = makeCandidate({ candidate_id: '30000000-0000-4000-8000-000000000009' });
		const arrived = receive(looking, { ...first, candidates: [newer, ...first.candidates] });
		expect(arrived.notes[slotId]?.shown).toBeUndefined();
	});
});
