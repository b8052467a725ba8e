<?php
/**
 * Fields for amounts of money.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * Dollars as people write them, kept as micro-dollars.
 */
final class Dollars {

	private const MICRODOLLARS = 1_000_000;

	/**
	 * Reads an amount of dollars.
	 *
	 * @param mixed $dollars As in "20", "0.50" or "0,50"; empty is no limit.
	 * @return int|null|string Micro-dollars; what cannot be read stays as it is, for the check to refuse.
	 */
	public static function read( mixed $dollars ): int|null|string {
		$typed = is_scalar( $dollars ) ? (string) $dollars : '';
		$text  = str_replace( ',', '.', trim( $typed, " \t\n\r\0\x0B$" ) );
		if ( '' === $text ) {
			return null;
		}

		return 1 === preg_match( '/^\d{1,9}(\.\d{1,6})?$/', $text ) ? (int) round( (float) $text * self::MICRODOLLARS ) : $typed;
	}

	/**
	 * Prints a field for an amount.
	 *
	 * @param string          $field Its name.
	 * @param int|string|null $value Micro-dollars; a text is what was typed and refused; null is no limit.
	 * @param string          $label What a screen reader calls it; empty where the row's own label does.
	 */
	public static function field( string $field, int|string|null $value, string $label = '' ): void {
		$attributes = array(
			'inputmode'   => 'decimal',
			'placeholder' => '∞',
		);
		echo '<span class="limner-money">$ ';
		Fields::text( $field, is_int( $value ) ? self::written( $value ) : (string) $value, 'small-text', '' === $label ? $attributes : $attributes + array( 'aria-label' => $label ) );
		echo '</span>';
	}

	/**
	 * An amount as it stands in its field: cents, and further digits only where there are any.
	 *
	 * @param int $microdollars The amount.
	 */
	private static function written( int $microdollars ): string {
		$text  = number_format( $microdollars / self::MICRODOLLARS, 6, '.', '' );
		$short = rtrim( $text, '0' );

		return strlen( $short ) < strlen( $text ) - 4 ? substr( $text, 0, -4 ) : $short;
	}
}
