<?php
/**
 * How the providers stand: part of the settings "Who makes the images?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\REST\Failure;
use Limner\REST\Messages;
use Limner\REST\Price;
use WP_Error;

/**
 * A table of the providers that are set up, and behind a fold those that could be.
 */
final class ProviderTable {

	/**
	 * A table shows a list.
	 *
	 * @param list<array<string, mixed>> $providers As providerListSchema has them.
	 */
	public function __construct( private readonly array $providers ) {}

	/**
	 * Prints it.
	 *
	 * @param bool          $is_connected Whether there is an image service.
	 * @param WP_Error|null $error        Why the list may be old.
	 */
	public function render( bool $is_connected, ?WP_Error $error ): void {
		if ( ! $is_connected ) {
			Fields::description( __( 'Connect the image service to see what it offers.', 'limner' ) );
			return;
		}
		if ( null !== $error ) {
			$this->render_error( $error );
		}
		$ready  = array_values( array_filter( $this->providers, static fn ( array $provider ): bool => $provider['ready'] ) );
		$others = array_values( array_filter( $this->providers, static fn ( array $provider ): bool => ! $provider['ready'] ) );
		if ( array() !== $ready ) {
			$this->render_ready( $ready );
		}
		if ( array() !== $others ) {
			$this->render_others( $others );
		}
	}

	/**
	 * Prints the providers that are set up.
	 *
	 * @param list<array<string, mixed>> $providers The providers.
	 */
	private function render_ready( array $providers ): void {
		$columns = array( __( 'Provider', 'limner' ), __( 'State', 'limner' ), __( 'From', 'limner' ), __( 'Credit', 'limner' ), __( 'Checked against', 'limner' ) );
		$rows    = array_map(
			fn ( array $provider ): array => array(
				$provider['title'],
				$this->state( $provider ),
				$this->price( $provider ),
				null === $provider['credit_microdollars'] ? '—' : Price::format( max( 0, $provider['credit_microdollars'] ) ),
				$this->checked_against( $provider ),
			),
			$providers
		);
		Table::render( __( 'Providers that are set up', 'limner' ), $columns, $rows );
	}

	/**
	 * Prints the providers that are not set up, with what they need.
	 *
	 * @param list<array<string, mixed>> $providers The providers.
	 */
	private function render_others( array $providers ): void {
		/* translators: %s: a number. */
		printf( '<details class="limner-more"><summary>%s</summary>', esc_html( sprintf( _n( '%s more provider that can be set up', '%s more providers that can be set up', count( $providers ), 'limner' ), number_format_i18n( count( $providers ) ) ) ) );
		$columns = array( __( 'Provider', 'limner' ), __( 'Set on the image service', 'limner' ), __( 'From', 'limner' ), __( 'Checked against', 'limner' ) );
		$rows    = array_map(
			fn ( array $provider ): array => array( $provider['title'], implode( ', ', $provider['missing'] ), $this->price( $provider ), $this->checked_against( $provider ) ),
			$providers
		);
		Table::render( __( 'Providers that can be set up', 'limner' ), $columns, $rows );
		echo '</details>';
	}

	/**
	 * How a provider stands, in words.
	 *
	 * @param array<string, mixed> $provider The provider.
	 */
	private function state( array $provider ): string {
		$health = $provider['health'];
		if ( 'down' === $health['state'] || 'failing' === $health['state'] ) {
			$failed = null === $health['last_error'] ? '' : Messages::for_error(
				array(
					'code'      => $health['last_error'],
					'charged'   => 'no',
					'subject'   => $provider['title'],
					'amount'    => null,
					'retryable' => true,
					'cause'     => '',
				)
			)['title'];

			return 'down' === $health['state']
				/* translators: %s: why, such as "The provider is not available". */
				? sprintf( __( 'Left alone for now. %s', 'limner' ), $failed )
				/* translators: %s: why, such as "The provider is not available". */
				: sprintf( __( 'Failed last time. %s', 'limner' ), $failed );
		}

		return $provider['drawn_without_ai'] ? __( 'Ready, draws without AI', 'limner' ) : __( 'Ready', 'limner' );
	}

	/**
	 * What its cheapest image costs.
	 *
	 * @param array<string, mixed> $provider The provider.
	 */
	private function price( array $provider ): string {
		if ( null === $provider['cheapest_microdollars'] ) {
			return __( 'unknown', 'limner' );
		}

		return 0 === $provider['cheapest_microdollars'] ? __( 'free', 'limner' ) : Price::format( $provider['cheapest_microdollars'] );
	}

	/**
	 * What its connection was written from, in words.
	 *
	 * @param array<string, mixed> $provider The provider.
	 */
	private function checked_against( array $provider ): string {
		if ( $provider['drawn_without_ai'] ) {
			return '—';
		}

		return match ( $provider['checked_against']['kind'] ) {
			'sdk'      => __( 'Its own software', 'limner' ),
			'document' => __( 'Its documentation', 'limner' ),
			default    => __( 'Nothing: try it with one image first', 'limner' ),
		};
	}

	/**
	 * Prints why the list may be old.
	 *
	 * @param WP_Error $error The reason.
	 */
	private function render_error( WP_Error $error ): void {
		$message = Messages::for_error( Failure::info( $error ) );
		printf(
			'<p class="limner-line"><span class="dashicons dashicons-warning" aria-hidden="true"></span> <span>%s</span></p>',
			esc_html( $message['title'] . '. ' . ( array() === $this->providers ? __( 'Only what is stored is shown.', 'limner' ) : __( 'What it last said is shown.', 'limner' ) ) )
		);
	}
}
