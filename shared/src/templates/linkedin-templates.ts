import type { Template } from '../contracts/template.ts';
import { NO_MARGIN, PHOTOGRAPHS, SHOWPIECES } from './usual-facts.ts';

/*
 * Feed and links: ayrshare.com/docs/media-guidelines/linkedin (1200 × 627, 5 MB, JPG, GIF, PNG). Pages and
 * profiles: picturesizes.com/specs/social-media/linkedin (cover 1128 × 191, banner 1584 × 396).
 */

const CHECKED = '2026-11-21';
const FEED_SOURCE = 'ayrshare.com/docs/media-guidelines/linkedin';
const GUIDE = 'picturesizes.com/specs/social-media/linkedin';
const limits: Template['limits'] = { bytes: 5_000_000, formats: ['jpeg', 'png'] };
const common = { platform: 'linkedin', recommended: PHOTOGRAPHS, limits, checked: CHECKED } as const;

export const LINKEDIN_TEMPLATES: readonly Template[] = [
	{
		...common,
		id: 'linkedin-post',
		category: 'feed',
		title: 'LinkedIn post and link preview',
		width: 1200,
		height: 627,
		ratio: '1.91:1',
		safe_area: { top: 0.05, right: 0.05, bottom: 0.05, left: 0.05 },
		style_hints: ['businesslike and uncluttered', 'natural light'],
		words: ['post', 'feed', 'link', 'preview', 'share', 'business', 'landscape', 'social'],
		evidence: 'guides',
		source: FEED_SOURCE,
	},
	{
		...common,
		id: 'linkedin-post-square',
		category: 'feed',
		title: 'LinkedIn post, square',
		width: 1200,
		height: 1200,
		ratio: '1:1',
		safe_area: NO_MARGIN,
		style_hints: ['businesslike and uncluttered', 'one subject'],
		words: ['post', 'feed', 'square', 'business', 'social'],
		evidence: 'guides',
		source: GUIDE,
	},
	{
		...common,
		id: 'linkedin-article',
		category: 'article',
		title: 'LinkedIn article cover',
		width: 1200,
		height: 627,
		ratio: '1.91:1',
		safe_area: { top: 0.05, right: 0.05, bottom: 0.05, left: 0.05 },
		style_hints: ['tells the subject without words', 'businesslike'],
		words: ['article', 'newsletter', 'cover', 'business', 'pulse', 'social'],
		evidence: 'guides',
		source: 'so-me.studio/free-tools/free-linkedin-image-resizer',
	},
	{
		...common,
		id: 'linkedin-company-cover',
		category: 'cover',
		title: 'LinkedIn company page cover',
		width: 1128,
		height: 191,
		ratio: 'auto',
		// The logo stands over the lower left.
		safe_area: { top: 0.05, right: 0.05, bottom: 0.1, left: 0.2 },
		limits: { bytes: 3_000_000, formats: ['jpeg', 'png'] },
		style_hints: ['a very wide strip', 'subject right of the middle'],
		recommended: SHOWPIECES,
		words: ['company', 'page', 'cover', 'banner', 'header', 'business', 'social'],
		evidence: 'guides',
		source: GUIDE,
	},
	{
		...common,
		id: 'linkedin-profile-banner',
		category: 'header',
		title: 'LinkedIn profile banner',
		width: 1584,
		height: 396,
		ratio: '4:1',
		// Portrait and name cover the lower left.
		safe_area: { top: 0.05, right: 0.05, bottom: 0.33, left: 0.05 },
		limits: { bytes: 8_000_000, formats: ['jpeg', 'png'] },
		style_hints: ['a wide, calm backdrop', 'subject in the upper right'],
		recommended: SHOWPIECES,
		words: ['profile', 'banner', 'header', 'cover', 'background', 'business', 'social'],
		evidence: 'guides',
		source: GUIDE,
	},
];
