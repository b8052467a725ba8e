import type { Template } from '../contracts/template.ts';
import { NO_MARGIN, PHOTOGRAPHS, SHOWPIECES } from './usual-facts.ts';

/*
 * Files: docs.x.com/x-api/media (images 5 MB). Card: X's page on the summary card with large image, as github.com/Yoast/javascript/issues/150 quotes it (300 × 157 to
 * 4096 × 4096), under 5 MB, JPG, PNG or WebP; its documented 2:1 is shown as 1.91:1 now: grabbit.live/blog/twitter-card-image-size.
 * Header: profilekit.co/blogs/twitter-banner-size (1500 × 500, 5 MB).
 */

const CHECKED = '2026-11-21';
const common = { platform: 'x', recommended: PHOTOGRAPHS, checked: CHECKED } as const;

export const X_TEMPLATES: readonly Template[] = [
	{
		...common,
		id: 'x-post',
		category: 'feed',
		title: 'X post',
		width: 1200,
		height: 675,
		ratio: '16:9',
		safe_area: NO_MARGIN,
		limits: { bytes: 5_000_000, formats: ['jpeg', 'png', 'webp'] },
		style_hints: ['reads at a glance', 'strong contrast for light and dark screens'],
		words: ['twitter', 'tweet', 'post', 'feed', 'landscape', 'social'],
		evidence: 'guides',
		source: 'picovert.com/en/blog/image-size-for-twitter-x; docs.x.com/x-api/media',
	},
	{
		...common,
		id: 'x-card',
		category: 'card',
		title: 'X card, large image',
		width: 1200,
		height: 628,
		ratio: '1.91:1',
		// Some views still cut to 2:1; the domain's name stands over the lower left.
		safe_area: { top: 0.025, right: 0, bottom: 0.12, left: 0 },
		limits: { bytes: 5_000_000, formats: ['jpeg', 'png', 'webp'] },
		style_hints: ['calm lower edge, where the headline stands', 'strong contrast for light and dark screens'],
		words: [
			'twitter',
			'card',
			'link',
			'preview',
			'share',
			'open graph',
			'og',
			'summary large image',
			'social',
		],
		evidence: 'guides',
		source: 'grabbit.live/blog/twitter-card-image-size; github.com/Yoast/javascript/issues/150',
	},
	{
		...common,
		id: 'x-header',
		category: 'header',
		title: 'X profile header',
		width: 1500,
		height: 500,
		ratio: '3:1',
		// Phones cut above and below; the portrait stands over the lower left.
		safe_area: { top: 0.12, right: 0.05, bottom: 0.2, left: 0.05 },
		limits: { bytes: 5_000_000, formats: ['jpeg', 'png'] },
		style_hints: ['very wide and calm', 'nothing important at the lower left'],
		recommended: SHOWPIECES,
		words: ['twitter', 'header', 'banner', 'profile', 'cover', 'social'],
		evidence: 'guides',
		source: 'profilekit.co/blogs/twitter-banner-size',
	},
];
