import type { Template } from '../contracts/template.ts';
import { FULL_SCREEN_HINTS, GOOD_LETTERS } from './usual-facts.ts';

/**
 * TikTok publishes no size for covers; 1080 × 1920 is that of its videos. Files: ayrshare.com/docs/media-guidelines/tiktok
 * (thumbnails up to 1080 × 1920, 20 MB, JPG or PNG). Buttons take the right side, the caption the bottom fifth.
 */
export const TIKTOK_TEMPLATES: readonly Template[] = [
	{
		id: 'tiktok-cover',
		platform: 'tiktok',
		category: 'cover',
		title: 'TikTok cover',
		width: 1080,
		height: 1920,
		ratio: '9:16',
		safe_area: { top: 0.13, right: 0.12, bottom: 0.2, left: 0.05 },
		limits: { bytes: 20_000_000, formats: ['jpeg', 'png'] },
		style_hints: [...FULL_SCREEN_HINTS, 'subject in the upper middle'],
		recommended: GOOD_LETTERS,
		words: ['tik tok', 'video', 'cover', 'thumbnail', 'vertical', 'phone', 'full screen', 'social'],
		evidence: 'guides',
		source:
			'ayrshare.com/docs/media-guidelines/tiktok; pixelmeasures.com/platform-sizes/tiktok/cover-thumbnail',
		checked: '2026-11-21',
	},
];
