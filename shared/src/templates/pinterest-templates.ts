import type { Template } from '../contracts/template.ts';
import { FULL_SCREEN_HINTS, GOOD_LETTERS, PHOTOGRAPHS } from './usual-facts.ts';

/*
 * help.pinterest.com/en/business/article/pinterest-product-specs: PNG or JPEG, 20 MB from a computer, 2:3 or
 * 1000 × 1500 recommended; taller ones are cut in feeds. Story pins: 1080 × 1920.
 */

const CHECKED = '2026-11-21';
const SOURCE = 'help.pinterest.com/en/business/article/pinterest-product-specs';
const limits: Template['limits'] = { bytes: 20_000_000, formats: ['jpeg', 'png'] };

export const PINTEREST_TEMPLATES: readonly Template[] = [
	{
		id: 'pinterest-pin',
		platform: 'pinterest',
		category: 'feed',
		title: 'Pinterest pin',
		width: 1000,
		height: 1500,
		ratio: '2:3',
		// Save button above, visual search below.
		safe_area: { top: 0.08, right: 0.05, bottom: 0.08, left: 0.05 },
		limits,
		style_hints: ['upright still life or step of a recipe', 'bright and warm', 'room for a title'],
		recommended: GOOD_LETTERS,
		words: ['pin', 'vertical', 'upright', 'recipe', 'idea', 'craft', 'social'],
		evidence: 'platform',
		source: SOURCE,
		checked: CHECKED,
	},
	{
		id: 'pinterest-story-pin',
		platform: 'pinterest',
		category: 'story',
		title: 'Pinterest story pin',
		width: 1080,
		height: 1920,
		ratio: '9:16',
		safe_area: { top: 0.14, right: 0.18, bottom: 0.23, left: 0.06 },
		limits,
		style_hints: FULL_SCREEN_HINTS,
		recommended: PHOTOGRAPHS,
		words: ['pin', 'idea pin', 'story', 'vertical', 'phone', 'full screen', 'social'],
		evidence: 'guides',
		source: 'aspectratiocalculator.pages.dev/blog/aspect-ratio-guide-pinterest',
		checked: CHECKED,
	},
];
