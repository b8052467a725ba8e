import { LimnerError } from '../errors/limner-error.ts';
import { fixedSizeOf, type ModelFacts, type SizeRule } from './model-facts.ts';

export interface LegalSize {
	width: number;
	height: number;
	/** False: another ratio than wanted, so that something has to be cut off. */
	exactRatio: boolean;
	/** False: smaller than wanted on a side, so that it has to be enlarged a little. */
	covers: boolean;
}

/** More pixels than this many times the wanted ones are not worth an exact ratio: a strip is cut off instead. */
const LARGEST_EXCESS = 1.5;
/** Beyond it an enlarged image looks soft, and the size is refused instead. */
const LARGEST_ENLARGEMENT = 1.25;

/** Difference of two ratios' logarithms below which they are one: sizes are whole pixels. */
const SAME_RATIO = 0.03;

type FreeRule = Extract<SizeRule, { kind: 'free' }>;

/**
 * What to ask a model for when `width` × `height` pixels are wanted: the smallest legal size of the same ratio that
 * covers them; where there is none within reason, the legal size nearest to it in ratio.
 */
export function legalSizeFor(facts: ModelFacts, width: number, height: number): LegalSize {
	const size =
		facts.sizes.kind === 'free' ? freeSize(facts.sizes, width, height) : fixedSize(facts, width, height);
	const enlargement = Math.max(width / size.width, height / size.height);
	if (enlargement > LARGEST_ENLARGEMENT) {
		throw new LimnerError('size_unsupported', {
			subject: `${width}×${height}`,
			cause: `${facts.name} makes at most ${size.width}×${size.height} in this ratio`,
		});
	}
	return { ...size, exactRatio: size.width * height === size.height * width, covers: enlargement <= 1 };
}

/** Whether a model takes these pixels as they are. */
export function isLegalSize({ sizes }: ModelFacts, size: { width: number; height: number }): boolean {
	if (sizes.kind === 'fixed') return fixedSizeOf(sizes, size) !== undefined;
	return size.width % sizes.multiple === 0 && size.height % sizes.multiple === 0 && isLegal(sizes, size);
}

function freeSize(rule: FreeRule, width: number, height: number): { width: number; height: number } {
	return exactSize(rule, width, height) ?? nearestSize(rule, width, height);
}

/** Multiples of the smallest legal size of this very ratio: the first that covers, has enough pixels and is not too big. */
function exactSize(rule: FreeRule, width: number, height: number): { width: number; height: number } | null {
	const divisor = greatestCommonDivisor(width, height);
	const step = { width: (width / divisor) * rule.multiple, height: (height / divisor) * rule.multiple };
	const steps = Math.max(
		Math.ceil(width / step.width),
		Math.ceil(Math.sqrt(rule.smallestPixels / (step.width * step.height))),
	);
	const size = { width: step.width * steps, height: step.height * steps };
	const excess = (size.width * size.height) / Math.max(width * height, rule.smallestPixels);
	return isLegal(rule, size) && excess <= LARGEST_EXCESS ? size : null;
}

/** Every side rounded up, the shorter one widened until the ratio is legal, all of it shrunk where it is too big. */
function nearestSize(rule: FreeRule, width: number, height: number): { width: number; height: number } {
	const longest = Math.max(width, height);
	const wide = {
		width: Math.max(width, longest / rule.largestRatio),
		height: Math.max(height, longest / rule.largestRatio),
	};
	const up = Math.max(1, Math.sqrt(rule.smallestPixels / (wide.width * wide.height)));
	const grown = roundedUp(rule, wide.width * up, wide.height * up);
	if (isLegal(rule, grown)) return grown;
	const down = Math.min(
		rule.largestSide / Math.max(wide.width, wide.height),
		Math.sqrt(rule.largestPixels / (wide.width * wide.height)),
		1,
	);
	return roundedDown(rule, wide.width * down, wide.height * down);
}

function isLegal(rule: FreeRule, size: { width: number; height: number }): boolean {
	const pixels = size.width * size.height;
	const longest = Math.max(size.width, size.height);
	return (
		pixels >= rule.smallestPixels &&
		pixels <= rule.largestPixels &&
		longest <= rule.largestSide &&
		longest <= rule.largestRatio * Math.min(size.width, size.height)
	);
}

function roundedUp(rule: FreeRule, width: number, height: number): { width: number; height: number } {
	const round = (side: number) => Math.ceil(side / rule.multiple - 1e-9) * rule.multiple;
	return { width: round(width), height: round(height) };
}

/** The longer side is rounded down first and the shorter kept within the ratio. */
function roundedDown(rule: FreeRule, width: number, height: number): { width: number; height: number } {
	const longest = Math.floor(Math.max(width, height) / rule.multiple + 1e-9) * rule.multiple;
	const least = Math.ceil(longest / rule.largestRatio / rule.multiple) * rule.multiple;
	const shortest = Math.max(
		least,
		Math.floor(Math.min(width, height) / rule.multiple + 1e-9) * rule.multiple,
	);
	return width >= height ? { width: longest, height: shortest } : { width: shortest, height: longest };
}

/** Of the sizes nearest in ratio the smallest that covers; where none does, the largest. */
function fixedSize(facts: ModelFacts, width: number, height: number): { width: number; height: number } {
	const sizes = facts.sizes.kind === 'fixed' ? facts.sizes.sizes : [];
	const wanted = Math.log(width / height);
	const distance = (size: { width: number; height: number }) =>
		Math.abs(Math.log(size.width / size.height) - wanted);
	const nearest = Math.min(...sizes.map(distance));
	const ofRatio = sizes
		.filter((size) => distance(size) - nearest < SAME_RATIO)
		.toSorted((one, other) => one.width * one.height - other.width * other.height);
	const size = ofRatio.find((one) => one.width >= width && one.height >= height) ?? ofRatio.at(-1);
	if (!size)
		throw new LimnerError('size_unsupported', {
			subject: `${width}×${height}`,
			cause: `${facts.name} has no sizes`,
		});
	return { width: size.width, height: size.height };
}

function greatestCommonDivisor(one: number, other: number): number {
	return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
