import type { Template } from '../contracts/template.ts';
import { NO_MARGIN, PHOTOGRAPHS } from './usual-facts.ts';

/*
 * mailchimp.com/help/about-template-images and kb.mailchimp.com, image requirements for templates: at most 600 wide, files
 * below 1 MB, JPG, GIF or PNG, twice the pixels for dense screens (a 600 × 200 header as 1200 × 400).
 */

const CHECKED = '2026-11-21';
const common = {
	platform: 'email',
	recommended: PHOTOGRAPHS,
	evidence: 'platform',
	source: 'mailchimp.com/help/about-template-images',
	checked: CHECKED,
	limits: { bytes: 1_000_000, formats: ['jpeg', 'png'] },
	safe_area: NO_MARGIN,
} satisfies Partial<Template>;

export const EMAIL_TEMPLATES: readonly Template[] = [
	{
		...common,
		id: 'email-banner',
		category: 'header',
		title: 'E-mail banner',
		width: 1200,
		height: 400,
		ratio: '3:1',
		style_hints: ['wide and simple', 'clear at half its size'],
		words: ['mail', 'e-mail', 'newsletter', 'banner', 'header', 'campaign', 'mailchimp'],
	},
	{
		...common,
		id: 'email-product',
		category: 'product',
		title: 'E-mail product image',
		width: 1200,
		height: 1200,
		ratio: '1:1',
		style_hints: ['one product on a plain background', 'soft shadow'],
		words: ['mail', 'e-mail', 'newsletter', 'product', 'shop', 'offer', 'square', 'campaign'],
		evidence: 'own',
	},
];
