import type { Template } from '../contracts/template.ts';
import { FULL_SCREEN_HINTS, GOOD_LETTERS, NO_MARGIN, PHOTOGRAPHS } from './usual-facts.ts';

/*
 * Limits of files: Instagram's publishing interface, as docs.contentstudio.io, article 830, and ayrshare.com,
 * media-guidelines/instagram, give it: JPEG, 8 MB, 320 to 1440 wide, feed ratios 4:5 to 1.91:1.
 * Stories: profile line and answer box take about 250 pixels each, schedulala.com/tools/instagram-image-size-guide.
 */

const CHECKED = '2026-11-21';
const FEED_SOURCE = 'ayrshare.com/docs/media-guidelines/instagram; docs.contentstudio.io/article/830';
const STORY_SOURCE =
	'schedulala.com/tools/instagram-image-size-guide; ayrshare.com/docs/media-guidelines/instagram';
const limits: Template['limits'] = { bytes: 8_000_000, formats: ['jpeg'] };

const feed = {
	platform: 'instagram',
	category: 'feed',
	limits,
	recommended: PHOTOGRAPHS,
	evidence: 'guides',
	source: FEED_SOURCE,
	checked: CHECKED,
} as const;

export const INSTAGRAM_TEMPLATES: readonly Template[] = [
	{
		...feed,
		id: 'instagram-feed-square',
		title: 'Instagram feed, square',
		width: 1080,
		height: 1080,
		ratio: '1:1',
		// The profile's grid shows 3:4 of it.
		safe_area: { top: 0, right: 0.125, bottom: 0, left: 0.125 },
		style_hints: ['one strong subject in the middle', 'bold colours that read at thumbnail size'],
		words: ['ig', 'insta', 'post', 'feed', 'square', 'grid', 'social'],
	},
	{
		...feed,
		id: 'instagram-feed-portrait',
		title: 'Instagram feed, portrait',
		width: 1080,
		height: 1350,
		ratio: '4:5',
		safe_area: { top: 0, right: 0.032, bottom: 0, left: 0.032 },
		style_hints: ['upright composition', 'subject in the upper two thirds'],
		words: ['ig', 'insta', 'post', 'feed', 'portrait', 'vertical', 'upright', 'social'],
	},
	{
		...feed,
		id: 'instagram-feed-tall',
		title: 'Instagram feed, tall as the grid',
		width: 1080,
		height: 1440,
		ratio: '3:4',
		safe_area: NO_MARGIN,
		style_hints: ['upright composition', 'nothing important at the very edges'],
		words: ['ig', 'insta', 'post', 'feed', 'tall', 'portrait', 'vertical', 'grid', 'social'],
		source: 'pixextender.com/blog/instagram-post-size; freejobalert.com, Instagram sizes guide 2026',
	},
	{
		...feed,
		id: 'instagram-feed-landscape',
		title: 'Instagram feed, landscape',
		width: 1080,
		height: 566,
		ratio: '1.91:1',
		safe_area: { top: 0, right: 0.3, bottom: 0, left: 0.3 },
		style_hints: ['wide scene with the subject near the middle'],
		words: ['ig', 'insta', 'post', 'feed', 'landscape', 'wide', 'social'],
	},
	{
		...feed,
		id: 'instagram-story',
		category: 'story',
		title: 'Instagram story',
		width: 1080,
		height: 1920,
		ratio: '9:16',
		safe_area: { top: 0.13, right: 0, bottom: 0.13, left: 0 },
		style_hints: FULL_SCREEN_HINTS,
		words: ['ig', 'insta', 'story', 'stories', 'vertical', 'phone', 'full screen', 'social'],
		source: STORY_SOURCE,
	},
	{
		...feed,
		id: 'instagram-reel-cover',
		category: 'cover',
		title: 'Instagram reel cover',
		width: 1080,
		height: 1920,
		ratio: '9:16',
		// In the profile's grid the middle 3:4 is what shows.
		safe_area: { top: 0.125, right: 0, bottom: 0.125, left: 0 },
		style_hints: [...FULL_SCREEN_HINTS, 'room for a short title in the middle'],
		recommended: GOOD_LETTERS,
		words: ['ig', 'insta', 'reel', 'reels', 'cover', 'video', 'vertical', 'thumbnail', 'social'],
		source: STORY_SOURCE,
	},
];
