import type { ModelFacts } from '../../models/model-facts.ts';
import type { Ledger } from '../../open-engine.ts';
import { priceOfStep, type ImageStep } from '../../planning/image-steps.ts';
import type { CallRow } from '../../storage/tables.ts';
import { listCalls } from '../../usage/call-ledger.ts';
import { idOf } from '../illustrate/command-line-site.ts';
import type { WantedImage } from './run-attempts.ts';

export interface ImageLooks {
	/** All that decides how the image looks: what is made of the same is the same image. */
	looks: unknown;
	steps: readonly ImageStep[];
	facts: ModelFacts;
	prompt: string;
	buyAgain: boolean;
}

export interface RecalledImage extends Pick<WantedImage, 'attemptId' | 'state'> {
	/** Micro-dollars that are still to be paid, were it made now; null where that is not known. */
	price: number | null;
}

/**
 * What the ledger knows of an image. Where an earlier call's outcome is not known, buying again is another attempt, as
 * an attempt is charged once.
 */
export async function recallImage(
	ledger: Pick<Ledger, 'database'>,
	{ looks, steps, facts, prompt, buyAgain }: ImageLooks,
): Promise<RecalledImage> {
	let round = 0;
	let calls = await listCalls(ledger.database, idOf([looks, round]));
	while (isInDoubt(calls)) {
		const next = await listCalls(ledger.database, idOf([looks, round + 1]));
		if (next.length === 0 && !buyAgain) break;
		round += 1;
		calls = next;
	}
	const stored = new Set(calls.filter(({ state }) => state === 'stored').map(({ operation }) => operation));
	const missing = steps.filter(({ operation }) => !stored.has(operation));
	const price = missing.reduce<number | null>((sum, step) => {
		const one = priceOfStep(facts, step, prompt);
		return sum === null || one === null ? null : sum + one;
	}, 0);
	const state = missing.length === 0 ? 'kept' : isInDoubt(calls) ? 'in_doubt' : 'new';
	return { attemptId: idOf([looks, round]), state, price };
}

function isInDoubt(calls: readonly CallRow[]): boolean {
	const isStored = (operation: string) =>
		calls.some((call) => call.operation === operation && call.state === 'stored');
	return calls.some(({ state, operation }) => state === 'in_doubt' && !isStored(operation));
}
