import type { Template } from '../contracts/template.ts';
import { FULL_SCREEN_HINTS, NO_MARGIN, PHOTOGRAPHS, SHOWPIECES } from './usual-facts.ts';

/*
 * Link previews: Meta's page for webmasters (1200 × 630 at least, near 1.91:1, 8 MB at most), as joomlashack.com quotes it. Pages: docs.getlate.dev/resources/media-guidelines/facebook (10 MB; feed JPEG, PNG, GIF, WebP; story JPEG, PNG).
 * Cover: Facebook's help, as gist.github.com/anonymous/5f7b589b9626a8f92fa129b5345d4fe6 quotes it (820 × 312 on computers, 640 × 360 on phones, loads fastest as an sRGB JPG of
 * 851 × 315 pixels and less than 100 kilobytes).
 */

const CHECKED = '2026-11-21';
const common = { platform: 'facebook', recommended: PHOTOGRAPHS, checked: CHECKED } as const;

export const FACEBOOK_TEMPLATES: readonly Template[] = [
	{
		...common,
		id: 'facebook-feed',
		category: 'feed',
		title: 'Facebook feed and link preview',
		width: 1200,
		height: 630,
		ratio: '1.91:1',
		safe_area: { top: 0.05, right: 0.05, bottom: 0.05, left: 0.05 },
		limits: { bytes: 8_000_000, formats: ['jpeg', 'png', 'webp'] },
		style_hints: ['clear at the width of a phone', 'few small details'],
		words: [
			'fb',
			'meta',
			'post',
			'feed',
			'link',
			'preview',
			'share',
			'open graph',
			'og',
			'landscape',
			'social',
		],
		evidence: 'guides',
		source: 'joomlashack.com/docs/shack-open-graph/facebook-image-requirements',
	},
	{
		...common,
		id: 'facebook-feed-square',
		category: 'feed',
		title: 'Facebook feed, square',
		width: 1080,
		height: 1080,
		ratio: '1:1',
		safe_area: NO_MARGIN,
		limits: { bytes: 10_000_000, formats: ['jpeg', 'png', 'webp'] },
		style_hints: ['one strong subject', 'bold colours'],
		words: ['fb', 'meta', 'post', 'feed', 'square', 'social'],
		evidence: 'guides',
		source: 'docs.getlate.dev/resources/media-guidelines/facebook',
	},
	{
		...common,
		id: 'facebook-story',
		category: 'story',
		title: 'Facebook story',
		width: 1080,
		height: 1920,
		ratio: '9:16',
		// Our margin for the name line above and the answer box below.
		safe_area: { top: 0.14, right: 0, bottom: 0.2, left: 0 },
		limits: { bytes: 10_000_000, formats: ['jpeg', 'png'] },
		style_hints: FULL_SCREEN_HINTS,
		words: ['fb', 'meta', 'story', 'stories', 'vertical', 'phone', 'full screen', 'social'],
		evidence: 'guides',
		source: 'docs.getlate.dev/resources/media-guidelines/facebook',
	},
	{
		...common,
		id: 'facebook-cover',
		category: 'cover',
		title: 'Facebook page cover',
		width: 851,
		height: 315,
		ratio: 'auto',
		// Phones show 16:9 of it, from the middle.
		safe_area: { top: 0, right: 0.171, bottom: 0, left: 0.171 },
		limits: { bytes: 100_000, formats: ['jpeg'] },
		style_hints: ['wide and calm', 'subject in the middle two thirds'],
		recommended: SHOWPIECES,
		words: ['fb', 'meta', 'cover', 'page', 'banner', 'header', 'profile', 'social'],
		evidence: 'guides',
		source: 'gist.github.com/anonymous/5f7b589b9626a8f92fa129b5345d4fe6',
	},
];
