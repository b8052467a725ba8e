import { __, _n, sprintf } from '@wordpress/i18n';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { LimitName } from '@limner/shared/contracts/limit';
import { formatPrice } from './amounts.ts';
import { pageLanguage } from './page-language.ts';

const NAMES: Record<LimitName, () => string> = {
	run: () => __('the limit for one run', 'limner'),
	post: () => __('the limit for one post', 'limner'),
	person_month: () => __('your limit for a month', 'limner'),
	site_month: () => __('the site’s limit for a month', 'limner'),
	run_images: () => __('the limit of images for one run', 'limner'),
	post_images: () => __('the limit of images for one post', 'limner'),
	person_month_images: () => __('your limit of images for a month', 'limner'),
	site_month_images: () => __('the site’s limit of images for a month', 'limner'),
};

/** A limit as people call it, within a sentence; one that this version does not know keeps its own name. */
export function nameLimit(name: string): string {
	return isLimit(name) ? NAMES[name]() : name;
}

/** Which limit, whose, how much, and when it begins anew. */
export function describeBudget({ subject, amount, budget }: ErrorInfo): string {
	// translators: %s: whose limit, such as "your limit for a month".
	const which = sprintf(__('This would pass %s.', 'limner'), nameOf(subject, budget?.whose ?? ''));
	// translators: %s: an amount of money, or a number of images.
	const size = amount === null ? '' : sprintf(__('It is %s.', 'limner'), sizeOf(subject, amount));
	const day = budget?.resets_on;
	// translators: %s: a date.
	const resets = day ? sprintf(__('It begins anew on %s.', 'limner'), formatDay(day)) : '';
	return [which, size, resets].filter(Boolean).join(' ');
}

function nameOf(subject: string, whose: string): string {
	if (whose === '') return nameLimit(subject);
	return subject.endsWith('_images')
		? // translators: %s: a person's name.
			sprintf(__('%s’s limit of images for a month', 'limner'), whose)
		: // translators: %s: a person's name.
			sprintf(__('%s’s limit for a month', 'limner'), whose);
}

function sizeOf(subject: string, amount: number): string {
	if (!subject.endsWith('_images')) return formatPrice(amount);
	// translators: %d: a number of images.
	return sprintf(_n('%d image', '%d images', amount, 'limner'), amount);
}

function formatDay(day: string): string {
	const date = new Date(`${day}T00:00:00Z`);
	return new Intl.DateTimeFormat(pageLanguage(), { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

function isLimit(name: string): name is LimitName {
	return Object.hasOwn(NAMES, name);
}
