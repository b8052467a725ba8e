import type { WireOutline } from '@limner/shared/contracts/outline';
import type { Plan, PlannedSlot } from '@limner/shared/contracts/plan';
import type { Policy } from '@limner/shared/contracts/policy';
import type { Outline } from '@limner/shared/sections/outline';
import { writePlan } from '../../jobs/write-plan.ts';
import type { ModelFacts } from '../../models/model-facts.ts';
import { imageSteps } from '../../planning/image-steps.ts';
import { makePlan } from '../../planning/make-plan.ts';
import { findPlan, savePlan } from '../../storage/plans.ts';
import { recallImage, type RecalledImage } from '../run/recall-image.ts';
import type { WantedImage } from '../run/run-attempts.ts';
import { COMMAND_LINE_SITE, idOf, postIdOf } from './command-line-site.ts';
import type { Ledger } from '../../open-engine.ts';
import { FileNames } from './name-files.ts';
import { formOf, type Article, type PictureSpot } from './read-article.ts';

/** Its title is the heading, or the article's. */
export interface PlannedImage extends WantedImage, RecalledImage {
	slot: PlannedSlot;
	/** Without ending. */
	fileName: string;
	spot: PictureSpot;
}

export interface ArticlePlan {
	plan: Plan;
	policy: Policy;
	article: Article;
	images: PlannedImage[];
}

export interface PlanWishes {
	policy: Policy;
	seed: number;
	buyAgain: boolean;
}

/** Which images the article gets, what of them is there from earlier runs, and the price of the rest. */
export async function planArticle(
	ledger: Ledger,
	article: Article,
	wishes: PlanWishes,
	signal: AbortSignal,
): Promise<ArticlePlan> {
	const { policy } = wishes;
	const made = await makePlan(ledger, {
		siteId: COMMAND_LINE_SITE,
		postId: postIdOf(article.path),
		person: { id: 0, name: '' },
		title: article.title,
		language: article.outline.language ?? '',
		hasFeaturedImage: hasFeaturedImage(article),
		outline: article.outline,
		policy,
	});
	const plan = await withChatPrompts(ledger, article, policy, made.plan, signal);
	const names = new FileNames();
	const images: PlannedImage[] = [];
	for (const slot of plan.slots.filter(({ selected }) => selected)) {
		const title = slot.kind === 'featured' ? article.title : slot.heading;
		const place = { title, fileName: names.take(title), spot: spotOf(article, slot) };
		images.push({ slot, ...place, ...(await recall(ledger, plan, slot, wishes, made.chosen.found.facts)) });
	}
	return { plan, policy, article, images };
}

/** A picture before the first heading is the one that a featured image would be. */
function hasFeaturedImage({ outline }: Article): boolean {
	return outline.lead?.hasImage ?? false;
}

function spotOf(article: Article, slot: PlannedSlot): PictureSpot {
	const insertion = article.outline.sections.find(({ index }) => index === slot.section_index)?.insertion;
	if (!insertion) return article.featuredSpot;
	return {
		offset: insertion.offset,
		form: article.kind === 'markdown' ? 'markdown' : formOf(insertion.form),
	};
}

async function recall(
	ledger: Ledger,
	plan: Plan,
	slot: PlannedSlot,
	{ policy, seed, buyAgain }: PlanWishes,
	facts: ModelFacts,
): Promise<RecalledImage> {
	const steps = imageSteps(facts, policy);
	const sizes = steps.map(({ operation, width, height, quality }) => [operation, width, height, quality]);
	const looks = [
		slot.slot_id,
		plan.provider,
		plan.model,
		slot.prompt,
		sizes,
		policy.image_type,
		policy.style,
		seed,
	];
	return recallImage(ledger, { looks, steps, facts, prompt: slot.prompt, buyAgain });
}

/** Where a chat model is set, it writes the prompts; once for the same text and look, so that images are known again. */
async function withChatPrompts(
	ledger: Ledger,
	article: Article,
	policy: Policy,
	plan: Plan,
	signal: AbortSignal,
): Promise<Plan> {
	if (ledger.config.chat === null) return plan;
	const look = [policy.image_type, policy.style, policy.mobile, policy.max_in_article, policy.every_section];
	const planId = idOf([plan.post_id, article.content, look, plan.model, ledger.config.chat.model]);
	const earlier = await findPlan(ledger.database, COMMAND_LINE_SITE, planId);
	if (earlier?.written_by === 'chat') return withPromptsOf(plan, earlier);
	const writing: Plan = { ...plan, plan_id: planId, state: 'writing' };
	await savePlan(ledger.database, COMMAND_LINE_SITE, writing, {
		post: {
			id: plan.post_id,
			title: article.title,
			language: article.outline.language ?? '',
			seo_title: '',
			categories: [],
		},
		person: { id: 0, name: '' },
		outline: toWireOutline(article),
		policy,
	});
	await writePlan(ledger, planId, { signal });
	const written = await findPlan(ledger.database, COMMAND_LINE_SITE, planId);
	return written ?? plan;
}

function withPromptsOf(plan: Plan, earlier: Plan): Plan {
	const bySlot = new Map(earlier.slots.map((slot) => [slot.slot_id, slot]));
	const slots = plan.slots.map((slot) => {
		const written = bySlot.get(slot.slot_id);
		return written ? { ...slot, prompt: written.prompt, alt: written.alt } : slot;
	});
	return { ...plan, written_by: 'chat', slots };
}

function toWireOutline({ title, outline }: Article): WireOutline {
	const wire = ({
		kind,
		heading,
		level,
		text,
		wordCount,
		hasImage,
		fingerprint,
	}: Outline['sections'][number]) => ({
		kind,
		heading,
		level,
		text,
		word_count: wordCount,
		has_image: hasImage,
		fingerprint,
	});
	return {
		title,
		has_featured_image: outline.lead?.hasImage ?? false,
		// The lead last: a plan counts sections by their place in this list.
		sections: [...outline.sections, ...(outline.lead ? [outline.lead] : [])].map(wire),
	};
}
