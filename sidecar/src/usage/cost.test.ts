import { expect, test } from 'vitest';
import { costOfChat, costOfImage } from './cost.ts';

test('costOfImage is in integer micro-dollars', () => {
	const prices = { textIn: 5, imageIn: 8, imageOut: 30 };
	expect(costOfImage({ textIn: 100, imageIn: 1000, imageOut: 1756 }, prices)).toBe(500 + 8000 + 52_680);
	expect(costOfImage({ textIn: 1, imageIn: 1, imageOut: 0 }, { textIn: 2, imageIn: 2.5, imageOut: 8 })).toBe(
		5,
	);
});

test('costOfChat bills the cached part of the input at its own price', () => {
	const prices = { input: 0.1, cachedInput: 0.01, output: 0.5 };
	expect(costOfChat({ input: 10_000, cachedInput: 4000, output: 2000 }, prices)).toBe(600 + 40 + 1000);
});
