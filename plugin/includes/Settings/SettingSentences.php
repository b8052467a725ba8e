<?php
/**
 * What is said of a setting that does not fit.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * For each setting its name as the page has it, and what it takes.
 */
final class SettingSentences {

	/**
	 * Letters that a slip of the hand may differ by.
	 */
	private const NEAR = 3;

	/**
	 * Says what a setting takes.
	 *
	 * @param string $name   The setting's name in the schema.
	 * @param string $detail What WordPress's own check says; empty for a setting that does not exist.
	 */
	public static function for( string $name, string $detail ): string {
		$sentences = self::table();
		if ( isset( $sentences[ $name ] ) ) {
			return $sentences[ $name ];
		}
		if ( '' === $detail ) {
			$nearest = self::nearest( $name, array_keys( SettingsSchema::defaults() ) );

			return '' === $nearest
				/* translators: %s: name of a setting. */
				? sprintf( __( 'Limner has no setting “%s”.', 'limner' ), $name )
				/* translators: 1: what was written, 2: what is probably meant. */
				: sprintf( __( 'Limner has no setting “%1$s”. Did you mean “%2$s”?', 'limner' ), $name, $nearest );
		}

		/* translators: 1: name of a setting, 2: what it takes, such as "quality is not one of low and high." */
		return sprintf( __( 'The setting “%1$s” does not fit. %2$s', 'limner' ), $name, $detail );
	}

	/**
	 * Says that there is no such provider.
	 *
	 * @param string   $name  What was written.
	 * @param string[] $known What there is.
	 */
	public static function unknown_provider( string $name, array $known ): string {
		$nearest = self::nearest( $name, $known );

		return '' === $nearest
			/* translators: 1: what was written, 2: names of providers. */
			? sprintf( __( 'The image service has no provider “%1$s”. It has %2$s.', 'limner' ), $name, implode( ', ', $known ) )
			/* translators: 1: what was written, 2: what is probably meant. */
			: sprintf( __( 'The image service has no provider “%1$s”. Did you mean “%2$s”?', 'limner' ), $name, $nearest );
	}

	/**
	 * Says that there is no such file for social media.
	 *
	 * @param string   $name  What was written.
	 * @param string[] $known Ids of templates.
	 */
	public static function unknown_template( string $name, array $known ): string {
		$nearest = self::nearest( $name, $known );

		return '' === $nearest
			/* translators: %s: what was written. */
			? sprintf( __( 'There is no file for social media called “%s”.', 'limner' ), $name )
			/* translators: 1: what was written, 2: what is probably meant. */
			: sprintf( __( 'There is no file for social media called “%1$s”. Did you mean “%2$s”?', 'limner' ), $name, $nearest );
	}

	/**
	 * Says that an attachment cannot be a reference image.
	 *
	 * @param int $attachment_id As it was named.
	 */
	public static function unusable_reference( int $attachment_id ): string {
		/* translators: %d: number of an attachment in the media library. */
		return sprintf( __( 'Reference images: number %d of the media library is no image that can be sent. Choose a JPEG, PNG or WebP of at most 10 MB.', 'limner' ), $attachment_id );
	}

	/**
	 * The sentences, by the setting's name.
	 *
	 * @return array<string, string>
	 */
	private static function table(): array {
		/* translators: 1: smallest, 2: largest number of pixels. */
		$sides = sprintf( __( 'Widths and heights are whole numbers from %1$d to %2$d pixels.', 'limner' ), SettingsSchema::SHORTEST_SIDE, SettingsSchema::LONGEST_SIDE );

		return array(
			'desktop'                  => $sides,
			'mobile'                   => $sides,
			'style'                    => __( 'Write each color as # with six digits, as in #1d3557, and at most eight of them. Guidelines may have 2,000 characters, what to avoid 1,000. Reference images are at most four, each by its number in the media library.', 'limner' ),
			'prompting'                => __( 'The prompt pattern may have 4,000 characters, the negative prompt 1,000.', 'limner' ),
			'choice'                   => __( 'Write the most that one image may cost in dollars, as in 0.10, or leave it empty. The tier is draft, standard or premium, and at most five providers take over, each by its name.', 'limner' ),
			'format_quality'           => __( 'The file quality is a whole number from 1 to 100.', 'limner' ),
			'limits'                   => __( 'Write limits in dollars, as in 20 or 0.50, or leave them empty.', 'limner' ),
			'image_limits'             => __( 'Write limits in images as whole numbers up to 1,000,000, as in 50, or leave them empty.', 'limner' ),
			'period_start'             => __( 'A month begins on a day from 1 to 28, as every month has those. Take 28 for its end.', 'limner' ),
			'social'                   => __( 'Choose at most six files for social media, each by its name, as in facebook-feed.', 'limner' ),
			'candidate_retention_days' => __( 'Unused images are kept for 1 to 3,650 days.', 'limner' ),
			'label'                    => __( 'The label may have 60 characters, the reason for switching it off 500.', 'limner' ),
		);
	}

	/**
	 * The name that is probably meant; empty where none is near.
	 *
	 * @param string   $name  As it was written.
	 * @param string[] $known What there is.
	 */
	private static function nearest( string $name, array $known ): string {
		$distances = array();
		foreach ( $known as $one ) {
			$distances[ $one ] = levenshtein( strtolower( substr( $name, 0, 100 ) ), $one );
		}
		asort( $distances );
		$nearest = (string) array_key_first( $distances );

		return array() !== $distances && $distances[ $nearest ] <= min( self::NEAR, intdiv( strlen( $nearest ), 2 ) ) ? $nearest : '';
	}
}
