import type { Template } from '../contracts/template.ts';
import { GOOD_LETTERS, SHOWPIECES } from './usual-facts.ts';

/*
 * Thumbnail: image-compressor.uk/youtube-image-sizes (1280 × 720, 2 MB), futurescope.co (at least 640 wide). Banner: developers.google.com/youtube/v3/docs/channelBanners/insert (16:9, at least 2048 × 1152, 2560 × 1440
 * recommended, 6 MB, JPEG or PNG); 1235 × 338 of 2048 × 1152 in the middle are always seen:
 * xrsave.com/?p=1234, after YouTube's help.
 */

const CHECKED = '2026-11-21';

export const YOUTUBE_TEMPLATES: readonly Template[] = [
	{
		id: 'youtube-thumbnail',
		platform: 'youtube',
		category: 'thumbnail',
		title: 'YouTube thumbnail',
		width: 1280,
		height: 720,
		ratio: '16:9',
		// The duration stands at the lower right.
		safe_area: { top: 0.03, right: 0.03, bottom: 0.14, left: 0.03 },
		limits: { bytes: 2_000_000, formats: ['jpeg', 'png'] },
		style_hints: [
			'one large subject with a clear expression',
			'saturated colours',
			'nothing at the lower right',
		],
		recommended: GOOD_LETTERS,
		words: ['yt', 'video', 'thumbnail', 'preview', 'landscape', 'social'],
		evidence: 'guides',
		source: 'image-compressor.uk/youtube-image-sizes',
		checked: CHECKED,
	},
	{
		id: 'youtube-channel-art',
		platform: 'youtube',
		category: 'header',
		title: 'YouTube channel art',
		width: 2560,
		height: 1440,
		ratio: '16:9',
		safe_area: { top: 0.353, right: 0.198, bottom: 0.353, left: 0.198 },
		limits: { bytes: 6_000_000, formats: ['jpeg', 'png'] },
		style_hints: ['everything important in a strip across the middle', 'plain surroundings'],
		recommended: SHOWPIECES,
		words: ['yt', 'channel', 'banner', 'header', 'cover', 'art', 'video', 'social'],
		evidence: 'platform',
		source: 'developers.google.com/youtube/v3/docs/channelBanners/insert',
		checked: CHECKED,
	},
];
