import { describe, expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.ts';

describe('OneAtATime', () => {
	it('runs what has one name in order, and what has another beside it', async () => {
		const turns = new OneAtATime();
		const events: string[] = [];
		const gate = Promise.withResolvers<void>();
		const step = (name: string, wait: Promise<void>) => async () => {
			events.push(`${name} begins`);
			await wait;
			events.push(`${name} ends`);
		};
		const first = turns.run('a post', step('first', gate.promise));
		const second = turns.run('a post', step('second', Promise.resolve()));
		await turns.run('another post', step('other', Promise.resolve()));
		expect(events).toEqual(['first begins', 'other begins', 'other ends']);
		gate.resolve();
		await Promise.all([first, second]);
		expect(events.slice(3)).toEqual(['first ends', 'second begins', 'second ends']);
	});

	it('goes on after a failure, which belongs to its own caller alone', async () => {
		const turns = new OneAtATime();
		const failing = turns.run('a post', () => Promise.reject(new Error('no')));
		const next = turns.run('a post', async () => 'yes');
		await expect(failing).rejects.toThrow('no');
		await expect(next).resolves.toBe('yes');
	});
});
