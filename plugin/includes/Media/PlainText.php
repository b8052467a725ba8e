<?php
/**
 * Text that came from outside.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

/**
 * Sanitised as if by an author, whoever asked for the image.
 */
final class PlainText {

	/**
	 * One line without markup and without shortcodes.
	 *
	 * @param string $text Alt text, title or caption.
	 */
	public static function line( string $text ): string {
		// WordPress runs shortcodes inside attributes, too, and those of plugins that come later.
		return sanitize_text_field( strtr( strip_shortcodes( $text ), '[]', '()' ) );
	}
}
