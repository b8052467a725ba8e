import type { Template } from '../contracts/template.ts';

export const NO_MARGIN: Template['safe_area'] = { top: 0, right: 0, bottom: 0, left: 0 };

/** For a picture without words. */
export const PHOTOGRAPHS: Template['recommended'] = {
	tier: 'standard',
	models: [
		{ provider: 'openai', model: 'gpt-image-2.5-flare' },
		{ provider: 'bfl', model: 'flux-2-pro' },
		{ provider: 'google', model: 'gemini-nano-banana-2.1' },
	],
};

/** For a picture that people look at large, or that stays for months. */
export const SHOWPIECES: Template['recommended'] = {
	tier: 'premium',
	models: [
		{ provider: 'openai', model: 'gpt-image-2.5-sunburst' },
		{ provider: 'google', model: 'gemini-3-pro-image' },
		{ provider: 'bfl', model: 'flux-2-max' },
	],
};

/** For a picture with words in it. */
export const GOOD_LETTERS: Template['recommended'] = {
	tier: 'standard',
	models: [
		{ provider: 'openai', model: 'gpt-image-2.5-flare' },
		{ provider: 'google', model: 'gemini-3-pro-image' },
	],
};

export const FULL_SCREEN_HINTS: Template['style_hints'] = [
	'fills an upright phone screen',
	'calm top and bottom, where the app puts its own words',
];
