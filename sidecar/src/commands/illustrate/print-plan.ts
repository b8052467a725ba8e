import type { Plan } from '@limner/shared/contracts/plan';
import type { OfferedProvider } from '../../providers/offered-providers.ts';
import type { ArticlePlan, PlannedImage } from './plan-article.ts';
import { count, fit, formatPrice, formatSeconds, indent, plain } from './terminal-text.ts';
import { fileNames } from './write-illustrated.ts';

type Notice = Plan['notices'][number];

const NOTICES: Record<Notice['code'], (subject: string) => string> = {
	model_retires_soon: (subject) => `This model is offered until ${subject.split(', ')[1] ?? 'soon'} only.`,
	size_adjusted: (subject) =>
		`The model draws ${subject}; the image is cut or enlarged a little to the wanted size.`,
	style_not_supported: () => 'This model does not take all of the style.',
	chat_failed_rules_used: () => 'The chat model wrote no prompts, so they are written by rules.',
	no_sections: () => 'The article has no headings, so there is one image for all of it.',
	price_unknown: (subject) => `Nobody published what ${subject} costs, so the price cannot be told before.`,
	provider_key_missing_sketch_used: () =>
		'OPENAI_API_KEY is not set, so the images are drawn here, without AI and for free.',
	negative_prompt_not_sent: (subject) => `${subject} knows no negative prompt, so none is sent.`,
	style_references_not_sent: (subject) =>
		`This model does not take all reference images; sent with each request: ${subject}.`,
	style_reference_missing: () => 'A reference image is missing, so images are made without it.',
	chat_model_missing: (subject) => `Prompts are not made fuller, as ${subject} is not set.`,
	prompts_not_enhanced: () => 'The chat model did not make the prompts fuller.',
	fallback_unusable: (subject) => `${subject} cannot take over if the provider fails.`,
	budget_nearly_reached: (subject) => `More than 80 % of the limit ${subject} is used.`,
	provider_unchecked: (subject) =>
		`The adapter for ${subject} was checked against no document of the provider.`,
};

/** Micro-dollars for what is made now; null where one of them has no known price. */
export function priceOfPlan({ images }: ArticlePlan): number | null {
	return images
		.filter(({ state }) => state === 'new')
		.reduce<number | null>((sum, { price }) => (sum === null || price === null ? null : sum + price), 0);
}

/** The plan for people, before anything is spent. */
export function describePlan(articlePlan: ArticlePlan, offered: OfferedProvider, width: number): string {
	const { plan, images, article } = articlePlan;
	const maker = plan.drawn_without_ai ? offered.title : `${offered.title}, ${plan.model}`;
	return [
		`${plain(article.title)}: ${count(images.length, 'image')} by ${maker}`,
		...plan.notices.map((notice) => indent(NOTICES[notice.code](notice.subject), 2, width)),
		'',
		...images.map((image, index) => describeImage(articlePlan, image, index + 1, width)),
		...describeLeftOut(plan, width),
		describeSum(articlePlan, width),
	].join('\n');
}

function describeImage(articlePlan: ArticlePlan, image: PlannedImage, number: number, width: number): string {
	const name = image.slot.kind === 'featured' ? 'Featured image' : image.title;
	const price = PRICE_WORDS[image.state](image.price);
	const { desktop, mobile } = articlePlan.policy;
	const sizes = [desktop, ...(mobile.enabled ? [mobile] : [])].map(
		(size) => `${size.width} × ${size.height}`,
	);
	const files = Object.values(fileNames(articlePlan, image)).filter((file) => file !== null);
	return [
		`${String(number).padStart(2)}  ${fit(name, width - 5 - price.length)} ${price}`,
		...files.map((file, index) => `    ${sizes[index] ?? ''}  ${file}`),
		indent(
			articlePlan.plan.drawn_without_ai ? `A card with the words “${image.title}”.` : image.slot.prompt,
			4,
			width,
		),
		'',
	].join('\n');
}

const PRICE_WORDS: Record<PlannedImage['state'], (price: number | null) => string> = {
	new: formatPrice,
	kept: () => 'made already',
	in_doubt: () => 'may have been charged',
};

/** Sections that would like an image and cannot have one. */
function describeLeftOut(plan: Plan, width: number): string[] {
	const silent = plan.slots.filter(({ needs_prompt, has_image }) => needs_prompt && !has_image);
	if (silent.length === 0) return [];
	const names = silent.map(({ heading, kind }) =>
		kind === 'featured' ? 'the featured image' : `“${heading}”`,
	);
	const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
	return [indent(`Too little text to picture: ${shown}.`, 0, width), ''];
}

function describeSum(articlePlan: ArticlePlan, width: number): string {
	const { plan, images } = articlePlan;
	const made = images.filter(({ state }) => state === 'new');
	const kept = images.filter(({ state }) => state === 'kept').length;
	const doubted = images.filter(({ state }) => state === 'in_doubt').length;
	const price = priceOfPlan(articlePlan);
	const time = made.length === images.length ? `, about ${formatSeconds(plan.seconds_estimate)}` : '';
	const planning =
		plan.planning_microdollars > 0
			? ` Writing the prompts cost ${formatPrice(plan.planning_microdollars)}.`
			: '';
	return [
		made.length === 0
			? 'Nothing new has to be made.'
			: `Total: ${formatPrice(price)} for ${count(made.length, 'new image')}${time}.${planning}`,
		...(kept > 0
			? [`${count(kept, 'image')} of an earlier run ${kept === 1 ? 'is' : 'are'} kept and cost nothing more.`]
			: []),
		...(doubted > 0
			? [
					indent(
						`${count(doubted, 'image')} may have been charged when an earlier run broke off, and ${doubted === 1 ? 'is' : 'are'} left out. Add --buy-again to have ${doubted === 1 ? 'it' : 'them'} made once more.`,
						0,
						width,
					),
				]
			: []),
	].join('\n');
}
