import { describe, expect, test } from 'vitest';
import { templateWishSchema } from '../contracts/template.ts';
import { findTemplate, listTemplates, searchTemplates, specsOfPlatform } from './find-templates.ts';
import { recommendTemplates } from './recommend-templates.ts';

const ids = (templates: { id: string }[]) => templates.map(({ id }) => id);
const recommended = (wish: object) =>
	recommendTemplates(templateWishSchema.parse(wish)).map(({ template }) => template.id);

describe('listTemplates', () => {
	test('filters by platform, by category and by both', () => {
		expect(ids(listTemplates({ platform: 'youtube' }))).toEqual(['youtube-thumbnail', 'youtube-channel-art']);
		expect(ids(listTemplates({ category: 'story' }))).toEqual([
			'instagram-story',
			'facebook-story',
			'pinterest-story-pin',
		]);
		expect(ids(listTemplates({ platform: 'pinterest', category: 'story' }))).toEqual(['pinterest-story-pin']);
		expect(listTemplates({ platform: 'tiktok', category: 'portrait' })).toEqual([]);
	});
});

test('findTemplate knows ids and nothing else', () => {
	expect(findTemplate('x-card')?.width).toBe(1200);
	expect(findTemplate('X card')).toBeNull();
});

describe('searchTemplates', () => {
	test.each([
		['twitter card', ['x-card']],
		['newsletter', ['linkedin-article', 'email-banner', 'email-product']],
		['1080×1350', ['instagram-feed-portrait']],
		['1.91:1 preview', ['facebook-feed', 'x-card', 'linkedin-post']],
		['Avatar', ['blog-author-portrait']],
		['an image for my reel', ['instagram-reel-cover']],
		['nothing of the kind', []],
		['   ', []],
	])('%s', (text, expected) => {
		expect(ids(searchTemplates(text))).toEqual(expected);
	});

	test('takes the beginning of a word, and every word has to fit', () => {
		expect(ids(searchTemplates('thumb'))).toContain('youtube-thumbnail');
		expect(ids(searchTemplates('youtube story'))).toEqual([]);
	});
});

describe('recommendTemplates', () => {
	test('puts what answers most of the wish first', () => {
		expect(recommended({ use: 'the banner of our newsletter' })[0]).toBe('email-banner');
		expect(recommended({ use: 'a story for Instagram' })[0]).toBe('instagram-story');
		expect(recommended({ use: 'share a link on twitter' })[0]).toBe('x-card');
		expect(recommended({ use: 'Videos on YouTube', count: 1 })).toEqual(['youtube-thumbnail']);
	});

	test('says which words it answered', () => {
		const [first] = recommendTemplates(templateWishSchema.parse({ use: 'pins of recipes for cooks' }));
		expect(first).toMatchObject({
			template: { id: 'pinterest-pin' },
			matched: ['pins', 'recipes'],
			kept: null,
		});
	});

	test('among equals, and without words, puts first what keeps more of the image', () => {
		const image = { width: 1080, height: 1920 };
		const open = recommendTemplates(templateWishSchema.parse({ image }));
		expect(open.every(({ kept }) => kept === 1)).toBe(true);
		expect(recommended({ use: 'instagram', image })[0]).toBe('instagram-story');
	});

	test('stays within the platforms that were named, and answers nothing to nonsense', () => {
		expect(recommended({ use: 'banner', platforms: ['x'] })).toEqual(['x-header']);
		expect(recommended({ use: 'xyzzy' })).toEqual([]);
	});
});

test('specsOfPlatform names what every template of it takes', () => {
	expect(specsOfPlatform('facebook')).toMatchObject({
		title: 'Facebook',
		formats: ['jpeg'],
		bytes: 100_000,
		ratios: ['1.91:1', '1:1', '9:16', 'auto'],
	});
});
