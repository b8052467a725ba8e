import { inject } from 'vitest';

import { useWordPress, type WordPress } from './use-wordpress.ts';

/** The site that this vitest project's global setup has started for the worker that runs this file. */
export function sharedWordPress(): WordPress {
	const address = inject('wordpress')[Number(process.env.VITEST_POOL_ID) - 1];
	if (address === undefined) {
		throw new Error(`There is no site for worker ${process.env.VITEST_POOL_ID}.`);
	}
	return useWordPress(address);
}
