import { __, sprintf } from '@wordpress/i18n';
import type { Candidate } from '@limner/shared/contracts/post-images';
import { formatPrice } from '../messages/amounts.ts';
import { pageLanguage } from '../messages/page-language.ts';

/** What a person calls one of several images of a slot: the first is 1. */
export function nameVersion(version: Candidate, all: Candidate[]): string {
	const time = new Date(version.made_at * 1000).toLocaleString(pageLanguage(), {
		dateStyle: 'short',
		timeStyle: 'short',
	});
	const number = all.length - all.indexOf(version);
	const price = version.cost_microdollars === null ? '' : ` · ${formatPrice(version.cost_microdollars)}`;
	// translators: 1: the number of the version, 1 is the first; 2: when it was made.
	return sprintf(__('Version %1$d, %2$s', 'limner'), number, time) + price;
}
