import {
	comparisonRequestSchema,
	comparisonSchema,
	comparisonWinnerRequestSchema,
	comparisonWinnerSchema,
} from './comparison.ts';
import { route, type Route } from './route.ts';

const ONE = '/v1/comparisons/{comparison_id}';

/** One prompt across several models. Watched and stopped as the generation of the same id. */
export const COMPARISON_ROUTES = {
	startComparison: route(
		'POST',
		'/v1/comparisons',
		'signed',
		'Draw one prompt with several models; the same id twice is one comparison',
		comparisonRequestSchema,
		comparisonSchema,
	),
	comparison: route(
		'GET',
		ONE,
		'signed',
		'A comparison: time, price and image of each model',
		null,
		comparisonSchema,
	),
	chooseWinner: route(
		'POST',
		`${ONE}/winner`,
		'signed',
		'Keep the winner as a prompt example, and hear which settings make images like it',
		comparisonWinnerRequestSchema,
		comparisonWinnerSchema,
	),
} as const satisfies Record<string, Route>;
