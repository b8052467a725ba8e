import { describe, expect, it } from 'vitest';
import { dayAfter, dayAt, periodAt, startOfDay } from './period.ts';

const almostMidnight = Date.UTC(2026, 10, 30, 23, 30);

describe('dayAt', () => {
	it.each([
		['UTC', '2026-11-30'],
		['Europe/Berlin', '2026-12-01'],
		['+02:00', '2026-12-01'],
		['-05:00', '2026-11-30'],
		['', '2026-11-30'],
		['Nowhere/City', '2026-11-30'],
	])('is the day of %s', (timezone, day) => expect(dayAt(almostMidnight, timezone)).toBe(day));
});

describe('periodAt', () => {
	it.each([
		['2026-11-21T12:00Z', 1, '2026-11-01', '2026-12-01'],
		['2026-11-21T12:00Z', 15, '2026-11-15', '2026-12-15'],
		['2026-11-14T22:59Z', 15, '2026-10-15', '2026-11-15'],
		['2026-11-14T23:00Z', 15, '2026-11-15', '2026-12-15'],
		['2026-01-10T12:00Z', 28, '2025-12-28', '2026-01-28'],
		['2026-12-31T23:30Z', 1, '2027-01-01', '2027-02-01'],
	])('of %s, begun on day %i, in Berlin', (time, firstDay, startsOn, resetsOn) => {
		expect(periodAt(Date.parse(time), 'Europe/Berlin', firstDay)).toMatchObject({ startsOn, resetsOn });
	});

	it('begins and ends at midnight there, in winter and in summer', () => {
		const { start, end } = periodAt(Date.UTC(2026, 9, 20), 'Europe/Berlin', 1);
		expect(new Date(start).toISOString()).toBe('2026-09-30T22:00:00.000Z');
		expect(new Date(end).toISOString()).toBe('2026-10-31T23:00:00.000Z');
	});

	it('leaves no moment out and counts none twice', () => {
		for (const timezone of ['America/Sao_Paulo', 'Africa/Cairo', 'Pacific/Apia', '+05:45', 'Asia/Tokyo']) {
			for (const firstDay of [1, 7, 28]) {
				let time = Date.UTC(2018, 0, 1);
				for (let count = 0; count < 30; count += 1) {
					const period = periodAt(time, timezone, firstDay);
					expect(period.start <= time && time < period.end).toBe(true);
					expect(periodAt(period.end - 1, timezone, firstDay)).toEqual(period);
					expect(periodAt(period.end, timezone, firstDay).start).toBe(period.end);
					time = period.end;
				}
			}
		}
	});
});

describe('startOfDay', () => {
	it('finds the first moment of a day that has no midnight', () => {
		// Clocks in Brazil went from 23:59 to 01:00.
		expect(new Date(startOfDay('2018-11-04', 'America/Sao_Paulo')).toISOString()).toBe(
			'2018-11-04T03:00:00.000Z',
		);
	});

	it('follows the day before', () => {
		expect(dayAfter('2026-02-28')).toBe('2026-03-01');
	});
});
