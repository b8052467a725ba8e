import type { Template } from '../contracts/template.ts';
import { SHOWPIECES } from './usual-facts.ts';

/*
 * Our own choice: 1920 wide covers the most common desktop screen, and 2.5 seconds for the largest picture of a page
 * (web.dev/articles/lcp) leave about this many bytes on a mobile connection.
 */

const CHECKED = '2026-11-21';
const common = {
	platform: 'website',
	category: 'header',
	recommended: SHOWPIECES,
	evidence: 'own',
	source: 'web.dev/articles/lcp',
	checked: CHECKED,
} as const;

export const WEBSITE_TEMPLATES: readonly Template[] = [
	{
		...common,
		id: 'website-hero',
		title: 'Website hero',
		width: 1920,
		height: 1080,
		ratio: '16:9',
		// Words stand on it, and narrow screens show its middle.
		safe_area: { top: 0.1, right: 0.2, bottom: 0.1, left: 0.2 },
		limits: { bytes: 600_000, formats: ['webp', 'jpeg', 'png', 'avif'] },
		style_hints: ['one subject with room beside it for a headline', 'calm background'],
		words: ['hero', 'landing page', 'home page', 'front page', 'header', 'site', 'landscape'],
	},
	{
		...common,
		id: 'website-banner',
		title: 'Website banner',
		width: 1920,
		height: 640,
		ratio: '3:1',
		safe_area: { top: 0.05, right: 0.2, bottom: 0.05, left: 0.2 },
		limits: { bytes: 400_000, formats: ['webp', 'jpeg', 'png', 'avif'] },
		style_hints: ['a wide strip with the subject in the middle', 'calm background'],
		words: ['banner', 'header', 'strip', 'landing page', 'home page', 'category', 'site', 'wide'],
	},
];
