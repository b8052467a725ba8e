<?php
/**
 * The files for social media beside an attachment's sizes.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

/**
 * They stand among an attachment's sizes under the names of their templates, so that WordPress itself copies and deletes
 * them with the attachment. They are no sizes for pages: a browser must not choose among them.
 */
final class SocialSizes {

	public const PREFIX = 'limner-';

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_filter( 'wp_calculate_image_srcset_meta', array( $this, 'without_social' ) );
	}

	/**
	 * Leaves them out of `srcset`: one may have an image's own ratio, and its own cut.
	 *
	 * @param mixed $metadata An attachment's metadata.
	 */
	public function without_social( mixed $metadata ): mixed {
		if ( ! is_array( $metadata ) || ! is_array( $metadata['sizes'] ?? null ) ) {
			return $metadata;
		}
		$metadata['sizes'] = array_filter( $metadata['sizes'], static fn ( int|string $size ): bool => ! str_starts_with( (string) $size, self::PREFIX ), ARRAY_FILTER_USE_KEY );

		return $metadata;
	}

	/**
	 * The first of some templates that an attachment has a file for, as the name of its size; empty where it has none.
	 *
	 * @param int      $attachment_id The attachment.
	 * @param string[] $templates     Ids of templates, the best one first.
	 */
	public static function find( int $attachment_id, array $templates ): string {
		$metadata = wp_get_attachment_metadata( $attachment_id );
		$sizes    = is_array( $metadata ) && is_array( $metadata['sizes'] ?? null ) ? $metadata['sizes'] : array();
		foreach ( $templates as $template ) {
			if ( isset( $sizes[ self::PREFIX . $template ] ) ) {
				return self::PREFIX . $template;
			}
		}

		return '';
	}
}
