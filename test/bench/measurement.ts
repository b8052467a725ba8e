/** One number of the design's list, as it stands in the table. */
export interface Measurement {
	/** As in "M1". */
	metric: string;
	what: string;
	/** In words, with unit: median and worst where it was measured more than once. */
	measured: string;
	mustReach: string;
	/** Measured by allowed: at most 1 is reached. Null where there is nothing to divide. */
	ratio: number | null;
	verdict: 'reached' | 'falls short' | 'not measured';
	/** Measured on a prototype, or on what people use today. */
	comparison: string;
	/** What else was seen, one sentence each. */
	notes: string[];
}

/** The median decides; the worst is said beside it. */
export function judge(
	measurement: Omit<Measurement, 'ratio' | 'verdict' | 'notes'> & {
		value: number;
		limit: number;
		notes?: string[];
	},
): Measurement {
	const { value, limit, notes = [], ...words } = measurement;
	return {
		...words,
		ratio: Math.max(0, value) / limit,
		verdict: value <= limit ? 'reached' : 'falls short',
		notes,
	};
}
