<?php
/**
 * What a plan has to say.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

/**
 * What a person should know before paying.
 */
final class PlanNotices {

	/**
	 * The sentence of a notice, plain text; empty where the list of images itself says it.
	 *
	 * @param string $code    Its code, as planSchema has it.
	 * @param string $subject What it is about.
	 */
	public static function sentence( string $code, string $subject ): string {
		return match ( $code ) {
			/* translators: %s: a model's name and a day, such as "gpt-image-1, 2026-10-23". */
			'model_retires_soon' => sprintf( __( 'This model is not offered for long: %s.', 'limner' ), $subject ),
			/* translators: %s: a size, such as 1536×864. */
			'size_adjusted' => sprintf( __( 'The model draws %s; images are cut or enlarged a little.', 'limner' ), $subject ),
			'style_not_supported' => __( 'This model does not take all of the style.', 'limner' ),
			'chat_failed_rules_used' => __( 'The chat model wrote no prompts, so rules wrote them.', 'limner' ),
			/* translators: %s: a model's name. */
			'price_unknown' => sprintf( __( 'Nobody published what %s costs.', 'limner' ), $subject ),
			/* translators: %s: a provider's name. */
			'provider_key_missing_sketch_used' => sprintf( __( 'Drawn without AI, for free, as there is no key for %s.', 'limner' ), ProviderNames::of( $subject ) ),
			'negative_prompt_not_sent' => __( 'This model knows no negative prompt, so yours is not sent.', 'limner' ),
			/* translators: %s: how many of how many, such as 1/3. */
			'style_references_not_sent' => sprintf( __( 'This model does not take all of your reference images. Sent with each image: %s.', 'limner' ), $subject ),
			'style_reference_missing' => __( 'A reference image did not reach the image service, so images are made without it.', 'limner' ),
			/* translators: %s: a setting of the image service, such as LIMNER_CHAT_MODEL. */
			'chat_model_missing' => sprintf( __( 'Prompts are not made fuller, as the image service has no chat model (%s).', 'limner' ), $subject ),
			'prompts_not_enhanced' => __( 'The chat model did not make the prompts fuller.', 'limner' ),
			/* translators: %s: a provider's name. */
			'fallback_unusable' => sprintf( __( '%s cannot take over if the provider fails.', 'limner' ), ProviderNames::of( $subject ) ),
			/* translators: %s: whose limit, such as "your limit for a month". */
			'budget_nearly_reached' => sprintf( __( 'More than 80%% of a limit is used: %s.', 'limner' ), BudgetSentence::nearest_name( $subject ) ),
			/* translators: %s: a provider's name. */
			'provider_unchecked' => sprintf( __( '%s has not been checked against its documentation.', 'limner' ), ProviderNames::of( $subject ) ),
			default => '',
		};
	}
}
