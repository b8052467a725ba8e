import { __, sprintf } from '@wordpress/i18n';
import type { ErrorCode, ErrorInfo } from '@limner/shared/contracts/error-code';
import { formatPrice, formatSeconds } from './amounts.ts';
import { describeBudget } from './describe-budget.ts';
import { nameProvider } from './name-provider.ts';

/** What the button under the sentence does; `null` is no button. */
export type ErrorAction =
	'edit_prompt' | 'again' | 'settings' | 'verify' | 'place' | 'plan' | 'reload' | null;

export interface ErrorSentence {
	title: string;
	text: string;
	action: ErrorAction;
}

/** In titles and texts `%1$s` is the error's subject, as people call it, and `%2$s` its amount. */
type Write = () => [title: string, text: string, action: ErrorAction];

const notConnectedRight: Write = () => [
	__('The connection to the image service is not set up right', 'limner'),
	__('The two do not recognise each other. An administrator can connect them anew.', 'limner'),
	'settings',
];

const notInLibrary: Write = () => [
	__('The image could not be stored in the media library', 'limner'),
	__('The image is kept and will not be charged again.', 'limner'),
	'again',
];

/** A sentence for each way to fail. The compiler holds the list complete. */
const SENTENCES: Record<ErrorCode, Write> = {
	request_malformed: () => [
		__('This part of the post could not be read', 'limner'),
		__('Reload the editor and try again.', 'limner'),
		'reload',
	],
	post_empty: () => [
		__('There is nothing to illustrate yet', 'limner'),
		__('Write some text first.', 'limner'),
		'plan',
	],
	post_too_large: () => [
		__('This post is too long to plan', 'limner'),
		__('Limner reads posts of up to 2 MB. Splitting it into several posts would help.', 'limner'),
		null,
	],
	prompt_missing: () => [
		__('This image has no prompt yet', 'limner'),
		__('Say in a few words what it should show.', 'limner'),
		'edit_prompt',
	],
	prompt_too_long: () => [
		__('The prompt is too long', 'limner'),
		__('Shorten it and try again.', 'limner'),
		'edit_prompt',
	],
	prompt_pattern_unusable: () => [
		__('The prompt pattern cannot be used', 'limner'),
		// translators: %1$s: a placeholder in braces, such as {titel}.
		__('It says %1$s, which Limner does not know. Nothing was spent.', 'limner'),
		'settings',
	],
	size_unsupported: () => [
		__('The model cannot make this size', 'limner'),
		__('Another size or another model would do.', 'limner'),
		'settings',
	],
	model_unknown: () => [
		// translators: %1$s: a model's name.
		__('There is no model %1$s', 'limner'),
		__('Choose another one.', 'limner'),
		'settings',
	],
	model_retired: () => [
		// translators: %1$s: a model's name.
		__('%1$s is no longer offered', 'limner'),
		__('Choose another one.', 'limner'),
		'settings',
	],
	price_ceiling_too_low: () => [
		__('No image can be had below the price ceiling', 'limner'),
		__('Raise it, or choose a cheaper model.', 'limner'),
		'settings',
	],
	operation_unsupported: () => [
		__('The model does not do this', 'limner'),
		__('Choose another one.', 'limner'),
		'settings',
	],
	operation_off: () => [
		__('This is switched off', 'limner'),
		__('Whoever runs the image service can switch it on.', 'limner'),
		null,
	],
	provider_unknown: () => [
		// translators: %1$s: a provider's name.
		__('The image service does not know %1$s', 'limner'),
		__('Choose another one.', 'limner'),
		'settings',
	],
	provider_key_missing: () => [
		// translators: %1$s: a provider's name.
		__('There is no key for %1$s', 'limner'),
		__('An administrator can add one, or choose another provider.', 'limner'),
		'settings',
	],
	not_found: () => [
		__('The image service no longer has this', 'limner'),
		__('Update the plan and try again.', 'limner'),
		'plan',
	],
	generation_conflict: () => [
		__('This was asked for in another way already', 'limner'),
		__('What was asked first goes on.', 'limner'),
		null,
	],
	name_taken: () => [
		// translators: %1$s: a name.
		__('There is one named “%1$s” already', 'limner'),
		__('Choose another name.', 'limner'),
		null,
	],
	candidate_not_ready: () => [
		__('This image is not ready for that', 'limner'),
		__('Its state changed meanwhile, perhaps in another tab.', 'limner'),
		null,
	],
	budget_reached: () => [
		__('The limit is reached', 'limner'),
		// translators: %2$s: sentences: which limit, how much it is, and when it begins anew.
		__('%2$s An administrator can raise it.', 'limner'),
		'settings',
	],
	too_many_requests: () => [
		__('That was a lot at once', 'limner'),
		__('Wait a moment and try again.', 'limner'),
		'again',
	],
	signature_missing: notConnectedRight,
	signature_wrong: notConnectedRight,
	signature_expired: () => [
		__('The clocks of the site and the image service differ', 'limner'),
		// translators: %2$s: a time, such as "8 min".
		__('They are %2$s apart; one of the two has to be set right.', 'limner'),
		'settings',
	],
	signature_replayed: notConnectedRight,
	site_unknown: notConnectedRight,
	site_moved_or_copied: () => [
		__('Did this site move, or is it a copy?', 'limner'),
		__('Until its owner says which, nothing is made and nothing is spent.', 'limner'),
		'settings',
	],
	pairing_code_wrong: notConnectedRight,
	permission_denied: () => [
		__('You may not do this here', 'limner'),
		__('Making images needs the right to edit this post and to upload files.', 'limner'),
		null,
	],
	sidecar_not_connected: () => [
		__('No image service is connected', 'limner'),
		__('An administrator connects one in the settings.', 'limner'),
		'settings',
	],
	sidecar_unreachable: () => [
		__('The image service does not answer', 'limner'),
		__('Your post is safe and can be published. Images will be made when it is back.', 'limner'),
		'settings',
	],
	sidecar_answer_unreadable: () => [
		__('The image service answered something unreadable', 'limner'),
		__('Your post is safe. Perhaps the plugin and the service have different versions.', 'limner'),
		'settings',
	],
	site_unreachable: () => [
		__('Your site does not answer', 'limner'),
		__('Check your connection. Trying again does not pay twice.', 'limner'),
		'again',
	],
	site_refused: () => [
		__('The post does not take an image there', 'limner'),
		__('That part of the post is locked. The image is kept.', 'limner'),
		'place',
	],
	provider_moderated: () => [
		// translators: %1$s: a provider's name.
		__('%1$s declined this prompt', 'limner'),
		__('Its safety system refused the wording.', 'limner'),
		'edit_prompt',
	],
	provider_quota: () => [
		// translators: %1$s: a provider's name.
		__('%1$s has no credit left', 'limner'),
		__('It can be made when there is credit, or with another provider.', 'limner'),
		'settings',
	],
	provider_key_wrong: () => [
		// translators: %1$s: a provider's name.
		__('%1$s does not accept its key', 'limner'),
		__('An administrator has to set it anew.', 'limner'),
		'settings',
	],
	organisation_unverified: () => [
		// translators: %1$s: a provider's name.
		__('%1$s wants your organisation verified', 'limner'),
		__('Its image models need that once. It is done on OpenAI’s side.', 'limner'),
		'verify',
	],
	provider_rate_limited: () => [
		// translators: %1$s: a provider's name.
		__('%1$s takes no more at the moment', 'limner'),
		__('Try again in a minute.', 'limner'),
		'again',
	],
	provider_unavailable: () => [
		// translators: %1$s: a provider's name.
		__('%1$s does not answer', 'limner'),
		__('Try again later, or choose another provider.', 'limner'),
		'again',
	],
	provider_timeout: () => [
		// translators: %1$s: a provider's name.
		__('%1$s took too long', 'limner'),
		__('The answer did not come in time.', 'limner'),
		'again',
	],
	provider_rejected_request: () => [
		// translators: %1$s: a provider's name.
		__('%1$s cannot make this image', 'limner'),
		__('Another prompt or another model may do.', 'limner'),
		'edit_prompt',
	],
	provider_answer_unreadable: () => [
		// translators: %1$s: a provider's name.
		__('%1$s sent something that is no image', 'limner'),
		__('It cannot be used.', 'limner'),
		'again',
	],
	outcome_in_doubt: () => [
		__('This image may have been charged', 'limner'),
		// translators: %2$s: a price.
		__('The connection broke before the answer came. Making it again could cost %2$s again.', 'limner'),
		'again',
	],
	post_locked: () => [
		// translators: %1$s: a person's name.
		__('%1$s is editing this post', 'limner'),
		__('The image waits and can be placed from the editor.', 'limner'),
		null,
	],
	post_gone: () => [
		__('This post is no longer there', 'limner'),
		__('It was deleted, or moved to the trash. Images that were made are kept.', 'limner'),
		null,
	],
	section_gone: () => [
		__('Its section is no longer in the post', 'limner'),
		__('The image is kept.', 'limner'),
		'place',
	],
	content_changed: () => [
		__('The post changed meanwhile', 'limner'),
		__('The image is kept and can be placed from here.', 'limner'),
		null,
	],
	upload_incomplete: notInLibrary,
	upload_rejected: notInLibrary,
	image_unreadable: () => [
		__('The image that came is damaged', 'limner'),
		__('It cannot be used.', 'limner'),
		'again',
	],
	image_too_large: () => [
		__('The image that came is too large', 'limner'),
		__('A smaller size in the settings would help.', 'limner'),
		'settings',
	],
	image_stops_service: () => [
		__('The image service stopped each time it worked at this image', 'limner'),
		__('So it is not tried again by itself. The log of the image service may say why.', 'limner'),
		'again',
	],
	disk_full: () => [
		__('There is no room left for the image', 'limner'),
		__('The disk is full. The image is kept and will not be charged again.', 'limner'),
		'again',
	],
	cancelled: () => [__('This was stopped', 'limner'), '', 'again'],
	internal: () => [
		__('The image service stopped at this image', 'limner'),
		__('The cause is in its log.', 'limner'),
		'again',
	],
};

/** Codes of failures after which a person wonders whether they paid. */
const ABOUT_MONEY =
	/^(provider_|model_|size_|image_|organisation_|prompt_too|budget_|too_many|cancelled|internal)/;

const CHARGED: Record<ErrorInfo['charged'], () => string> = {
	no: () => __('Nothing was charged.', 'limner'),
	yes: () => __('It was charged.', 'limner'),
	unknown: () => __('It may have been charged.', 'limner'),
};

const PRICED: ErrorCode[] = ['outcome_in_doubt'];

export function describeError(error: ErrorInfo): ErrorSentence {
	const { code, subject, charged } = error;
	const [title, text, action] = (SENTENCES[code] ?? SENTENCES.internal)();
	// A model's refusal names what to take instead behind an arrow.
	const [name = '', instead = ''] = subject.split(' → ');
	const person = code === 'post_locked' && !subject ? __('Somebody', 'limner') : name;
	const fill = (sentence: string) =>
		sentence.replace('%1$s', nameProvider(person)).replace('%2$s', describeAmount(error));
	// translators: %s: a model's name.
	const other = instead && sprintf(__('%s would do.', 'limner'), instead.replace(/\?$/, ''));
	const money = ABOUT_MONEY.test(code) ? CHARGED[charged]() : '';
	return {
		title: fill(title),
		text: [fill(text), other, money].filter(Boolean).join(' '),
		action,
	};
}

function describeAmount(error: ErrorInfo): string {
	const { code, amount } = error;
	if (code === 'budget_reached') return describeBudget(error);
	if (amount === null) return __('as much', 'limner');
	return PRICED.includes(code) ? formatPrice(amount) : formatSeconds(Math.abs(amount));
}
