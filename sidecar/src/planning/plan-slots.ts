import { randomUUID } from 'node:crypto';
import { ALT_LIMIT, PROMPT_LIMIT } from '@limner/shared/contracts/primitives';
import type { PlannedSlot } from '@limner/shared/contracts/plan';
import type { Policy } from '@limner/shared/contracts/policy';
import { chooseSlots } from '@limner/shared/plans/choose-slots';
import type { PromptLook } from '@limner/shared/prompts/compose-prompt';
import { writePrompt } from '@limner/shared/prompts/write-prompt';
import { LEAD_INDEX, type Outline, type Section } from '@limner/shared/sections/outline';
import type { ModelFacts } from '../models/model-facts.ts';
import type { SlotRow } from '../storage/tables.ts';
import { describeAspect, imageSteps, priceOfSteps, type ImageStep } from './image-steps.ts';
import { promptLook, requireUsablePattern, type PostToName } from './prompt-look.ts';
import { recogniseSlots } from './recognise-slots.ts';

export interface PostToPlan {
	siteId: string;
	postId: number;
	/** Whose limits are looked at. */
	person: { id: number; name: string };
	title: string;
	language: string;
	hasFeaturedImage: boolean;
	outline: Outline;
	policy: Policy;
	/** What a prompt pattern may name; missing where there is no site. */
	named?: Pick<PostToName, 'seoTitle' | 'categories' | 'siteName'>;
}

const NOT_NAMED = { seoTitle: '', categories: [], siteName: '' };

export interface SlotPlan {
	planned: PlannedSlot;
	row: SlotRow;
	/** Null for the featured image of a post without a lead. */
	section: Section | null;
}

/** The slots of a post, the featured one first, in the post's order. */
export function planSlots(post: PostToPlan, known: SlotRow[], facts: ModelFacts): SlotPlan[] {
	requireUsablePattern(post.policy);
	const steps = imageSteps(facts, post.policy);
	const look = lookOf(post, facts);
	const selected = new Set(
		chooseSlots(post.outline, {
			featuredMissing: !post.hasFeaturedImage,
			maxInArticle: post.policy.max_in_article,
			everySection: post.policy.every_section,
		}),
	);
	const recognised = recogniseSlots(known, post.outline.sections);
	const knownFeatured = known.find(({ kind }) => kind === 'featured');
	const places: { section: Section | null; index: number; slot: SlotRow | undefined }[] = [
		{ section: post.outline.lead, index: LEAD_INDEX, slot: knownFeatured },
		...post.outline.sections.map((section) => ({
			section,
			index: section.index,
			slot: recognised.get(section.index),
		})),
	];
	return places.map(({ section, index, slot }, place) => {
		const isFeatured = index === LEAD_INDEX;
		const row = describeSlot(post, section, isFeatured, slot, place, look);
		return {
			row,
			section,
			planned: {
				slot_id: row.id,
				kind: row.kind,
				section_index: isFeatured ? null : index,
				heading: row.heading,
				fingerprint: isFeatured ? null : (section?.fingerprint ?? null),
				prompt: row.prompt,
				alt: row.alt,
				needs_prompt: row.prompt === '',
				has_image: isFeatured ? post.hasFeaturedImage : (section?.hasImage ?? false),
				selected: selected.has(index) && row.prompt !== '',
				...sizeOf(steps),
				price_microdollars: priceOfSteps(facts, steps, row.prompt),
				calls: facts.isLocal ? 0 : steps.length,
			},
		};
	});
}

function lookOf({ title, language, outline, policy, named }: PostToPlan, facts: ModelFacts): PromptLook {
	const inLanguage = language || outline.language || '';
	return promptLook(policy, facts, { title, language: inLanguage, ...(named ?? NOT_NAMED) });
}

function sizeOf([main]: ImageStep[]): { width: number; height: number; aspect: string } {
	if (!main) throw new Error('A slot without an image to make.');
	return { width: main.width, height: main.height, aspect: describeAspect(main) };
}

/** The slot as the ledger keeps it; a wording of a person's own stays. */
function describeSlot(
	post: PostToPlan,
	section: Section | null,
	isFeatured: boolean,
	slot: SlotRow | undefined,
	place: number,
	look: PromptLook,
): SlotRow {
	const written = writePrompt({
		title: post.title,
		section: isFeatured ? openingOf(post.outline) : section,
		language: post.language || post.outline.language,
		...look,
	});
	const keepsWording = slot?.edited === 1;
	return {
		id: slot?.id ?? randomUUID(),
		site_id: post.siteId,
		post_id: post.postId,
		kind: isFeatured ? 'featured' : 'section',
		heading: isFeatured ? '' : (section?.heading ?? ''),
		fingerprint_json: isFeatured || !section ? null : JSON.stringify(section.fingerprint),
		prompt: keepsWording ? slot.prompt : written.prompt.slice(0, PROMPT_LIMIT),
		alt: keepsWording ? slot.alt : written.alt.slice(0, ALT_LIMIT),
		edited: keepsWording ? 1 : 0,
		place,
		created_at: slot?.created_at ?? Date.now(),
	};
}

/** What the featured image is about: the lead, or the first section of a post that begins with a heading. */
function openingOf({ lead, sections }: Outline): Section | null {
	if (lead && lead.wordCount > 0) return lead;
	const [first] = sections;
	return first ? { ...first, kind: 'lead' } : lead;
}
