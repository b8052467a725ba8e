import type { Comparison, ComparisonRequest } from '@limner/shared/contracts/comparison';
import type { Policy } from '@limner/shared/contracts/policy';
import { addUpComparison, describePlanned } from '../../http/describe/describe-comparison.ts';
import type { Ledger } from '../../open-engine.ts';
import { estimateImageSeconds } from '../../planning/estimate-seconds.ts';
import { planComparison, type PlannedModel } from '../../planning/plan-comparison.ts';
import { idOf, postIdOf } from '../illustrate/command-line-site.ts';
import { leftInDoubt } from '../illustrate/make-images.ts';
import { recallImage, type RecalledImage } from '../run/recall-image.ts';

export interface ComparedImage {
	planned: PlannedModel;
	/** What the ledger knows of it; null where the model cannot be asked. */
	recalled: RecalledImage | null;
	/** Of this prompt and this model. */
	slotId: string;
}

export interface ComparedPlan {
	request: ComparisonRequest;
	postId: number;
	policy: Policy;
	models: ComparedImage[];
}

/** Which models draw it, what is there from earlier runs, and the price of the rest. */
export async function planCompared(
	ledger: Ledger,
	request: ComparisonRequest,
	{ seed, buyAgain }: { seed: number; buyAgain?: true },
): Promise<ComparedPlan> {
	const { providers, database } = ledger;
	const { prompt } = request;
	const secondsFor: Parameters<typeof planComparison>[0]['secondsFor'] = (facts, step) =>
		estimateImageSeconds(database, facts, step);
	const { policy, models } = await planComparison({ providers, secondsFor }, request, new Date());
	const images: ComparedImage[] = [];
	for (const planned of models) {
		const slotId = idOf(['compare', prompt, planned.provider, planned.model]);
		images.push({ planned, slotId, recalled: await recall(planned, slotId) });
	}
	return { request, postId: postIdOf(`compare ${prompt}`), policy, models: images };

	async function recall({ asking }: PlannedModel, slotId: string): Promise<RecalledImage | null> {
		if (asking === null) return null;
		const { step, chosen } = asking;
		const looks = [slotId, step.width, step.height, step.quality, seed];
		const { facts } = chosen.found;
		return recallImage(ledger, { looks, steps: [step], facts, prompt, buyAgain: buyAgain ?? false });
	}
}

/** Micro-dollars for what is made now; null where nothing but unknown prices is left. */
export function priceOfPlanned({ models }: ComparedPlan): number | null {
	const prices = models.flatMap(({ recalled }) => (recalled?.state === 'new' ? [recalled.price] : []));
	const known = prices.filter((price) => price !== null);
	if (known.length === 0 && prices.length > 0) return null;
	return known.reduce((sum, price) => sum + price, 0);
}

export function describePlannedComparison({ request, postId, policy, models }: ComparedPlan): Comparison {
	const described = models.map(({ planned, recalled }) => {
		const model = describePlanned(planned, policy);
		if (recalled === null) return model;
		const price = recalled.state === 'kept' ? 0 : recalled.price;
		const doubt =
			recalled.state === 'in_doubt' ? { state: 'in_doubt' as const, error: leftInDoubt(recalled.price) } : {};
		return { ...model, price_microdollars: price, ...doubt };
	});
	const head = { id: request.id, post_id: postId, prompt: request.prompt };
	return addUpComparison(head, 'planned', described);
}
