/** A month of the budgets: from one midnight at the site's place to that of the same day a month later. */
export interface Period {
	/** Milliseconds since 1970; the first that belongs to it. */
	start: number;
	/** The first that no longer does. */
	end: number;
	/** Its first day, such as `2026-11-15`. */
	startsOn: string;
	/** The day on which the next one begins. */
	resetsOn: string;
}

const DAY = 24 * 60 * 60 * 1000;
/** No place is further than this from UTC, with its summer time. */
const FARTHEST_OFFSET = 15 * 60 * 60 * 1000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day such as `2026-11-21` at a place; `timezone` is an IANA name or an offset such as "+02:00". */
export function dayAt(time: number, timezone: string): string {
	const parts = formatterFor(timezone).formatToParts(time);
	const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** The period in which this moment lies, where periods begin on the given day (1 to 28) of each month. */
export function periodAt(time: number, timezone: string, firstDay: number): Period {
	const today = dayAt(time, timezone);
	const month = today.slice(0, 7);
	const begun = Number(today.slice(8)) >= firstDay;
	const startsOn = dayOfMonth(begun ? month : addMonths(month, -1), firstDay);
	const resetsOn = dayOfMonth(begun ? addMonths(month, 1) : month, firstDay);
	return {
		start: startOfDay(startsOn, timezone),
		end: startOfDay(resetsOn, timezone),
		startsOn,
		resetsOn,
	};
}

/**
 * The first moment of a day at a place. Found by search, as clocks that are put forward at midnight leave days without
 * one.
 */
export function startOfDay(day: string, timezone: string): number {
	const midnight = Date.parse(`${day}T00:00:00Z`);
	let before = midnight - FARTHEST_OFFSET;
	let after = midnight + FARTHEST_OFFSET;
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (dayAt(middle, timezone) < day) before = middle;
		else after = middle;
	}
	return after;
}

export function dayAfter(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

function dayOfMonth(month: string, day: number): string {
	return `${month}-${String(day).padStart(2, '0')}`;
}

function addMonths(month: string, by: number): string {
	const [year = 0, number = 0] = month.split('-').map(Number);
	return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** A timezone that this Node does not know counts as UTC: a wrong hour at the month's end, never a refused image. */
function formatterFor(timezone: string): Intl.DateTimeFormat {
	const known = formatters.get(timezone);
	if (known) return known;
	const made = makeFormatter(timezone || 'UTC');
	formatters.set(timezone, made);
	return made;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
	const options = { year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory' } as const;
	try {
		return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
	} catch (error) {
		if (error instanceof RangeError) return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
		throw error;
	}
}
