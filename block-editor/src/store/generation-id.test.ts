import { beforeEach, describe, expect, it } from 'vitest';
import { dropGenerationId, takeGenerationId } from './generation-id.ts';

const slots = [{ slot_id: 'a', prompt: 'A desk', alt: '' }];

beforeEach(() => {
	const kept = new Map<string, string>();
	Object.assign(globalThis, {
		sessionStorage: {
			getItem: (key: string) => kept.get(key) ?? null,
			setItem: (key: string, value: string) => void kept.set(key, value),
			removeItem: (key: string) => void kept.delete(key),
		},
	});
});

describe('the id of a generation', () => {
	it('is a uuid, and the same for the same request until it is answered', () => {
		const id = takeGenerationId(7, slots);
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		expect(takeGenerationId(7, slots)).toBe(id);
		dropGenerationId(7, slots);
		expect(takeGenerationId(7, slots)).not.toBe(id);
	});

	it('is another for another prompt, post or set of slots', () => {
		const id = takeGenerationId(7, slots);
		expect(takeGenerationId(8, slots)).not.toBe(id);
		expect(takeGenerationId(7, [{ slot_id: 'a', prompt: 'A chair', alt: '' }])).not.toBe(id);
		expect(takeGenerationId(7, [{ slot_id: 'a', prompt: 'A desk', alt: '', variations: 3 }])).not.toBe(id);
	});
});
