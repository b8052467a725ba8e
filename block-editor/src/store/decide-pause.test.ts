import { describe, expect, it } from 'vitest';
import { makeCandidate, makeImages, makeSlot } from '../sidebar/fixtures.ts';
import { toErrorInfo } from '../messages/to-error-info.ts';
import { decidePause } from './decide-pause.ts';
import { INITIAL_STATE, type State } from './state.ts';

const state: State = { ...INITIAL_STATE, postId: 7, images: makeImages() };

describe('asking for the state again', () => {
	it('is quick while images are made, whether or not anybody looks', () => {
		const running = { ...state, images: makeImages({ running: 2 }) };
		expect(decidePause(running, 0, false)).toBe(2_000);
	});

	it('is quick while an image is on its way into the post', () => {
		expect(decidePause({ ...state, notes: { slot: { intended: 'candidate' } } }, 0, false)).toBe(2_000);
	});

	it('is quick until an approved image is in the library, so that it can be offered', () => {
		const withCandidate = (facts: Parameters<typeof makeCandidate>[0]) =>
			makeImages({ slots: [makeSlot({ candidates: [makeCandidate(facts)] })] });
		const approved = { ...state, images: withCandidate({ state: 'approved' }) };
		expect(decidePause(approved, 0, false)).toBe(2_000);
		const stuck = withCandidate({ state: 'approved', error: toErrorInfo('post_gone') });
		expect(decidePause({ ...state, images: stuck }, 0, false)).toBeNull();
		expect(decidePause({ ...state, images: withCandidate({ state: 'uploaded' }) }, 0, false)).toBeNull();
	});

	it('is slow while somebody only looks, and stops when nobody does', () => {
		expect(decidePause(state, 1, false)).toBe(5_000);
		expect(decidePause(state, 0, false)).toBeNull();
	});

	it('rests while the tab is hidden', () => {
		expect(decidePause({ ...state, images: makeImages({ running: 2 }) }, 1, true)).toBeNull();
	});

	it('does not begin before a post is open', () => {
		expect(decidePause(INITIAL_STATE, 1, false)).toBeNull();
	});
});
