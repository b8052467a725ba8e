<?php
/**
 * Signed routes that the sidecar reads from, and the one that places.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use Limner\Contracts\Validator;
use Limner\Placement\CurrentPost;
use Limner\Placement\Placement;
use Limner\Publishing\Outbox;
use Limner\Sidecar\Handshake;
use Limner\Sidecar\SignatureVerifier;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Handshake, outbox, content and place.
 */
final class SidecarRoutes {

	/**
	 * Rows of the outbox in one answer.
	 */
	private const PUBLICATIONS = 20;

	/**
	 * Routes read what others know.
	 *
	 * @param SignatureVerifier $verifier     Lets only the sidecar in.
	 * @param Validator         $validator    Checks bodies.
	 * @param Handshake         $handshake    What the site is and allows.
	 * @param Outbox            $outbox       Publications that wait.
	 * @param CurrentPost       $current_post Shows posts.
	 * @param Placement         $placement    Places.
	 */
	public function __construct(
		private readonly SignatureVerifier $verifier,
		private readonly Validator $validator,
		private readonly Handshake $handshake,
		private readonly Outbox $outbox,
		private readonly CurrentPost $current_post,
		private readonly Placement $placement
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'rest_api_init', array( $this, 'register_routes' ) );
	}

	/**
	 * Registers the routes.
	 */
	public function register_routes(): void {
		$this->route( 'GET', '/handshake', 'read_handshake' );
		$this->route( 'GET', '/outbox', 'read_outbox' );
		$this->route( 'POST', '/outbox/acknowledged', 'acknowledge' );
		$this->route( 'GET', '/posts/{post_id}/content', 'read_content' );
		$this->route( 'POST', '/posts/{post_id}/place', 'place' );
	}

	/**
	 * GET handshake.
	 */
	public function read_handshake(): WP_REST_Response {
		return new WP_REST_Response( $this->handshake->describe() );
	}

	/**
	 * GET outbox.
	 */
	public function read_outbox(): WP_REST_Response {
		return new WP_REST_Response( array( 'publications' => $this->outbox->pending( self::PUBLICATIONS ) ) );
	}

	/**
	 * POST outbox/acknowledged.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function acknowledge( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = $this->validator->decode( $request->get_body(), 'publication-receipt' );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		$this->outbox->acknowledge( $body['publication_ids'] );

		return new WP_REST_Response( $body );
	}

	/**
	 * GET posts/{id}/content.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function read_content( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$current = $this->current_post->read( UrlParameters::post_id( $request ) );

		return is_wp_error( $current ) ? $current : new WP_REST_Response( $current );
	}

	/**
	 * POST posts/{id}/place.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function place( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = $this->validator->decode( $request->get_body(), 'placement-request' );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		/**
		 * The contract checked it.
		 *
		 * @var array{attempt_id: string, kind: 'block'|'classic'|'featured', content_sha256: string, byte_offset: int|null} $body
		 */
		$result = $this->placement->place( UrlParameters::post_id( $request ), $body );

		return is_wp_error( $result ) ? $result : new WP_REST_Response( $result );
	}

	/**
	 * Registers one route. It is not in the public index: nobody but the sidecar has use for it.
	 *
	 * @param string $method  HTTP method.
	 * @param string $path    With parameters in braces.
	 * @param string $handler Name of the method.
	 */
	private function route( string $method, string $path, string $handler ): void {
		register_rest_route(
			'limner/v1',
			UrlParameters::pattern( $path ),
			array(
				'methods'             => $method,
				'callback'            => array( $this, $handler ),
				'permission_callback' => array( $this->verifier, 'verify' ),
				'show_in_index'       => false,
			)
		);
	}
}
