import type { AlertKind } from '@limner/shared/contracts/alert';
import type { AlertCauseRow } from '../storage/tables.ts';
import type { AlertFacts } from './describe-alert.ts';

/** Something that an operator wants to know while it lasts. */
export interface Cause {
	/** The same for the same thing, however often it is seen. */
	key: string;
	kind: Exclude<AlertKind, 'provider_back' | 'budget_back'>;
	facts: AlertFacts;
	/** Milliseconds since 1970 of the newest sign of it; null for what stands until it is over. */
	lastSignAt: number | null;
}

/** One look at everything. */
export interface Look {
	causes: Cause[];
	/** What is known now of a cause that is over; null where it is not over, or nobody can know yet. */
	endOf(open: AlertCauseRow): AlertFacts | null;
}
