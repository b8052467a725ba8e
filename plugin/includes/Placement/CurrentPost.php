<?php
/**
 * A post as it stands, for finding a place in it.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Placement;

use Limner\Publishing\PostContent;
use Limner\REST\Failure;
use WP_Error;
use WP_Post;

/**
 * Writes currentPostSchema.
 */
final class CurrentPost {

	/**
	 * Reads content and lock.
	 *
	 * @param PostContent $post_content Writes a post for the image service.
	 * @param EditLock    $edit_lock    Who has it open.
	 */
	public function __construct( private readonly PostContent $post_content, private readonly EditLock $edit_lock ) {}

	/**
	 * The post, or why not.
	 *
	 * @param int $post_id The post.
	 * @return array{post: array<string, mixed>, content_sha256: string, locked_by: string|null}|WP_Error
	 */
	public function read( int $post_id ): array|WP_Error {
		clean_post_cache( $post_id );
		$post = get_post( $post_id );
		if ( ! $post instanceof WP_Post || 'trash' === $post->post_status ) {
			return Failure::make( 'post_gone', 'The post was deleted or is in the trash.' );
		}
		if ( ! mb_check_encoding( $post->post_content, 'UTF-8' ) ) {
			return Failure::make( 'internal', 'The content is not valid UTF-8, so that offsets in it would not be the same on both sides.', 'content' );
		}

		return array(
			'post'           => $this->post_content->of( $post ),
			'content_sha256' => hash( 'sha256', $post->post_content ),
			'locked_by'      => $this->edit_lock->holder( $post_id ),
		);
	}
}
