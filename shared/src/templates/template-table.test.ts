import { describe, expect, test } from 'vitest';
import { ASPECT_RATIO_NAMES, PLATFORMS, templateSchema } from '../contracts/template.ts';
import { ASPECT_RATIOS, keptBy, ratioOf, sizeOfRatio } from './aspect-ratios.ts';
import { TEMPLATE_TABLE } from './template-table.ts';

describe('the table of templates', () => {
	test.each(TEMPLATE_TABLE.map((template) => [template.id, template] as const))(
		'%s is whole',
		(id, template) => {
			expect(templateSchema.parse(template)).toEqual(template);
			expect(id.startsWith(`${template.platform}-`)).toBe(true);
			expect(template.ratio).toBe(ratioOf(template));
			const { top, right, bottom, left } = template.safe_area;
			expect(top + bottom).toBeLessThan(0.8);
			expect(left + right).toBeLessThan(0.8);
		},
	);

	test('has every platform, at least 27 templates and no id twice', () => {
		const ids = TEMPLATE_TABLE.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.length).toBeGreaterThanOrEqual(27);
		expect(new Set(TEMPLATE_TABLE.map(({ platform }) => platform))).toEqual(new Set(PLATFORMS));
	});

	test.each([
		['instagram-feed-square', 1080, 1080],
		['instagram-feed-portrait', 1080, 1350],
		['instagram-story', 1080, 1920],
		['instagram-reel-cover', 1080, 1920],
		['facebook-feed', 1200, 630],
		['facebook-feed-square', 1080, 1080],
		['facebook-story', 1080, 1920],
		['facebook-cover', 851, 315],
		['x-post', 1200, 675],
		['x-card', 1200, 628],
		['x-header', 1500, 500],
		['linkedin-post', 1200, 627],
		['linkedin-post-square', 1200, 1200],
		['linkedin-article', 1200, 627],
		['linkedin-company-cover', 1128, 191],
		['youtube-thumbnail', 1280, 720],
		['youtube-channel-art', 2560, 1440],
		['pinterest-pin', 1000, 1500],
		['pinterest-story-pin', 1080, 1920],
		['tiktok-cover', 1080, 1920],
		['blog-header', 1600, 900],
		['blog-wide-header', 1920, 823],
		['email-banner', 1200, 400],
		['email-product', 1200, 1200],
		['website-hero', 1920, 1080],
		['website-banner', 1920, 640],
		['blog-in-article', 1200, 800],
		['blog-author-portrait', 800, 800],
	])('has %s at %d × %d', (id, width, height) => {
		expect(TEMPLATE_TABLE.find((template) => template.id === id)).toMatchObject({ width, height });
	});
});

describe('ratios', () => {
	test('every name but auto has numbers', () => {
		expect([...Object.keys(ASPECT_RATIOS), 'auto']).toEqual([...ASPECT_RATIO_NAMES]);
	});

	test('a size made of a ratio has that ratio', () => {
		for (const name of ASPECT_RATIO_NAMES) {
			const size = sizeOfRatio(name, 1600);
			expect(size === null ? 'auto' : ratioOf(size)).toBe(name);
		}
	});

	test('cutting keeps the smaller of the two shares', () => {
		expect(keptBy({ width: 1600, height: 900 }, { width: 900, height: 900 })).toBeCloseTo(0.5625);
		expect(keptBy({ width: 900, height: 900 }, { width: 1600, height: 900 })).toBeCloseTo(0.5625);
		expect(keptBy({ width: 2, height: 1 }, { width: 400, height: 200 })).toBe(1);
	});
});
