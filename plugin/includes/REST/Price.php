<?php
/**
 * Amounts of money.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

/**
 * Writes micro-dollars as people read them.
 */
final class Price {

	private const MICRODOLLARS = 1_000_000;

	/**
	 * Cents; of prices below one cent, the first two digits that are not zero.
	 *
	 * @param int $microdollars The amount.
	 */
	public static function format( int $microdollars ): string {
		$dollars  = $microdollars / self::MICRODOLLARS;
		$decimals = $microdollars > 0 && $dollars < 0.01 ? 1 - (int) floor( log10( $dollars ) ) : 2;

		return '$' . number_format_i18n( $dollars, $decimals );
	}
}
