import { __ } from '@wordpress/i18n';
import type { LimitName } from '@limner/shared/contracts/limit';

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

function isLimit(name: string): name is LimitName {
	return Object.hasOwn(NAMES, name);
}
