<?php
/**
 * The settings "Who makes the images?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\Sidecar\Catalogue;
use Limner\Sidecar\Connection;

/**
 * Provider, tier, model, who takes over, quality and previews. What there is to choose from, the image service says.
 *
 * @phpstan-import-type Settings from Options
 */
final class ProviderTab implements Tab {

	/**
	 * Takes what it needs.
	 *
	 * @param Connection $connection To the image service.
	 * @param Catalogue  $catalogue  What there is to choose from.
	 * @param Options    $options    The site's settings as they are stored.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly Catalogue $catalogue,
		private readonly Options $options
	) {}

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
	 * The names of the tiers.
	 *
	 * @return array<string, string>
	 */
	public static function tiers(): array {
		return array(
			'draft'    => __( 'Draft', 'limner' ),
			'standard' => __( 'Standard', 'limner' ),
			'premium'  => __( 'Premium', 'limner' ),
		);
	}

	/**
	 * Prints its rows.
	 *
	 * @param array $settings The settings to show.
	 * @phpstan-param Settings $settings
	 */
	public function render( array $settings ): void {
		$is_connected = $this->connection->is_connected() && ! $this->connection->is_moved_or_copied();
		$providers    = $is_connected ? $this->catalogue->providers() : array(
			'list'  => array(),
			'error' => null,
		);
		// A service that has just not answered is not asked three times.
		$models  = $is_connected && null === $providers['error'] ? $this->catalogue->models()['list'] : Catalogue::last_known( 'models' );
		$choices = new ModelChoices( $providers['list'], $models );

		if ( $is_connected && null === $providers['error'] ) {
			Fields::row( __( 'As it is set now', 'limner' ), '', fn () => ( new ChoiceSummary( $choices ) )->render( $this->catalogue->choice( $this->options->policy() ) ) );
		}
		Fields::row(
			__( 'Provider', 'limner' ),
			'provider',
			function () use ( $settings, $choices, $providers, $is_connected ): void {
				Fields::select( 'provider', $settings['provider'], $choices->providers( $settings['provider'] ) );
				Fields::description( __( 'Automatic takes the best model of the tier below, from whichever provider the image service has a key for. Without any key it draws title cards without AI.', 'limner' ) );
				( new ProviderTable( $providers['list'] ) )->render( $is_connected, $providers['error'] );
			}
		);
		$this->render_tier( $settings['choice']['tier'] );
		Fields::row(
			__( 'Model', 'limner' ),
			'model',
			static function () use ( $settings, $choices, $models ): void {
				Fields::select( 'model', $settings['model'], $choices->models( $settings['model'] ) );
				Fields::description( __( 'A model that you name here is taken whatever the tier says.', 'limner' ) );
				( new ModelTable( $models, $choices ) )->render();
			}
		);
		Fields::row( __( 'If it fails', 'limner' ), '', static fn () => ( new FallbackFields( $choices ) )->render( $settings['choice']['fallbacks'] ) );
		$this->render_making( $settings['quality'], $settings['previews'] );
	}

	/**
	 * Reads its part of the form. A model of another provider falls back to the provider's default.
	 *
	 * @param array<string, mixed> $input What the browser sent.
	 * @return array<string, mixed>
	 */
	public function changes_from( array $input ): array {
		$choice   = (array) ( $input['choice'] ?? array() );
		$provider = (string) ( $input['provider'] ?? 'automatic' );
		$model    = (string) ( $input['model'] ?? '' );
		$owners   = array_column( array_filter( Catalogue::last_known( 'models' ), static fn ( array $known ): bool => $known['model'] === $model ), 'provider' );
		if ( 'automatic' !== $provider && array() !== $owners && ! in_array( $provider, $owners, true ) ) {
			$model = '';
		}

		$tier = isset( $choice['tier'] ) ? array( 'tier' => (string) $choice['tier'] ) : array();

		return array(
			'provider' => $provider,
			'model'    => $model,
			'choice'   => $tier + array( 'fallbacks' => FallbackFields::from_form( (array) ( $choice['fallbacks'] ?? array() ) ) ),
			'quality'  => (string) ( $input['quality'] ?? 'medium' ),
			'previews' => '1' === ( $input['previews'] ?? '' ),
		);
	}

	/**
	 * Prints the choice of the tier.
	 *
	 * @param string $chosen The chosen one.
	 */
	private function render_tier( string $chosen ): void {
		Fields::row(
			__( 'Tier', 'limner' ),
			'choice][tier',
			static function () use ( $chosen ): void {
				Fields::select( 'choice][tier', $chosen, self::tiers() );
				Fields::description( __( 'Draft is quick and cheap, for trying things out. Premium is for pictures that people look at large. It counts where the provider is automatic and no model is named.', 'limner' ) );
			}
		);
	}

	/**
	 * Prints quality and previews.
	 *
	 * @param string $quality  The chosen one.
	 * @param bool   $previews Whether they are switched on.
	 */
	private function render_making( string $quality, bool $previews ): void {
		Fields::row(
			__( 'Quality', 'limner' ),
			'quality',
			static function () use ( $quality ): void {
				Fields::select(
					'quality',
					$quality,
					array(
						'low'    => __( 'Low', 'limner' ),
						'medium' => __( 'Medium', 'limner' ),
						'high'   => __( 'High', 'limner' ),
						'auto'   => __( 'As the model decides', 'limner' ),
					)
				);
				Fields::description( __( 'Of the same model, where it has several. Better images cost more. The price of a post is shown before anything is spent.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'Previews', 'limner' ),
			'',
			static function () use ( $previews ): void {
				Fields::checkbox( 'previews', $previews, __( 'Show images while they are being made', 'limner' ) );
				Fields::description( __( 'Where the model can do it. OpenAI charges 100 output tokens for each preview.', 'limner' ) );
			}
		);
	}
}
