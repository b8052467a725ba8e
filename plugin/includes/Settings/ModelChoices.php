<?php
/**
 * Providers and models as choices.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * What the fields of the settings offer, from what the image service lists. What is chosen is always among it.
 */
final class ModelChoices {

	/**
	 * Choices are made of two lists.
	 *
	 * @param list<array<string, mixed>> $providers As providerListSchema has them.
	 * @param list<array<string, mixed>> $models    As modelListSchema has them.
	 */
	public function __construct( private readonly array $providers, private readonly array $models ) {}

	/**
	 * The providers, for a select.
	 *
	 * @param string $chosen The chosen one.
	 * @return array<string, string> Labels by value.
	 */
	public function providers( string $chosen ): array {
		$choices = array( 'automatic' => __( 'Automatic', 'limner' ) );
		foreach ( $this->providers as $provider ) {
			$choices[ $provider['name'] ] = $provider['ready']
				? $provider['title']
				/* translators: %s: name of a provider. */
				: sprintf( __( '%s (not set up)', 'limner' ), $provider['title'] );
		}

		return $choices + array( $chosen => $chosen );
	}

	/**
	 * The models of providers that are set up, for a select.
	 *
	 * @param string $chosen The chosen one.
	 * @return array<string, string|array<string, string>> Labels by value, grouped by provider.
	 */
	public function models( string $chosen ): array {
		$choices = array( '' => __( 'By the tier, or the provider’s default', 'limner' ) ) + $this->grouped( '' );
		$known   = array_merge( array( '' ), array_column( array_filter( $this->models, static fn ( array $model ): bool => $model['ready'] ), 'model' ) );

		return in_array( $chosen, $known, true ) ? $choices : $choices + array( $chosen => $chosen );
	}

	/**
	 * Who may take over, for a select. A value is a provider's name, or that with a colon and a model.
	 *
	 * @param string $chosen The chosen one.
	 * @return array<string, string|array<array-key, string>> Labels by value, grouped by provider.
	 */
	public function fallbacks( string $chosen ): array {
		$choices = array( '' => __( '— Nobody —', 'limner' ) );
		$known   = array( '' );
		foreach ( $this->grouped( ':' ) as $title => $models ) {
			/* translators: %s: name of a provider. */
			$choices[ $title ] = array( strtok( (string) array_key_first( $models ), ':' ) => sprintf( __( '%s, its default model', 'limner' ), $title ) ) + $models;
			$known             = array_merge( $known, array_map( 'strval', array_keys( $choices[ $title ] ) ) );
		}

		return in_array( $chosen, $known, true ) ? $choices : $choices + array( $chosen => $this->named( $chosen ) );
	}

	/**
	 * What people call a provider.
	 *
	 * @param string $name Its name.
	 */
	public function provider_title( string $name ): string {
		return (string) ( array_column( $this->providers, 'title', 'name' )[ $name ] ?? $name );
	}

	/**
	 * A fallback in words, also one that is not offered.
	 *
	 * @param string $value As fallbacks() has it, or with a space for the colon, as a notice has it.
	 */
	public function named( string $value ): string {
		list( $provider, $model ) = array_pad( (array) preg_split( '/[: ]/', $value, 2 ), 2, '' );
		$titles                   = array_column( array_filter( $this->models, static fn ( array $known ): bool => $known['provider'] === $provider ), 'title', 'model' );
		$title                    = $this->provider_title( (string) $provider );

		/* translators: 1: name of a provider, 2: name of a model. */
		return '' === $model ? $title : sprintf( _x( '%1$s, %2$s', 'provider and model', 'limner' ), $title, $titles[ $model ] ?? $model );
	}

	/**
	 * The models of providers that are set up, by the provider's title.
	 *
	 * @param string $separator Between provider and model in a value; empty: the value is the model.
	 * @return array<string, array<string, string>>
	 */
	private function grouped( string $separator ): array {
		$groups = array();
		foreach ( $this->models as $model ) {
			if ( ! $model['ready'] || $model['retired'] ) {
				continue;
			}
			$value = '' === $separator ? $model['model'] : $model['provider'] . $separator . $model['model'];

			$groups[ $this->provider_title( $model['provider'] ) ][ $value ] = $model['is_default']
				/* translators: %s: name of a model. */
				? sprintf( __( '%s (default)', 'limner' ), $model['title'] )
				: $model['title'];
		}

		return $groups;
	}
}
