<?php
/**
 * PUT media/{attempt}/{rendition}.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use Limner\Contracts\Validator;
use Limner\Media\UploadBody;
use Limner\Media\UploadStore;
use Limner\Sidecar\SignatureVerifier;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * The one way in which the sidecar brings images: keyed by the attempt, so that a repeat finds what is there.
 */
final class MediaRoute {

	/**
	 * The route reads and stores.
	 *
	 * @param SignatureVerifier $verifier  Lets only the sidecar in.
	 * @param Validator         $validator Checks the head.
	 * @param UploadStore       $store     Stores.
	 */
	public function __construct(
		private readonly SignatureVerifier $verifier,
		private readonly Validator $validator,
		private readonly UploadStore $store
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'rest_api_init', array( $this, 'register_routes' ) );
	}

	/**
	 * Registers the route.
	 */
	public function register_routes(): void {
		register_rest_route(
			'limner/v1',
			UrlParameters::pattern( '/media/{attempt_id}/{rendition}' ),
			array(
				'methods'             => 'PUT',
				'callback'            => array( $this, 'upload' ),
				'permission_callback' => array( $this->verifier, 'verify' ),
				'show_in_index'       => false,
			)
		);
	}

	/**
	 * Stores an approved image, or a part of it.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function upload( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = UploadBody::read( $request->get_body(), $this->validator );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		$is_same = UrlParameters::text( $request, 'attempt_id' ) === $body->head['attempt_id']
			&& UrlParameters::text( $request, 'rendition' ) === $body->head['rendition'];
		if ( ! $is_same ) {
			return Failure::make( 'request_malformed', 'The head names another attempt or rendition than the address.', 'upload-head' );
		}
		$result = $this->store->store( $body );

		return is_wp_error( $result ) ? $result : new WP_REST_Response( $result );
	}
}
