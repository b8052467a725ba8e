/** The month such as `2026-11` at a place; `timezone` is an IANA name or an offset such as "+02:00". */
export function monthAt(time: number, timezone: string): string {
	const parts = formatter(timezone).formatToParts(time);
	const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('year')}-${part('month')}`;
}

/** A timezone that this Node does not know counts as UTC: a wrong hour at the month's end, never a refused image. */
function formatter(timezone: string): Intl.DateTimeFormat {
	const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', calendar: 'gregory' };
	try {
		return new Intl.DateTimeFormat('en-US', { ...options, timeZone: timezone || 'UTC' });
	} catch (error) {
		if (error instanceof RangeError) return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
		throw error;
	}
}
