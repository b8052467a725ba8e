import { __ } from '@wordpress/i18n';
import type { Plan } from '@limner/shared/contracts/plan';
import { nameLimit } from './name-limit.ts';
import { nameProvider } from './name-provider.ts';

type Notice = Plan['notices'][number];

/** What a person should know before paying. The compiler holds the list complete. */
const SENTENCES: Record<Notice['code'], () => string> = {
	// translators: %s: a model's name and a day, such as "gpt-image-1, 2026-10-23".
	model_retires_soon: () => __('This model is not offered for long: %s.', 'limner'),
	// translators: %s: a size, such as "1536×864".
	size_adjusted: () => __('The model draws %s; images are cut or enlarged a little.', 'limner'),
	style_not_supported: () => __('This model does not take all of the style.', 'limner'),
	chat_failed_rules_used: () => __('The chat model wrote no prompts, so rules wrote them.', 'limner'),
	// The list itself says it.
	no_sections: () => '',
	// translators: %s: a model's name.
	price_unknown: () => __('Nobody published what %s costs.', 'limner'),
	provider_key_missing_sketch_used: () =>
		// translators: %s: a provider's name.
		__('Drawn without AI, for free, as there is no key for %s.', 'limner'),
	negative_prompt_not_sent: () => __('This model knows no negative prompt, so yours is not sent.', 'limner'),
	// translators: %s: a provider's name.
	fallback_unusable: () => __('%s cannot take over if the provider fails.', 'limner'),
	// translators: %s: whose limit, such as "your limit for a month".
	budget_nearly_reached: () => __('More than 80% of a limit is used: %s.', 'limner'),
	// translators: %s: a provider's name.
	provider_unchecked: () => __('%s has not been checked against its documentation.', 'limner'),
};

export function describeNotice({ code, subject }: Notice): string {
	const name = code === 'budget_nearly_reached' ? nameLimit(subject) : nameProvider(subject);
	return (SENTENCES[code]?.() ?? '').replace('%s', name);
}
