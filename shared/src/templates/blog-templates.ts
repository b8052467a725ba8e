import type { Template } from '../contracts/template.ts';
import { NO_MARGIN, PHOTOGRAPHS, SHOWPIECES } from './usual-facts.ts';

/*
 * Nobody prescribes these. Google asks for 1200 pixels and more, and for 16:9, 4:3 and 1:1 (its
 * documentation of Article and of Discover); 1600 wide is twice what a theme's text column is. Half a megabyte keeps a page's first image quick.
 */

const CHECKED = '2026-11-21';
const common = {
	platform: 'blog',
	recommended: PHOTOGRAPHS,
	evidence: 'own',
	source: 'developers.google.com/search/docs, Article and Discover',
	checked: CHECKED,
} as const;

export const BLOG_TEMPLATES: readonly Template[] = [
	{
		...common,
		id: 'blog-header',
		category: 'header',
		title: 'Blog header',
		width: 1600,
		height: 900,
		ratio: '16:9',
		// Themes cut featured images to 3:2 and 4:3.
		safe_area: { top: 0, right: 0.125, bottom: 0, left: 0.125 },
		limits: { bytes: 500_000, formats: ['webp', 'jpeg', 'png', 'avif'] },
		style_hints: ['tells the subject of the article without words', 'subject in the middle'],
		words: ['featured', 'hero', 'header', 'article', 'wordpress', 'title image', 'landscape'],
	},
	{
		...common,
		id: 'blog-wide-header',
		category: 'header',
		title: 'Blog header, wide',
		width: 1920,
		height: 823,
		ratio: '21:9',
		safe_area: { top: 0, right: 0.2, bottom: 0, left: 0.2 },
		limits: { bytes: 600_000, formats: ['webp', 'jpeg', 'png', 'avif'] },
		style_hints: ['a wide scene like a film still', 'subject in the middle'],
		recommended: SHOWPIECES,
		words: ['featured', 'hero', 'header', 'wide', 'full width', 'cinematic', 'banner', 'wordpress'],
	},
	{
		...common,
		id: 'blog-in-article',
		category: 'article',
		title: 'Blog, in the article',
		width: 1200,
		height: 800,
		ratio: '3:2',
		safe_area: NO_MARGIN,
		limits: { bytes: 300_000, formats: ['webp', 'jpeg', 'png', 'avif'] },
		style_hints: ['shows one thing from its section', 'same light and colours as its neighbours'],
		words: ['article', 'section', 'inline', 'illustration', 'wordpress', 'body'],
	},
	{
		...common,
		id: 'blog-author-portrait',
		category: 'portrait',
		title: 'Blog author portrait',
		width: 800,
		height: 800,
		ratio: '1:1',
		// Themes show it as a circle.
		safe_area: { top: 0.15, right: 0.15, bottom: 0.15, left: 0.15 },
		limits: { bytes: 200_000, formats: ['webp', 'jpeg', 'png', 'avif'] },
		style_hints: ['head and shoulders', 'plain background', 'face in the middle'],
		words: ['author', 'avatar', 'portrait', 'face', 'profile picture', 'person', 'square'],
	},
];
