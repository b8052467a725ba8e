<?php
/**
 * Who takes over: part of the settings "Who makes the images?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * An ordered list as selects, one below the other: it works with a keyboard, and without JavaScript. The page's script
 * adds buttons that move an entry up and down, and shows no more empty fields than one.
 */
final class FallbackFields {

	/**
	 * Fields offer choices.
	 *
	 * @param ModelChoices $choices What there is.
	 */
	public function __construct( private readonly ModelChoices $choices ) {}

	/**
	 * Prints the fields.
	 *
	 * @param list<array{provider: string, model: string}> $fallbacks In their order.
	 */
	public function render( array $fallbacks ): void {
		echo '<ol class="limner-fallbacks">';
		for ( $place = 0; $place < SettingsSchema::MOST_FALLBACKS; $place++ ) {
			$chosen = self::value( $fallbacks[ $place ] ?? null );
			$field  = "choice][fallbacks][{$place}";
			/* translators: %s: a number from 1 to 5. */
			printf( '<li><label class="screen-reader-text" for="%s">%s</label>', esc_attr( Fields::id( $field ) ), esc_html( sprintf( __( 'Takes over, place %s', 'limner' ), number_format_i18n( $place + 1 ) ) ) );
			Fields::select( $field, $chosen, $this->choices->fallbacks( $chosen ) );
			echo '</li>';
		}
		echo '</ol>';
		Fields::description( __( 'In this order, where a provider is down or refuses. None takes over that would cost more than the plan said. An empty place is left out.', 'limner' ) );
	}

	/**
	 * Reads the fields: empty places and repetitions are left out.
	 *
	 * @param array<array-key, mixed> $input Values by place.
	 * @return list<array{provider: string, model: string}>
	 */
	public static function from_form( array $input ): array {
		ksort( $input );
		$values = array_unique( array_filter( array_map( static fn ( mixed $value ): string => is_string( $value ) ? $value : '', $input ) ) );

		return array_map(
			static function ( string $value ): array {
				list( $provider, $model ) = array_pad( explode( ':', $value, 2 ), 2, '' );

				return array(
					'provider' => $provider,
					'model'    => $model,
				);
			},
			array_values( $values )
		);
	}

	/**
	 * A fallback as the value of a select.
	 *
	 * @param array{provider: string, model: string}|null $fallback The fallback; null is none.
	 */
	private static function value( ?array $fallback ): string {
		if ( null === $fallback ) {
			return '';
		}

		return '' === $fallback['model'] ? $fallback['provider'] : $fallback['provider'] . ':' . $fallback['model'];
	}
}
