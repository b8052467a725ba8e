<?php
/**
 * What looks wrong with an image.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

/**
 * Says what was found on an image before anyone saw it, and what to do. A person decides.
 */
final class Findings {

	/**
	 * The sentences of a finding, plain text.
	 *
	 * @param string $code    Its code, as candidateSchema has it.
	 * @param string $subject What it is about.
	 */
	public static function sentence( string $code, string $subject ): string {
		return match ( $code ) {
			/* translators: %s: a size, such as 1536×864. */
			'ratio_wrong' => sprintf( __( 'The model drew another shape than %s, so the edges were cut. See that nothing is missing, or make another one.', 'limner' ), $subject ),
			'blank' => __( 'There seems to be nothing on this image. Change the prompt, or make another one.', 'limner' ),
			'near_duplicate' => '' === $subject
				? __( 'It looks almost like the featured image. Change the prompt, or make another one.', 'limner' )
				/* translators: %s: the heading of a section. */
				: sprintf( __( 'It looks almost like the image for “%s”. Change the prompt, or make another one.', 'limner' ), $subject ),
			/* translators: %s: letters that were read in an image. */
			'lettering' => sprintf( __( 'There are letters on it: %s. See that they are right, or make another one.', 'limner' ), $subject ),
			default => __( 'Something looks wrong with this image. Look at it before you use it.', 'limner' ),
		};
	}
}
