<?php
/**
 * Images of the media library that show the site's style.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

/**
 * Finds the files that are shown to models.
 */
final class ReferenceImages {

	/**
	 * What the image service takes.
	 */
	private const MEDIA_TYPES = array( 'image/jpeg', 'image/png', 'image/webp' );

	/**
	 * Bytes that a file may have. As text in a request it has a third more, and proxies before the image service let 16 MB
	 * through.
	 */
	private const LARGEST_FILE = 10 * MB_IN_BYTES;

	/**
	 * The file of an attachment that is sent: WordPress's large size where there is one, as a model looks at no more
	 * pixels than that; null where there is no image, or none that can be sent.
	 *
	 * @param int $attachment_id The attachment.
	 */
	public static function file( int $attachment_id ): ?string {
		if ( ! wp_attachment_is_image( $attachment_id ) ) {
			return null;
		}
		$whole = (string) get_attached_file( $attachment_id );
		$large = image_get_intermediate_size( $attachment_id, 'large' );
		$files = is_array( $large ) ? array( path_join( dirname( $whole ), $large['file'] ), $whole ) : array( $whole );
		foreach ( $files as $file ) {
			if ( is_file( $file ) && is_readable( $file ) && in_array( wp_get_image_mime( $file ), self::MEDIA_TYPES, true ) && filesize( $file ) <= self::LARGEST_FILE ) {
				return $file;
			}
		}

		return null;
	}

	/**
	 * The files of several attachments by their sha256, in their order. An image that is gone is left out.
	 *
	 * @param int[] $attachment_ids Attachments.
	 * @return array<string, string>
	 */
	public static function files( array $attachment_ids ): array {
		$files = array();
		foreach ( $attachment_ids as $attachment_id ) {
			$file = self::file( $attachment_id );
			if ( null !== $file ) {
				$files[ (string) hash_file( 'sha256', $file ) ] = $file;
			}
		}

		return $files;
	}
}
