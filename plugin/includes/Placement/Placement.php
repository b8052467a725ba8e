<?php
/**
 * Puts an image into a post without the editor.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Placement;

use Limner\Media\Attachments;
use Limner\Media\Authority;
use Limner\Media\Uploads;
use Limner\REST\Failure;
use WP_Error;
use WP_Post;

/**
 * Writes under a row lock into exactly the content that the place was found in, or not at all.
 *
 * @phpstan-type PlacementRequest array{attempt_id: string, kind: 'block'|'classic'|'featured', content_sha256: string, byte_offset: int|null}
 * @phpstan-type PlacementResult array{placed: bool, already: bool, revision_id: int|null}
 */
final class Placement {

	/**
	 * Whether a post is being written here, so that the publish hook can tell this from a person's update.
	 *
	 * @var bool
	 */
	private static bool $is_placing = false;

	/**
	 * Placing takes authority, an attachment and a place.
	 *
	 * @param Authority      $authority       Who answers for it.
	 * @param Uploads        $uploads         Knows the attachments.
	 * @param Attachments    $attachments     Knows whether they are there.
	 * @param EditLock       $edit_lock       Who has the post open.
	 * @param PlacedImages   $placed_images   What stands in a post.
	 * @param InsertionPoint $insertion_point Checks the place.
	 * @param ImageMarkup    $markup          Writes the image.
	 */
	public function __construct(
		private readonly Authority $authority,
		private readonly Uploads $uploads,
		private readonly Attachments $attachments,
		private readonly EditLock $edit_lock,
		private readonly PlacedImages $placed_images,
		private readonly InsertionPoint $insertion_point,
		private readonly ImageMarkup $markup
	) {}

	/**
	 * Whether the post update that is under way comes from here.
	 */
	public static function is_placing(): bool {
		return self::$is_placing;
	}

	/**
	 * Puts an attempt's image into a post.
	 *
	 * @param int              $post_id The post.
	 * @param PlacementRequest $request Where to.
	 * @return PlacementResult|WP_Error
	 */
	public function place( int $post_id, array $request ): array|WP_Error {
		$granted = $this->authority->for_placement( $request['attempt_id'], $post_id );
		if ( is_wp_error( $granted ) ) {
			return $granted;
		}
		$attachment_id = $this->attachment_of( $request['attempt_id'] );
		if ( 0 === $attachment_id ) {
			return Failure::make( 'candidate_not_ready', 'The image is not in the media library.' );
		}

		$former_user = get_current_user_id();
		wp_set_current_user( $granted['person_id'] );
		// What stands in the post was allowed to whoever wrote it. What is added is escaped where it is made.
		kses_remove_filters();
		self::$is_placing = true;
		$result           = 'featured' === $request['kind']
			? $this->place_featured( $post_id, $attachment_id )
			: $this->in_transaction( fn (): array|WP_Error => $this->place_in_content( $post_id, $attachment_id, $request ) );
		self::$is_placing = false;
		// Brings back what kses does for this user.
		wp_set_current_user( $former_user );
		kses_init();
		clean_post_cache( $post_id );

		return $result;
	}

	/**
	 * The attachment that stands for an attempt: the desktop file, else the one for phones.
	 *
	 * @param string $attempt_id The attempt.
	 * @return int 0 where there is none.
	 */
	private function attachment_of( string $attempt_id ): int {
		foreach ( array( 'desktop', 'mobile' ) as $rendition ) {
			$attachment_id = $this->uploads->find( $attempt_id, $rendition )['attachment_id'] ?? 0;
			if ( $this->attachments->exists( $attachment_id ) ) {
				return $attachment_id;
			}
		}

		return 0;
	}

	/**
	 * Sets the featured image, where none is set that a person chose.
	 *
	 * @param int $post_id       The post.
	 * @param int $attachment_id The attachment.
	 * @return PlacementResult|WP_Error
	 */
	private function place_featured( int $post_id, int $attachment_id ): array|WP_Error {
		clean_post_cache( $post_id );
		$present = (int) get_post_meta( $post_id, '_thumbnail_id', true );
		if ( $present === $attachment_id ) {
			return $this->result( true, $post_id );
		}
		$holder = $this->edit_lock->holder( $post_id );
		if ( null !== $holder ) {
			return Failure::make( 'post_locked', 'The post is open in an editor.', $holder );
		}
		if ( $this->attachments->exists( $present ) && '' === (string) get_post_meta( $present, Attachments::ATTEMPT, true ) ) {
			return Failure::make( 'section_gone', 'The post has got another featured image meanwhile.', 'featured' );
		}
		if ( false === set_post_thumbnail( $post_id, $attachment_id ) ) {
			return Failure::make( 'internal', 'WordPress did not take the attachment as featured image.' );
		}

		return $this->result( false, $post_id );
	}

	/**
	 * Puts the image at an offset of the content.
	 *
	 * @param int              $post_id       The post.
	 * @param int              $attachment_id The attachment.
	 * @param PlacementRequest $request       Where to.
	 * @return PlacementResult|WP_Error
	 */
	private function place_in_content( int $post_id, int $attachment_id, array $request ): array|WP_Error {
		$content = $this->lock_content( $post_id );
		if ( null === $content ) {
			return Failure::make( 'post_gone', 'The post was deleted or is in the trash.' );
		}
		if ( $this->placed_images->is_in_content( $content, $attachment_id ) ) {
			return $this->result( true, $post_id );
		}
		$holder = $this->edit_lock->holder( $post_id );
		if ( null !== $holder ) {
			return Failure::make( 'post_locked', 'The post is open in an editor.', $holder );
		}
		if ( ! hash_equals( hash( 'sha256', $content ), $request['content_sha256'] ) ) {
			return Failure::make( 'content_changed', 'The content is another than the one in which the place was found.' );
		}
		$offset    = $request['byte_offset'];
		$objection = null === $offset ? 'The offset is missing.' : $this->insertion_point->objection( $content, $offset, $request['kind'] );
		if ( null !== $objection ) {
			return Failure::make( 'request_malformed', $objection, 'byte_offset' );
		}

		$markup = 'block' === $request['kind'] ? $this->markup->block( $attachment_id ) : $this->markup->classic( $attachment_id );

		return $this->write( $post_id, $attachment_id, $this->insertion_point->splice( $content, (int) $offset, $markup ) );
	}

	/**
	 * Writes the content, with a revision of what stood there before.
	 *
	 * @param int    $post_id       The post.
	 * @param int    $attachment_id The attachment in it.
	 * @param string $content       The new content.
	 * @return PlacementResult|WP_Error
	 */
	private function write( int $post_id, int $attachment_id, string $content ): array|WP_Error {
		clean_post_cache( $post_id );
		wp_save_post_revision( $post_id );
		$updated = wp_update_post(
			array(
				'ID'           => $post_id,
				'post_content' => wp_slash( $content ),
			),
			true
		);
		if ( is_wp_error( $updated ) ) {
			return Failure::make( 'internal', 'WordPress did not save the post: ' . $updated->get_error_message() );
		}
		$post = get_post( $post_id );
		if ( ! $post instanceof WP_Post || ! $this->placed_images->is_in_content( $post->post_content, $attachment_id ) ) {
			return Failure::make( 'internal', 'Another plugin took the image out while the post was saved.' );
		}

		return $this->result( false, $post_id );
	}

	/**
	 * The content as it is in the database, with the row locked until the transaction ends.
	 *
	 * @param int $post_id The post.
	 * @return string|null Null: the post is gone.
	 */
	private function lock_content( int $post_id ): ?string {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- WordPress has no function for row locks.
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT post_content, post_status FROM %i WHERE ID = %d FOR UPDATE', $wpdb->posts, $post_id ) );

		return null === $row || 'trash' === $row->post_status ? null : (string) $row->post_content;
	}

	/**
	 * Does something wholly or not at all.
	 *
	 * @param callable(): (PlacementResult|WP_Error) $step What to do.
	 * @return PlacementResult|WP_Error
	 */
	private function in_transaction( callable $step ): array|WP_Error {
		global $wpdb;

		// phpcs:disable WordPress.DB.DirectDatabaseQuery -- WordPress has no function for transactions.
		$wpdb->query( 'START TRANSACTION' );
		$result = $step();
		if ( is_wp_error( $result ) ) {
			$wpdb->query( 'ROLLBACK' );
		} else {
			$wpdb->query( 'COMMIT' );
		}
		// phpcs:enable

		return $result;
	}

	/**
	 * What became of it.
	 *
	 * @param bool $already It stood there before.
	 * @param int  $post_id The post.
	 * @return PlacementResult
	 */
	private function result( bool $already, int $post_id ): array {
		$revisions = $already ? array() : wp_get_latest_revision_id_and_total_count( $post_id );

		return array(
			'placed'      => true,
			'already'     => $already,
			'revision_id' => is_array( $revisions ) && ( $revisions['latest_id'] ?? 0 ) > 0 ? (int) $revisions['latest_id'] : null,
		);
	}
}
