import { describe, expect, test } from 'vitest';
import { MemoryCallPacer } from './call-pacer.ts';

const silence = { pauseMilliseconds: null, remaining: null, resetMilliseconds: null };

function pacerAt(start: number) {
	const clock = { now: start };
	return { clock, pacer: new MemoryCallPacer(() => clock.now) };
}

describe('MemoryCallPacer', () => {
	test('lets calls begin while the provider says nothing', () => {
		const { pacer } = pacerAt(0);
		pacer.report(silence);
		expect([pacer.begin(), pacer.begin(), pacer.begin()]).toEqual([0, 0, 0]);
	});

	test('holds all back for as long as the provider said, the longest pause of all', () => {
		const { clock, pacer } = pacerAt(1_000_000);
		pacer.report({ ...silence, pauseMilliseconds: 7000 });
		pacer.report({ ...silence, pauseMilliseconds: 100 });
		expect(pacer.begin()).toBe(7000);
		clock.now += 6999;
		expect(pacer.begin()).toBe(1);
		clock.now += 1;
		expect(pacer.begin()).toBe(0);
	});

	test('does not believe a pause of a day', () => {
		const { pacer } = pacerAt(0);
		pacer.report({ ...silence, pauseMilliseconds: 86_400_000 });
		expect(pacer.begin()).toBe(600_000);
	});

	test('begins no more than what the headers leave, until they reset', () => {
		const { clock, pacer } = pacerAt(0);
		pacer.report({ ...silence, remaining: 2, resetMilliseconds: 3000 });
		expect([pacer.begin(), pacer.begin(), pacer.begin()]).toEqual([0, 0, 3000]);
		clock.now = 3000;
		expect(pacer.begin()).toBe(0);
	});
});
