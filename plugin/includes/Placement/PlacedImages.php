<?php
/**
 * Whether an image stands in a post.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Placement;

use WP_Post;

/**
 * Derives it from what is saved, never from what was meant to be.
 */
final class PlacedImages {

	/**
	 * Whether an attachment is the featured image or stands in the saved content.
	 *
	 * @param WP_Post $post          The post.
	 * @param int     $attachment_id The attachment.
	 */
	public function is_placed( WP_Post $post, int $attachment_id ): bool {
		return $this->is_featured( $post, $attachment_id ) || $this->is_in_content( $post->post_content, $attachment_id );
	}

	/**
	 * Whether an attachment is the featured image.
	 *
	 * @param WP_Post $post          The post.
	 * @param int     $attachment_id The attachment.
	 */
	public function is_featured( WP_Post $post, int $attachment_id ): bool {
		return $attachment_id > 0 && (int) get_post_meta( $post->ID, '_thumbnail_id', true ) === $attachment_id;
	}

	/**
	 * Whether a content holds the attachment: by WordPress's class, or as the id that a block carries.
	 *
	 * @param string $content       Saved content.
	 * @param int    $attachment_id The attachment.
	 */
	public function is_in_content( string $content, int $attachment_id ): bool {
		if ( $attachment_id <= 0 ) {
			return false;
		}

		return 1 === preg_match( "/\bwp-image-{$attachment_id}(?![0-9-])/", $content )
			|| 1 === preg_match( "/<!--\s+wp:[a-z0-9\/-]+\s+\{(?:(?!-->).)*\"(?:id|mediaId)\":{$attachment_id}[,}]/s", $content );
	}
}
