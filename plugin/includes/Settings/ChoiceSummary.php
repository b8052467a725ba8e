<?php
/**
 * What the settings come to.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\REST\Failure;
use Limner\REST\Messages;
use Limner\REST\PlanNotices;
use Limner\REST\Price;
use WP_Error;

/**
 * Says which model makes the images as the settings stand, what one costs, and what would not work.
 */
final class ChoiceSummary {

	/**
	 * Sentences name providers.
	 *
	 * @param ModelChoices $choices Knows their names.
	 */
	public function __construct( private readonly ModelChoices $choices ) {}

	/**
	 * Prints it.
	 *
	 * @param array<string, mixed>|WP_Error $choice policyChoiceSchema, or why there is none.
	 */
	public function render( array|WP_Error $choice ): void {
		if ( is_wp_error( $choice ) ) {
			$this->render_error( Failure::info( $choice ) );
			return;
		}

		$this->render_line( true, $this->sentence( $choice ) );
		foreach ( $choice['notices'] as $notice ) {
			$sentence = $this->notice( $notice );
			if ( '' !== $sentence ) {
				$this->render_line( false, $sentence );
			}
		}
	}

	/**
	 * Who makes the images, for how much.
	 *
	 * @param array<string, mixed> $choice policyChoiceSchema.
	 */
	private function sentence( array $choice ): string {
		if ( $choice['drawn_without_ai'] ) {
			return __( 'Title cards are drawn on the image service, without AI. They cost nothing.', 'limner' );
		}
		/* translators: 1: name of a provider, 2: name of a model. */
		$maker = sprintf( _x( '%1$s, %2$s', 'provider and model', 'limner' ), $choice['provider_title'], $choice['model_title'] );

		return null === $choice['price_microdollars']
			/* translators: %s: a provider and a model. */
			? sprintf( __( '%s makes the images. Nobody published what one costs.', 'limner' ), $maker )
			/* translators: 1: a provider and a model, 2: a price, such as $0.04. */
			: sprintf( __( '%1$s makes the images, for about %2$s each.', 'limner' ), $maker, Price::format( $choice['price_microdollars'] ) );
	}

	/**
	 * A notice in words; empty where the first line says it already.
	 *
	 * @param array{code: string, subject: string} $notice The notice.
	 */
	private function notice( array $notice ): string {
		return match ( $notice['code'] ) {
			'price_unknown'     => '',
			/* translators: %s: name of a provider, with a model. */
			'fallback_unusable' => sprintf( __( '%s cannot take over if the provider fails: it is not set up, has no such model or size, or costs more. Choose another below.', 'limner' ), $this->choices->named( $notice['subject'] ) ),
			default             => PlanNotices::sentence( $notice['code'], $notice['subject'] ),
		};
	}

	/**
	 * Prints why no images would be made.
	 *
	 * @param array{code: string, charged: string, subject: string, amount: int|null, retryable: bool, cause: string} $error What went wrong.
	 */
	private function render_error( array $error ): void {
		$message  = Messages::for_error( $error );
		$sentence = $message['title'] . '. ' . $message['text'];
		if ( 'price_ceiling_too_low' === $error['code'] && null !== $error['amount'] ) {
			/* translators: %s: a price, such as $0.04. */
			$sentence .= ' ' . sprintf( __( 'The cheapest that fits costs %s.', 'limner' ), Price::format( $error['amount'] ) );
		}
		$this->render_line( false, $sentence );
		Fields::description( $message['action'] );
	}

	/**
	 * Prints a line.
	 *
	 * @param bool   $is_fine Whether it is as it should be.
	 * @param string $text    The sentence.
	 */
	private function render_line( bool $is_fine, string $text ): void {
		printf( '<p class="limner-line"><span class="dashicons %s" aria-hidden="true"></span> <span>%s</span></p>', esc_attr( $is_fine ? 'dashicons-yes-alt' : 'dashicons-warning' ), esc_html( $text ) );
	}
}
