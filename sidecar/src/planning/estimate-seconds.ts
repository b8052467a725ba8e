import { typicalSeconds } from '../models/estimate-price.ts';
import type { ModelFacts } from '../models/model-facts.ts';
import type { Database } from '../storage/database.ts';
import { recentModelTimes } from '../storage/model-times.ts';
import type { ImageStep } from './image-steps.ts';

/** Seconds that one image takes, from this model's own past times; before there are any, from its table. */
export async function estimateImageSeconds(
	database: Database,
	facts: ModelFacts,
	step: Pick<ImageStep, 'width' | 'height' | 'quality'>,
): Promise<number> {
	const times = await recentModelTimes(database, facts.provider, facts.name, step.quality);
	const middle = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
	return middle === undefined ? typicalSeconds(facts, step) : Math.max(1, middle / 1000);
}

/** Seconds for so many images, with so many calls at once. */
export function estimateSecondsForAll(images: number, secondsEach: number, places: number): number {
	return Math.ceil(Math.ceil(images / places) * secondsEach);
}
