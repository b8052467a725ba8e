<?php
/**
 * Who may work on a post's images.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use WP_Error;
use WP_Post;
use WP_REST_Request;

/**
 * Permission callbacks of the routes for people. WordPress has checked cookie and nonce before.
 */
final class PersonPermission {

	/**
	 * Whether the person may edit the request's post and upload files.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return true|WP_Error
	 */
	public function may_illustrate( WP_REST_Request $request ): bool|WP_Error {
		$post = get_post( UrlParameters::post_id( $request ) );
		if ( ! $post instanceof WP_Post || ! post_type_supports( $post->post_type, 'editor' ) || ! $this->may( get_current_user_id(), $post ) ) {
			return $this->denied( 'The person may not edit this post or may not upload files.' );
		}

		return true;
	}

	/**
	 * Whether the person may change the site's settings.
	 *
	 * @return true|WP_Error
	 */
	public function may_manage(): bool|WP_Error {
		return current_user_can( 'manage_options' ) ? true : $this->denied( 'The person may not manage options.' );
	}

	/**
	 * Whether a person may bring images into a post.
	 *
	 * @param int     $person_id The person.
	 * @param WP_Post $post      The post.
	 */
	public function may( int $person_id, WP_Post $post ): bool {
		return $person_id > 0 && user_can( $person_id, 'edit_post', $post->ID ) && user_can( $person_id, 'upload_files' );
	}

	/**
	 * 401 to a visitor, 403 to a person.
	 *
	 * @param string $cause What is missing.
	 */
	private function denied( string $cause ): WP_Error {
		$error = Failure::make( 'permission_denied', $cause );
		$error->add_data( array_merge( $error->get_error_data(), array( 'status' => rest_authorization_required_code() ) ) );

		return $error;
	}
}
