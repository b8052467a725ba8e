<?php
/**
 * The sentence of a limit that is reached.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

/**
 * Says which limit, whose it is, how much, and when it begins anew.
 */
final class BudgetSentence {

	/**
	 * The sentences for `budget_reached`, plain text.
	 *
	 * @param array{subject: string, amount: int|null, budget?: array{whose: string, resets_on: string|null}} $error What went wrong.
	 */
	public static function for_error( array $error ): string {
		$whose = $error['budget']['whose'] ?? '';
		$day   = $error['budget']['resets_on'] ?? null;
		/* translators: %s: whose limit, such as "the limit for one post". */
		$sentences = array( sprintf( __( 'This would pass %s.', 'limner' ), self::nearest_name( $error['subject'], $whose ) ) );
		if ( null !== $error['amount'] ) {
			/* translators: %s: an amount of money, or a number of images. */
			$sentences[] = sprintf( __( 'It is %s.', 'limner' ), self::size( $error['subject'], $error['amount'] ) );
		}
		if ( null !== $day ) {
			/* translators: %s: a date. */
			$sentences[] = sprintf( __( 'It begins anew on %s.', 'limner' ), self::day( $day ) );
		}

		return implode( ' ', $sentences );
	}

	/**
	 * A limit within a sentence; one that this version does not know keeps its own name.
	 *
	 * @param string $limit A name of limitNameSchema.
	 * @param string $whose The person whose it is; empty where it is nobody's own.
	 */
	public static function name( string $limit, string $whose = '' ): string {
		if ( '' !== $whose ) {
			return str_ends_with( $limit, '_images' )
				/* translators: %s: a person's name. */
				? sprintf( __( '%s’s limit of images for a month', 'limner' ), $whose )
				/* translators: %s: a person's name. */
				: sprintf( __( '%s’s limit for a month', 'limner' ), $whose );
		}

		return match ( $limit ) {
			'run' => __( 'the limit for one run', 'limner' ),
			'post' => __( 'the limit for one post', 'limner' ),
			'person_month' => __( 'each person’s limit for a month', 'limner' ),
			'site_month' => __( 'the site’s limit for a month', 'limner' ),
			'run_images' => __( 'the limit of images for one run', 'limner' ),
			'post_images' => __( 'the limit of images for one post', 'limner' ),
			'person_month_images' => __( 'each person’s limit of images for a month', 'limner' ),
			'site_month_images' => __( 'the site’s limit of images for a month', 'limner' ),
			default => $limit,
		};
	}

	/**
	 * The same, as whoever reached it calls it: a limit of a person that is nobody else's is their own.
	 *
	 * @param string $limit A name of limitNameSchema.
	 * @param string $whose The person whose it is; empty where it is the reader's, or nobody's own.
	 */
	public static function nearest_name( string $limit, string $whose = '' ): string {
		return match ( $whose . $limit ) {
			'person_month' => __( 'your limit for a month', 'limner' ),
			'person_month_images' => __( 'your limit of images for a month', 'limner' ),
			default => self::name( $limit, $whose ),
		};
	}

	/**
	 * How much a limit is, in its own unit.
	 *
	 * @param string $limit  Its name.
	 * @param int    $amount Micro-dollars, or images.
	 */
	private static function size( string $limit, int $amount ): string {
		if ( ! str_ends_with( $limit, '_images' ) ) {
			return Price::format( $amount );
		}

		/* translators: %s: a number of images. */
		return sprintf( _n( '%s image', '%s images', $amount, 'limner' ), number_format_i18n( $amount ) );
	}

	/**
	 * A day as the site writes dates.
	 *
	 * @param string $day Such as 2026-12-15.
	 */
	private static function day( string $day ): string {
		$time = strtotime( $day . 'T00:00:00Z' );

		return false === $time ? $day : (string) wp_date( (string) get_option( 'date_format' ), $time, new \DateTimeZone( 'UTC' ) );
	}
}
