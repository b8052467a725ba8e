<?php
/**
 * The settings "Who makes the images?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\Sidecar\Connection;
use Limner\Sidecar\SiteStates;

/**
 * Provider, model, quality and previews. What there is to choose from, the image service says.
 */
final class ProviderTab implements Tab {

	/**
	 * Takes what it needs.
	 *
	 * @param Connection $connection  To the image service.
	 * @param SiteStates $site_states Knows the providers.
	 */
	public function __construct( private readonly Connection $connection, private readonly SiteStates $site_states ) {}

	/**
	 * Its name in the address.
	 */
	public function slug(): string {
		return 'provider';
	}

	/**
	 * The question it answers.
	 */
	public function title(): string {
		return __( 'Who makes the images?', 'limner' );
	}

	/**
	 * Prints its rows.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	public function render( array $settings ): void {
		$providers = $this->providers();
		Fields::row( __( 'Provider', 'limner' ), 'provider', fn () => $this->render_provider( $settings['provider'], $providers ) );
		Fields::row( __( 'Model', 'limner' ), 'model', fn () => $this->render_model( $settings['model'], $providers ) );
		Fields::row(
			__( 'Quality', 'limner' ),
			'quality',
			static function () use ( $settings ): void {
				Fields::select(
					'quality',
					$settings['quality'],
					array(
						'low'    => __( 'Draft', 'limner' ),
						'medium' => __( 'Standard', 'limner' ),
						'high'   => __( 'Best', 'limner' ),
						'auto'   => __( 'As the model decides', 'limner' ),
					)
				);
				Fields::description( __( 'Better images cost more. The price of a post is shown before anything is spent.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'Previews', 'limner' ),
			'',
			static function () use ( $settings ): void {
				Fields::checkbox( 'previews', $settings['previews'], __( 'Show images while they are being made', 'limner' ) );
				Fields::description( __( 'Where the model can do it. OpenAI charges 100 output tokens for each preview.', 'limner' ) );
			}
		);
	}

	/**
	 * Reads its part of the form. A model of another provider falls back to the provider's default.
	 *
	 * @param array<string, mixed> $input What the browser sent.
	 * @return array<string, mixed>
	 */
	public function changes_from( array $input ): array {
		$provider = (string) ( $input['provider'] ?? 'automatic' );
		$model    = (string) ( $input['model'] ?? '' );
		foreach ( $this->providers() as $known ) {
			if ( $known['name'] !== $provider && in_array( $model, array_column( $known['models'], 'name' ), true ) ) {
				$model = '';
			}
		}

		return array(
			'provider' => $provider,
			'model'    => $model,
			'quality'  => (string) ( $input['quality'] ?? 'medium' ),
			'previews' => '1' === ( $input['previews'] ?? '' ),
		);
	}

	/**
	 * Prints the choice of providers and how each of them stands.
	 *
	 * @param string                     $chosen    The chosen provider.
	 * @param list<array<string, mixed>> $providers What the image service has.
	 */
	private function render_provider( string $chosen, array $providers ): void {
		$choices = array( 'automatic' => __( 'Automatic', 'limner' ) ) + array_column( $providers, 'title', 'name' );
		Fields::select( 'provider', $chosen, $choices + array( $chosen => $chosen ) );
		Fields::description( __( 'Automatic takes OpenAI where the image service has a key for it, and otherwise draws a title card without AI.', 'limner' ) );
		if ( ! $providers ) {
			Fields::description(
				$this->connection->is_connected()
					? __( 'The image service does not answer, so only the stored choice is shown.', 'limner' )
					: __( 'Connect the image service to see what it offers.', 'limner' )
			);
			return;
		}

		echo '<ul class="limner-providers">';
		foreach ( $providers as $provider ) {
			$standing = $provider['ready'] ? __( 'ready', 'limner' ) : __( 'needs a key on the image service', 'limner' );
			if ( $provider['ready'] && $provider['drawn_without_ai'] ) {
				$standing = __( 'ready, draws without AI and costs nothing', 'limner' );
			}
			printf(
				'<li><span class="dashicons %s" aria-hidden="true"></span> %s</li>',
				esc_attr( $provider['ready'] ? 'dashicons-yes-alt' : 'dashicons-warning' ),
				/* translators: 1: a provider's name, 2: how it stands, as in "ready". */
				esc_html( sprintf( _x( '%1$s: %2$s', 'provider and its state', 'limner' ), $provider['title'], $standing ) )
			);
		}
		echo '</ul>';
	}

	/**
	 * Prints the choice of models, grouped by provider.
	 *
	 * @param string                     $chosen    The chosen model.
	 * @param list<array<string, mixed>> $providers What the image service has.
	 */
	private function render_model( string $chosen, array $providers ): void {
		$choices  = array( '' => __( 'The provider’s default', 'limner' ) );
		$warnings = array();
		$known    = array( '' );
		foreach ( $providers as $provider ) {
			foreach ( $provider['models'] as $model ) {
				$known[] = $model['name'];
				$choices[ $provider['title'] ][ $model['name'] ] = $model['is_default']
					/* translators: %s: name of a model. */
					? sprintf( __( '%s (default)', 'limner' ), $model['title'] )
					: $model['title'];
				if ( '' !== $model['warning'] ) {
					$warnings[] = $model['title'] . ': ' . $model['warning'];
				}
			}
		}
		if ( ! in_array( $chosen, $known, true ) ) {
			$choices[ $chosen ] = $chosen;
		}
		Fields::select( 'model', $chosen, $choices );
		array_map( array( Fields::class, 'description' ), $warnings );
	}

	/**
	 * What the image service has; nothing where it never answered.
	 *
	 * @return list<array<string, mixed>>
	 */
	private function providers(): array {
		return $this->connection->is_connected() ? array_values( (array) ( $this->site_states->last_known()['providers'] ?? array() ) ) : array();
	}
}
