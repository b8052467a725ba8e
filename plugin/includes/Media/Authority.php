<?php
/**
 * Whether an attempt may still bring its image.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\Publishing\PublishingUser;
use Limner\REST\Failure;
use Limner\REST\PersonPermission;
use WP_Error;
use WP_Post;

/**
 * A signature says that the sidecar speaks. What it may do is what the attempt allows that was issued here: for one
 * person and one post, checked again each time, as posts go and roles change.
 *
 * @phpstan-type Granted array{post: WP_Post, person_id: int}
 */
final class Authority {

	/**
	 * Authority comes from attempts.
	 *
	 * @param Attempts         $attempts        What was issued.
	 * @param PersonPermission $permission      What a person may.
	 * @param PublishingUser   $publishing_user Answers for what is approved automatically.
	 */
	public function __construct(
		private readonly Attempts $attempts,
		private readonly PersonPermission $permission,
		private readonly PublishingUser $publishing_user
	) {}

	/**
	 * Who answers for an upload.
	 *
	 * @param string $attempt_id  The attempt.
	 * @param int    $post_id     The post that the upload names.
	 * @param int    $approved_by Who approved, as the upload says; 0: the site's settings did.
	 * @return Granted|WP_Error
	 */
	public function for_upload( string $attempt_id, int $post_id, int $approved_by ): array|WP_Error {
		$attempt = $this->attempts->find( $attempt_id );
		if ( null === $attempt ) {
			return Failure::make( 'not_found', 'This site issued no such attempt.', 'attempt' );
		}
		if ( 0 !== $approved_by && ! in_array( $approved_by, array( $attempt['person_id'], $attempt['approved_by'] ), true ) ) {
			return Failure::make( 'permission_denied', 'The attempt was neither issued for this person nor approved by this person.' );
		}

		return $this->grant( $attempt['post_id'], $post_id, 0 === $approved_by ? $this->site_person( $attempt['person_id'] ) : $approved_by );
	}

	/**
	 * Who answers for placing an attempt's image.
	 *
	 * @param string $attempt_id The attempt.
	 * @param int    $post_id    The post to place it in.
	 * @return Granted|WP_Error
	 */
	public function for_placement( string $attempt_id, int $post_id ): array|WP_Error {
		$attempt = $this->attempts->find( $attempt_id );
		if ( null === $attempt ) {
			return Failure::make( 'not_found', 'This site issued no such attempt.', 'attempt' );
		}

		return $this->grant( $attempt['post_id'], $post_id, $attempt['approved_by'] > 0 ? $attempt['approved_by'] : $this->site_person( $attempt['person_id'] ) );
	}

	/**
	 * Who answers where nobody approved: the publishing user, and without one the person that the attempt was issued for.
	 *
	 * @param int $person_id The attempt's person.
	 */
	private function site_person( int $person_id ): int {
		$publishing_user_id = $this->publishing_user->id();

		return $publishing_user_id > 0 ? $publishing_user_id : $person_id;
	}

	/**
	 * Checks the post and the person as they are now.
	 *
	 * @param int $issued_for The attempt's post.
	 * @param int $post_id    The post that the request names.
	 * @param int $person_id  Who answers.
	 * @return Granted|WP_Error
	 */
	private function grant( int $issued_for, int $post_id, int $person_id ): array|WP_Error {
		if ( $issued_for !== $post_id ) {
			return Failure::make( 'permission_denied', 'The attempt was issued for another post.' );
		}
		$post = get_post( $post_id );
		if ( ! $post instanceof WP_Post || 'trash' === $post->post_status ) {
			return Failure::make( 'post_gone', 'The post was deleted or is in the trash.' );
		}
		if ( ! $this->permission->may( $person_id, $post ) ) {
			return Failure::make( 'permission_denied', "User {$person_id} may not edit this post or may not upload files any more." );
		}

		return array(
			'post'      => $post,
			'person_id' => $person_id,
		);
	}
}
