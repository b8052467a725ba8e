<?php
/**
 * Attachments made of uploaded files.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use WP_Error;

/**
 * Makes them with their meta written directly: the sizes came ready made, and resizing in PHP would lose what says
 * where the image comes from.
 *
 * @phpstan-import-type Head from UploadBody
 */
final class Attachments {

	public const ATTEMPT     = '_limner_attempt';
	public const CANDIDATE   = '_limner_candidate';
	public const RENDITION   = '_limner_rendition';
	public const TWIN        = '_limner_twin';
	public const FOCAL_POINT = '_limner_focal_point';
	public const RECORD      = '_limner_record';

	/**
	 * The attachment of an upload whose writer died before it could note it; 0 where there is none.
	 *
	 * @param string $attempt_id The attempt.
	 * @param string $rendition  `desktop` or `mobile`.
	 */
	public function find( string $attempt_id, string $rendition ): int {
		$found = get_posts(
			array(
				'post_type'        => 'attachment',
				'post_status'      => 'any',
				'fields'           => 'ids',
				'numberposts'      => 1,
				'suppress_filters' => true,
				// phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- Only after a crash.
				'meta_query'       => array(
					array(
						'key'   => self::ATTEMPT,
						'value' => $attempt_id,
					),
					array(
						'key'   => self::RENDITION,
						'value' => $rendition,
					),
				),
			)
		);

		return (int) ( $found[0] ?? 0 );
	}

	/**
	 * Whether an attachment is still there.
	 *
	 * @param int $attachment_id The attachment.
	 */
	public function exists( int $attachment_id ): bool {
		return $attachment_id > 0 && 'attachment' === get_post_type( $attachment_id );
	}

	/**
	 * Makes an attachment with all its meta.
	 *
	 * @param Head                  $head      What the upload says about itself.
	 * @param array<string, string> $files     Full path of every file, by size.
	 * @param int                   $author_id Whose it is.
	 */
	public function create( array $head, array $files, int $author_id ): int|WP_Error {
		$full = array_column( $head['files'], null, 'size' )['full'];

		return wp_insert_attachment(
			wp_slash(
				array(
					'post_title'     => $this->title( $head ),
					'post_excerpt'   => PlainText::line( $head['caption'] ),
					'post_mime_type' => $full['media_type'],
					'post_author'    => $author_id,
					'meta_input'     => array(
						'_wp_attachment_image_alt' => PlainText::line( $head['alt'] ),
						'_wp_attachment_metadata'  => $this->metadata( $head, $files ),
						self::ATTEMPT              => $head['attempt_id'],
						self::CANDIDATE            => $head['candidate_id'],
						self::RENDITION            => $head['rendition'],
						self::FOCAL_POINT          => $head['focal_point'],
						self::RECORD               => (string) wp_json_encode( $head['record'], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ),
					),
				)
			),
			$files['full'],
			$head['post_id'],
			true
		);
	}

	/**
	 * Tells other plugins about the new files, as WordPress does after making sizes: some copy them elsewhere.
	 *
	 * @param int $attachment_id The attachment.
	 */
	public function announce( int $attachment_id ): void {
		$metadata = wp_get_attachment_metadata( $attachment_id, true );
		if ( is_array( $metadata ) ) {
			wp_update_attachment_metadata( $attachment_id, $metadata );
		}
	}

	/**
	 * Lets the desktop and the mobile file of an attempt know each other, once both are there.
	 *
	 * @param int $desktop_id The desktop file's attachment.
	 * @param int $mobile_id  The mobile file's attachment.
	 */
	public function pair( int $desktop_id, int $mobile_id ): void {
		update_post_meta( $desktop_id, self::TWIN, $mobile_id );
		update_post_meta( $mobile_id, self::TWIN, $desktop_id );
	}

	/**
	 * The title in the media library, where both files of an image stand side by side.
	 *
	 * @param Head $head What the upload says about itself.
	 */
	private function title( array $head ): string {
		$title = PlainText::line( $head['title'] );

		/* translators: %s: title of an image; this is its version for phones. */
		return 'mobile' === $head['rendition'] ? sprintf( __( '%s (phone)', 'limner' ), $title ) : $title;
	}

	/**
	 * What WordPress would have written after making the sizes itself.
	 *
	 * @param Head                  $head  What the upload says about itself.
	 * @param array<string, string> $files Full path of every file, by size.
	 * @return array<string, mixed>
	 */
	private function metadata( array $head, array $files ): array {
		require_once ABSPATH . 'wp-admin/includes/image.php';

		$metadata = array( 'sizes' => array() );
		foreach ( $head['files'] as $file ) {
			if ( 'full' === $file['size'] ) {
				$metadata['width']    = $file['width'];
				$metadata['height']   = $file['height'];
				$metadata['file']     = _wp_relative_upload_path( $files['full'] );
				$metadata['filesize'] = $file['byte_length'];
				continue;
			}
			$metadata['sizes'][ $file['size'] ] = array(
				'file'      => wp_basename( $files[ $file['size'] ] ),
				'width'     => $file['width'],
				'height'    => $file['height'],
				'mime-type' => $file['media_type'],
				'filesize'  => $file['byte_length'],
			);
		}
		$image_meta             = wp_read_image_metadata( $files['full'] );
		$metadata['image_meta'] = is_array( $image_meta ) ? $image_meta : array();

		return $metadata;
	}
}
