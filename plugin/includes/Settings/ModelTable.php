<?php
/**
 * The models: part of the settings "Who makes the images?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\REST\Price;

/**
 * What there is to know before a model is chosen: price, licence, and what becomes of the prompts that are sent.
 */
final class ModelTable {

	/**
	 * A table shows a list.
	 *
	 * @param list<array<string, mixed>> $models  As modelListSchema has them.
	 * @param ModelChoices               $choices Knows the providers' names.
	 */
	public function __construct( private readonly array $models, private readonly ModelChoices $choices ) {}

	/**
	 * Prints it, behind a fold. Models of providers that are not set up are left out.
	 */
	public function render(): void {
		$models = array_values( array_filter( $this->models, static fn ( array $model ): bool => $model['ready'] && ! $model['retired'] ) );
		if ( array() === $models ) {
			return;
		}
		/* translators: %s: a number. */
		printf( '<details class="limner-more"><summary>%s</summary>', esc_html( sprintf( _n( 'Price, licence and terms of %s model', 'Price, licence and terms of %s models', count( $models ), 'limner' ), number_format_i18n( count( $models ) ) ) ) );
		$columns = array( __( 'Model', 'limner' ), __( 'Tier', 'limner' ), __( 'An image', 'limner' ), __( 'Licence', 'limner' ), __( 'What is sent', 'limner' ) );
		Table::render( __( 'Models', 'limner' ), $columns, array_map( array( $this, 'row' ), $models ) );
		Fields::description( __( 'Prices are for an image of about 1024 × 1024 in medium quality, as the provider published them.', 'limner' ) );
		echo '</details>';
	}

	/**
	 * A model's row.
	 *
	 * @param array<string, mixed> $model The model.
	 * @return list<string>
	 */
	private function row( array $model ): array {
		/* translators: 1: name of a provider, 2: name of a model. */
		$name = sprintf( _x( '%1$s, %2$s', 'provider and model', 'limner' ), $this->choices->provider_title( $model['provider'] ), $model['title'] );
		if ( null !== $model['retirement'] ) {
			/* translators: 1: name of a model, 2: a day. */
			$name = sprintf( __( '%1$s (offered until %2$s)', 'limner' ), $name, $model['retirement']['date'] );
		}

		return array( $name, ProviderTab::tiers()[ $model['tier'] ], $this->price( $model['price_microdollars'] ), $this->licence( $model ), $this->inputs( $model['inputs'] ) );
	}

	/**
	 * What an image costs, in words.
	 *
	 * @param int|null $microdollars The price.
	 */
	private function price( ?int $microdollars ): string {
		if ( null === $microdollars ) {
			return __( 'unknown', 'limner' );
		}

		return 0 === $microdollars ? __( 'free', 'limner' ) : Price::format( $microdollars );
	}

	/**
	 * Its licence, and whether a business may publish what it makes.
	 *
	 * @param array<string, mixed> $model The model.
	 */
	private function licence( array $model ): string {
		$use = match ( $model['commercial_use'] ) {
			true    => __( 'commercial use allowed', 'limner' ),
			false   => __( 'no commercial use', 'limner' ),
			default => __( 'commercial use not known', 'limner' ),
		};

		/* translators: 1: name of a licence, 2: such as "commercial use allowed". */
		return '' === $model['licence'] ? $use : sprintf( __( '%1$s: %2$s', 'limner' ), $model['licence'], $use );
	}

	/**
	 * What becomes of what is sent.
	 *
	 * @param string $inputs As modelSchema has it.
	 */
	private function inputs( string $inputs ): string {
		return match ( $inputs ) {
			'stays_here' => __( 'Stays on your machine', 'limner' ),
			'not_kept'   => __( 'Is not kept', 'limner' ),
			'kept'       => __( 'Is kept for a time', 'limner' ),
			'trained_on' => __( 'May be used for training', 'limner' ),
			default      => __( 'Not known whether it is used for training', 'limner' ),
		};
	}
}
