import { inject } from 'vitest';

import { useWordPress, type WordPress } from './use-wordpress.ts';

/** The site that this vitest project's global setup has started. */
export function sharedWordPress(): WordPress {
	return useWordPress(inject('wordpress'));
}
