import { PROVIDER_DEFINITIONS } from '../providers/provider-definitions.ts';
import type { ErrorCode, ErrorInfo } from '@limner/shared/contracts/error-code';
import type { CommandErrorCode } from './command-error.ts';
import { describeBudget } from './describe-budget.ts';

/** What a sentence may name. */
export type ErrorFacts = Pick<ErrorInfo, 'subject' | 'amount' | 'charged' | 'budget'> & { cause: string };

export interface ErrorSentence {
	/** What happened. */
	title: string;
	/** What it means for money, and what to do. */
	advice: string;
}

type Write = (facts: ErrorFacts) => [title: string, ...advice: string[]];

const definitionOf = ({ subject }: ErrorFacts) => PROVIDER_DEFINITIONS.find(({ name }) => name === subject);
const providerOf = (facts: ErrorFacts) => definitionOf(facts)?.title ?? (facts.subject || 'The provider');
const keyOf = (facts: ErrorFacts) => {
	const definition = definitionOf(facts);
	return definition?.key?.variable ?? definition?.baseUrl?.variable ?? 'its key';
};

const CHARGED: Record<ErrorInfo['charged'], string> = {
	no: 'Nothing was charged for it.',
	yes: 'It was charged.',
	unknown: 'It may have been charged.',
};
const money = ({ charged }: ErrorFacts) => CHARGED[charged];
const seconds = ({ amount }: ErrorFacts) => (amount === null ? 'a moment' : `${amount} s`);
const dollars = (amount: number) => `$${(amount / 1_000_000).toFixed(2)}`;

const betweenSiteAndSidecar: Write = () => [
	'The site and the sidecar do not recognise each other',
	'Connect them anew: print a code with "limner pair" and enter it in WordPress under Settings → Limner.',
];

/** A sentence for each way to fail, for people who read the sidecar's own output. The compiler holds it complete. */
const SENTENCES: Record<ErrorCode | CommandErrorCode, Write> = {
	article_missing: ({ subject }) => [
		`There is no file ${subject}`,
		'Check its name and the folder you are in.',
	],
	article_unreadable: ({ subject, cause }) => [`${subject} cannot be read`, cause],
	article_kind_unknown: ({ subject }) => [
		`${subject} is neither Markdown nor HTML`,
		'Give a file that ends in .md, .markdown, .html or .htm.',
	],
	image_file_missing: ({ subject }) => [
		`There is no file ${subject}`,
		'Check its name and the folder you are in. Nothing was spent.',
	],
	image_file_unreadable: ({ subject, cause }) => [`${subject} cannot be used`, cause, 'Nothing was spent.'],
	folder_not_writable: ({ subject, cause }) => [
		`Nothing can be written into ${subject}`,
		'Change its permissions, or name another folder with --out. Nothing was spent.',
		`(${cause})`,
	],
	data_folder_unusable: ({ subject, cause }) => [
		`The data folder ${subject} cannot be used`,
		'Change its permissions, or name another one with --data. Nothing was spent.',
		`(${cause})`,
	],
	data_folder_of_a_sidecar: ({ subject }) => [
		`${subject} holds the data of a sidecar that serves WordPress sites`,
		'Name another folder with --data, or leave --data out.',
	],
	ledger_missing: ({ subject }) => [
		`There is no ledger in ${subject}`,
		'Name the data folder of the sidecar with --data or LIMNER_DATA_DIR; what commands have spent is in its folder “command-line”.',
	],
	sheet_not_drawn: ({ subject, cause }) => [
		`${subject} is no sheet of four drafts`,
		cause,
		'It was charged, and is written as it came. Ask once more with another --seed, or with another --model.',
	],
	comparison_unreadable: ({ subject, cause }) => [
		`There is no comparison in ${subject}`,
		cause,
		'Make one first with limner compare, or name its folder with --out.',
	],
	would_overwrite: ({ subject }) => [
		`${subject} is there already`,
		'Add --force to replace it, or name another folder with --out. Nothing was spent.',
	],
	confirmation_missing: ({ subject }) => [
		`This would cost ${subject}, and nobody is there to confirm it`,
		'Add --yes to agree beforehand, or --dry-run to see the plan only. Nothing was spent.',
	],
	request_malformed: ({ subject, cause }) => [
		subject === '' ? 'The request cannot be understood' : `${subject} cannot be understood`,
		cause,
	],
	post_empty: () => ['There is nothing to illustrate yet', 'Write a title or some text first.'],
	post_too_large: () => [
		'This article is too long to plan',
		'Limner reads up to 2 MB. Split it into several.',
	],
	prompt_missing: ({ subject }) => [
		`“${subject}” says too little for a picture`,
		'Write a few more words there. Nothing was charged.',
	],
	prompt_too_long: ({ subject, amount }) => [
		`The prompt for “${subject}” is too long`,
		`This model takes ${amount ?? 4000} characters. Nothing was charged.`,
	],
	chat_model_missing: ({ subject }) => [
		'No chat model is set up',
		`Set ${subject} on the sidecar to the name of one, and start it again. Nothing was spent.`,
	],
	wording_not_declined: () => [
		'No provider declined this wording',
		'A softer one is offered only after that. Change the prompt, or make the image.',
	],
	softer_wording_unknown: ({ subject }) => [
		'No softer wording is known',
		`The rules know no milder word for anything in this prompt. Change it, or let a chat model help (${subject}).`,
	],
	prompt_pattern_unusable: ({ cause }) => [
		'The prompt pattern cannot be used',
		`${cause}. Change it under Settings → Limner, on the category or on the post. Nothing was spent.`,
	],
	size_unsupported: ({ subject, cause }) => [
		`The model cannot make ${subject}`,
		`${cause}.`,
		'Give another size, or another model. Nothing was charged.',
	],
	model_unknown: ({ subject }) => [
		`There is no model ${subject.split(' → ')[0] ?? ''}`,
		subject.includes(' → ') ? `Did you mean ${subject.split(' → ')[1] ?? ''}` : '',
		'Leave the model out to take the provider’s usual one. Nothing was charged.',
	],
	model_retired: ({ subject }) => [
		`${subject.split(' → ')[0] ?? ''} is no longer offered`,
		subject.includes(' → ') ? `Take ${subject.split(' → ')[1] ?? ''} instead.` : 'Take another model.',
		'Nothing was charged.',
	],
	provider_unknown: ({ subject }) => [
		`There is no provider ${subject.split(' → ')[0] ?? ''}`,
		subject.includes(' → ') ? `Did you mean ${subject.split(' → ')[1] ?? ''}` : '',
		'`limner providers` lists them; sketch draws on this machine and needs no key.',
	],
	provider_key_missing: (facts) => [
		`There is no key for ${providerOf(facts)}`,
		`Set ${keyOf(facts)}, or choose the provider sketch, which needs none. Nothing was charged.`,
	],
	price_ceiling_too_low: ({ subject, amount }) => [
		`No image can be had below the price ceiling (${subject})`,
		amount === null ? '' : `The cheapest costs $${(amount / 1_000_000).toFixed(4)}.`,
		'Raise the price ceiling, choose a cheaper model or a lower tier. Nothing was charged.',
	],
	operation_unsupported: ({ subject, cause }) => [
		`${subject.split(' → ')[0] ?? ''} is not what this model does`,
		subject.includes(' → ') ? `These do: ${subject.split(' → ')[1] ?? ''}.` : `${cause}.`,
		'Choose another model. Nothing was charged.',
	],
	operation_off: ({ subject }) => [
		`${subject} is switched off`,
		'Whoever runs the image service can switch it on with LIMNER_OPERATIONS. Nothing was charged.',
	],
	not_found: ({ subject, cause }) => [
		subject === '' ? 'This is no longer there' : `${subject} is not there`,
		cause,
	],
	generation_conflict: () => ['This was asked for in another way already', 'What was asked first goes on.'],
	name_taken: ({ subject }) => [
		`There is one named “${subject}” already`,
		'Choose another name, or remove that one first.',
	],
	candidate_not_ready: () => ['This image is not ready for that', 'Its state changed meanwhile.'],
	budget_reached: (facts) => [
		facts.subject.endsWith('_images') ? 'The limit of images is reached' : 'The spending limit is reached',
		describeBudget(facts),
		'Nothing was charged for this image.',
	],
	too_many_requests: (facts) => ['That was a lot at once', `Try again in ${seconds(facts)}.`],
	signature_missing: betweenSiteAndSidecar,
	signature_wrong: betweenSiteAndSidecar,
	signature_expired: (facts) => [
		'The clocks of the site and the sidecar differ',
		`They are ${seconds(facts)} apart; set one of them right.`,
	],
	signature_replayed: betweenSiteAndSidecar,
	site_unknown: betweenSiteAndSidecar,
	site_moved_or_copied: () => [
		'This site moved, or is a copy',
		'Nothing is made and nothing is spent until its owner says which.',
	],
	pairing_code_wrong: () => [
		'The code is wrong, was used, or is too old',
		'Print a new one with "limner pair".',
	],
	permission_denied: () => [
		'You may not do this here',
		'It takes the right to edit this post and to upload files.',
	],
	sidecar_not_connected: () => ['No sidecar is connected', 'Connect one with "limner pair".'],
	sidecar_unreachable: () => ['The sidecar does not answer', 'Start it with "limner serve".'],
	sidecar_answer_unreadable: () => [
		'The sidecar answered something unreadable',
		'Bring plugin and sidecar to the same version.',
	],
	site_unreachable: () => ['The site does not answer', 'Images wait here until it does.'],
	site_refused: ({ cause }) => ['The site does not take the image', cause],
	provider_moderated: (facts) => [
		`${providerOf(facts)} declined the prompt`,
		'Its safety system refused the wording: change that section’s text, or leave the section out.',
		money(facts),
	],
	provider_quota: (facts) => [
		`${providerOf(facts)} has no credit left`,
		'Add credit there and run the same command again.',
		money(facts),
	],
	provider_key_wrong: (facts) => [
		`${providerOf(facts)} does not accept its key`,
		`Set ${keyOf(facts)} anew.`,
		money(facts),
	],
	organisation_unverified: (facts) => [
		`${providerOf(facts)} wants your organisation verified`,
		'Its image models need that once, in its own settings.',
		money(facts),
	],
	provider_rate_limited: (facts) => [
		`${providerOf(facts)} takes no more at the moment`,
		`Try again in ${seconds(facts)}.`,
		money(facts),
	],
	provider_unavailable: (facts) => [
		`${providerOf(facts)} does not answer`,
		'Try again later, or take another provider.',
		money(facts),
	],
	provider_timeout: (facts) => [`${providerOf(facts)} took too long`, money(facts)],
	provider_rejected_request: (facts) => [
		`${providerOf(facts)} cannot make this image`,
		'It refused the request as it stands; another model or size may do.',
		money(facts),
	],
	provider_answer_unreadable: (facts) => [
		`${providerOf(facts)} sent something that is no image`,
		money(facts),
	],
	outcome_in_doubt: (facts) => [
		'This image may have been charged, and its answer was lost',
		facts.amount === null
			? 'Add --buy-again to have it made once more.'
			: `Add --buy-again to have it made once more for ${dollars(facts.amount)}.`,
	],
	post_locked: ({ subject }) => [`${subject || 'Somebody'} is editing this post`, 'The image waits.'],
	post_gone: () => ['This post is no longer there', 'Images that were made are kept.'],
	section_gone: () => ['Its section is no longer there', 'The image is kept.'],
	content_changed: () => ['The post changed meanwhile', 'The image is kept.'],
	upload_incomplete: () => ['The image did not arrive whole', 'It is sent again, and not charged again.'],
	upload_rejected: ({ cause }) => ['The site did not take the image', cause],
	image_unreadable: (facts) => ['The image that came is damaged', money(facts)],
	image_too_large: (facts) => ['The image that came is too large', 'Ask for a smaller size.', money(facts)],
	image_stops_service: (facts) => [
		'Limner ended each time it worked at this image',
		'So it is not tried again by itself. Its log may say why.',
		money(facts),
	],
	disk_full: ({ subject }) => [
		subject === 'sidecar' ? 'The disk of the data folder is full' : `The disk of ${subject} is full`,
		'Make room and run the same command again. What was made is kept and not charged twice.',
	],
	image_store_away: (facts) => [
		'The place where images are kept cannot be used',
		`${money(facts)} Check ${facts.subject} and run the same command again.`,
	],
	cancelled: (facts) => ['Stopped', money(facts)],
	internal: (facts) => [
		'Limner stopped at this image because of a mistake of its own',
		`Please report it with these words: ${facts.cause}.`,
		money(facts),
	],
};

export function describeError(code: ErrorCode | CommandErrorCode, facts: ErrorFacts): ErrorSentence {
	const [title, ...advice] = SENTENCES[code](facts);
	return { title, advice: advice.filter(Boolean).join(' ') };
}
