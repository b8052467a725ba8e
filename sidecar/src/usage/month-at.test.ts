import { describe, expect, it } from 'vitest';
import { monthAt } from './month-at.ts';

const almostMidnight = Date.UTC(2026, 10, 30, 23, 30);

describe('monthAt', () => {
	it.each([
		['UTC', '2026-11'],
		['Europe/Berlin', '2026-12'],
		['+02:00', '2026-12'],
		['-05:00', '2026-11'],
		['', '2026-11'],
		['Nowhere/City', '2026-11'],
	])('is the month of %s', (timezone, month) => expect(monthAt(almostMidnight, timezone)).toBe(month));
});
