import { describe, expect, it } from 'vitest';
import { chooseSlots, MAX_SLOTS } from './choose-slots.ts';

const outline = (...wordCounts: number[]) => ({
	sections: wordCounts.map((wordCount, index) => ({ index, wordCount, hasImage: false })),
});
const choice = { featuredMissing: false, maxInArticle: 3, everySection: false };

describe('chooseSlots', () => {
	it('takes the longest sections, in the post’s order', () => {
		expect(chooseSlots(outline(10, 90, 10, 10, 80, 10, 10, 100), choice)).toEqual([1, 4, 7]);
	});

	it('puts the featured image first where it is missing', () => {
		expect(chooseSlots(outline(50), { ...choice, featuredMissing: true })).toEqual([-1, 0]);
		expect(chooseSlots(outline(), { ...choice, featuredMissing: true })).toEqual([-1]);
	});

	it('passes over sections with an image and those without words', () => {
		const { sections } = outline(10, 500, 0, 20);
		sections[1] = { index: 1, wordCount: 500, hasImage: true };
		expect(chooseSlots({ sections }, choice)).toEqual([0, 3]);
	});

	it('spreads images over the post rather than choosing neighbours', () => {
		expect(chooseSlots(outline(100, 99, 98, 60, 60, 90, 60, 60, 60), { ...choice, maxInArticle: 2 })).toEqual(
			[0, 5],
		);
		const chosen = chooseSlots(outline(...Array.from({ length: 300 }, () => 30)), {
			...choice,
			maxInArticle: 5,
		});
		expect(Math.max(...chosen) - Math.min(...chosen)).toBeGreaterThan(150);
	});

	it('chooses none with a maximum of 0, and all where there are fewer', () => {
		expect(chooseSlots(outline(10, 20), { ...choice, maxInArticle: 0 })).toEqual([]);
		expect(chooseSlots(outline(10, 20), choice)).toEqual([0, 1]);
	});

	it('takes every section without an image where the site wants that, up to the cap', () => {
		expect(chooseSlots(outline(10, 0, 30), { ...choice, everySection: true })).toEqual([0, 1, 2]);
		expect(
			chooseSlots(outline(...Array.from({ length: 300 }, () => 30)), { ...choice, everySection: true }),
		).toHaveLength(MAX_SLOTS);
	});
});
