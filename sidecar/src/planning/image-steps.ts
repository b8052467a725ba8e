import type { OperationOrder } from '@limner/shared/contracts/operation';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import { LimnerError } from '../errors/limner-error.ts';
import { estimatePrice } from '../models/estimate-price.ts';
import { legalSizeFor, type LegalSize } from '../models/legal-size.ts';
import type { ModelFacts } from '../models/model-facts.ts';

/** One image that has to be made for a slot. */
export interface ImageStep extends LegalSize {
	operation: 'desktop' | 'mobile';
	quality: Policy['quality'];
	/** How many reference images go along at most: the site's, and the post's first image or for a mobile one the desktop image. */
	references: number;
	partialImages: number;
}

/** Enough to see where the image is going, at 100 output tokens each. */
const PREVIEWS = 2;

/**
 * What a slot takes under a site's policy, the desktop image first. Cropping needs one image; a local provider makes
 * the mobile image anew, as that costs nothing and sets the words for the ratio.
 */
export function imageSteps(facts: ModelFacts, policy: Policy): ImageStep[] {
	const { desktop, mobile } = policy;
	if (!desktop.enabled && !mobile.enabled) {
		throw new LimnerError('request_malformed', {
			subject: 'desktop',
			cause: 'neither a desktop nor a mobile image is switched on',
		});
	}
	const main = desktop.enabled ? desktop : mobile;
	const common = {
		quality: facts.qualities.includes(policy.quality) ? policy.quality : ('auto' as const),
		partialImages: policy.previews ? Math.min(PREVIEWS, facts.largestPartialImageCount) : 0,
	};
	const steps: ImageStep[] = [
		{
			operation: 'desktop',
			...legalSizeFor(facts, main.width, main.height),
			references: countStyleReferences(facts, policy) + (takesFirstAsReference(facts, policy) ? 1 : 0),
			...common,
		},
	];
	const isApart = facts.isLocal || (policy.mobile_mode === 'compose' && facts.largestReferenceCount > 0);
	if (desktop.enabled && mobile.enabled && isApart) {
		const size = legalSizeFor(facts, mobile.width, mobile.height);
		steps.push({
			operation: 'mobile',
			...size,
			references: facts.isLocal ? 0 : countStyleReferences(facts, policy, 1) + 1,
			...common,
			partialImages: 0,
		});
	}
	return steps;
}

/** Operations on an image make one; its mobile file is cut from it. */
export function operationSteps(facts: ModelFacts, policy: Policy, operation: OperationOrder): ImageStep[] {
	const steps = imageSteps(facts, policy);
	if (operation.name === 'generate') return steps;
	const images = operation.references.length + (operation.source === null ? 0 : 1);
	return steps.slice(0, 1).map((step) => ({ ...step, references: images }));
}

/** The price is that with the reference, also for a post's first image: better asked too much than too little. */
export function takesFirstAsReference(facts: ModelFacts, policy: Policy): boolean {
	return (
		policy.prompting.first_as_reference &&
		facts.operations.includes('generate_with_references') &&
		facts.largestReferenceCount > countStyleReferences(facts, policy)
	);
}

/**
 * How many of the site's reference images this model takes, where places are left for others. A policy that was kept
 * with an older generation has no list.
 */
export function countStyleReferences(facts: ModelFacts, policy: Policy, placesForOthers = 0): number {
	if (!facts.operations.includes('generate_with_references')) return 0;
	const places = Math.max(0, facts.largestReferenceCount - placesForOthers);
	return Math.min(places, listStyleReferences(policy).length);
}

export function listStyleReferences(policy: Partial<Pick<Policy, 'style_references'>>): readonly string[] {
	return policy.style_references ?? POLICY_DEFAULTS.style_references;
}

/** Micro-dollars for all of them; null where one has no known price. */
export function priceOfSteps(facts: ModelFacts, steps: ImageStep[], prompt: string): number | null {
	return steps.reduce<number | null>((sum, step) => {
		const price = priceOfStep(facts, step, prompt);
		return sum === null || price === null ? null : sum + price;
	}, 0);
}

export function priceOfStep(facts: ModelFacts, step: ImageStep, prompt: string): number | null {
	return estimatePrice(facts, { ...step, prompt });
}

/** The ratio in words: `16:9`; where the numbers would be large, the nearest familiar one. */
export function describeAspect({ width, height }: { width: number; height: number }): string {
	const divisor = greatestCommonDivisor(width, height);
	const [across, down] = [width / divisor, height / divisor];
	if (across <= 21 && down <= 21) return `${across}:${down}`;
	const wanted = Math.log(width / height);
	const [nearest] = FAMILIAR.toSorted(
		(one, other) =>
			Math.abs(Math.log(one[0] / one[1]) - wanted) - Math.abs(Math.log(other[0] / other[1]) - wanted),
	);
	return nearest ? `${nearest[0]}:${nearest[1]}` : `${across}:${down}`;
}

const FAMILIAR: [number, number][] = [
	[1, 1],
	[5, 4],
	[4, 3],
	[3, 2],
	[16, 10],
	[16, 9],
	[2, 1],
	[21, 9],
	[3, 1],
	[4, 5],
	[3, 4],
	[2, 3],
	[9, 16],
	[1, 2],
	[1, 3],
];

function greatestCommonDivisor(one: number, other: number): number {
	return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
