<?php
/**
 * Images that are not in the media library yet, from this site's own address.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use Limner\Media\Attempts;
use Limner\Media\ImageInspector;
use Limner\Media\PostImages;
use Limner\Sidecar\Client;
use WP_Error;
use WP_REST_Request;

/**
 * Previews and renditions: the browser never talks to the sidecar, and nobody but who may edit the post sees them.
 */
final class ImageProxyRoutes {

	/**
	 * The routes check, fetch and look at the bytes.
	 *
	 * @param PersonPermission $permission Who may.
	 * @param Client           $client     Fetches.
	 * @param Attempts         $attempts   Whose an attempt is.
	 * @param PostImages       $images     Whose a candidate is.
	 * @param ImageInspector   $inspector  What the bytes are.
	 */
	public function __construct(
		private readonly PersonPermission $permission,
		private readonly Client $client,
		private readonly Attempts $attempts,
		private readonly PostImages $images,
		private readonly ImageInspector $inspector
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'rest_api_init', array( $this, 'register_routes' ) );
		add_filter( 'rest_pre_serve_request', array( ImageResponse::class, 'serve' ), 10, 2 );
	}

	/**
	 * Registers the routes.
	 */
	public function register_routes(): void {
		$routes = array(
			'/posts/{post_id}/attempts/{attempt_id}/preview' => 'read_preview',
			'/posts/{post_id}/candidates/{candidate_id}/renditions/{name}' => 'read_rendition',
		);
		foreach ( $routes as $path => $handler ) {
			register_rest_route(
				'limner/v1',
				UrlParameters::pattern( $path ),
				array(
					'methods'             => 'GET',
					'callback'            => array( $this, $handler ),
					'permission_callback' => array( $this->permission, 'may_illustrate' ),
				)
			);
		}
	}

	/**
	 * GET preview: the newest partial image of an attempt.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function read_preview( WP_REST_Request $request ): ImageResponse|WP_Error {
		$attempt_id = UrlParameters::text( $request, 'attempt_id' );
		$attempt    = $this->attempts->find( $attempt_id );
		if ( null === $attempt || UrlParameters::post_id( $request ) !== $attempt['post_id'] ) {
			return Failure::make( 'not_found', 'The post has no such attempt.', 'attempt' );
		}

		return $this->pass_on( "/v1/attempts/{$attempt_id}/preview" );
	}

	/**
	 * GET rendition: a file of a candidate.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function read_rendition( WP_REST_Request $request ): ImageResponse|WP_Error {
		$candidate_id = UrlParameters::text( $request, 'candidate_id' );
		$name         = UrlParameters::text( $request, 'name' );
		if ( null === $this->images->attempt_of_candidate( UrlParameters::post_id( $request ), $candidate_id ) ) {
			return Failure::make( 'not_found', 'The post has no such candidate.', 'candidate' );
		}

		return $this->pass_on( "/v1/candidates/{$candidate_id}/renditions/{$name}" );
	}

	/**
	 * Fetches an image from the sidecar.
	 *
	 * @param string $path Where it is.
	 */
	private function pass_on( string $path ): ImageResponse|WP_Error {
		$answer = $this->client->fetch_bytes( $path );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$media_type = $this->inspector->media_type( $answer->bytes );

		return null === $media_type
			? Failure::make( 'sidecar_answer_unreadable', "{$path} is no whole image.", 'image' )
			: new ImageResponse( $answer->bytes, $media_type );
	}
}
