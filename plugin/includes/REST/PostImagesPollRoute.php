<?php
/**
 * GET posts/{id}/images.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use Limner\Media\PostImages;
use Limner\Media\PullDelivery;
use Limner\Publishing\Outbox;
use Limner\Settings\Options;
use WP_Error;
use WP_Post;
use WP_REST_Request;
use WP_REST_Response;

/**
 * What the editor polls. It answers within about a second whatever the sidecar does: with the truth, or with what was
 * last known and why.
 */
final class PostImagesPollRoute {

	/**
	 * The route needs every side of a post's images.
	 *
	 * @param PersonPermission $permission Who may.
	 * @param PostImages       $images     What is known.
	 * @param PullDelivery     $pull       Fetches finished images where the sidecar cannot bring them.
	 * @param Options          $options    What the editor shows of the settings.
	 * @param Outbox           $outbox     Publications that wait.
	 */
	public function __construct(
		private readonly PersonPermission $permission,
		private readonly PostImages $images,
		private readonly PullDelivery $pull,
		private readonly Options $options,
		private readonly Outbox $outbox
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
			UrlParameters::pattern( '/posts/{post_id}/images' ),
			array(
				'methods'             => 'GET',
				'callback'            => array( $this, 'read' ),
				'permission_callback' => array( $this->permission, 'may_illustrate' ),
			)
		);
	}

	/**
	 * The post's images (editorPostImagesSchema), or 304 where the editor has them already.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function read( WP_REST_Request $request ): WP_REST_Response {
		/**
		 * The permission callback has read it.
		 *
		 * @var WP_Post $post
		 */
		$post   = get_post( UrlParameters::post_id( $request ) );
		$asked  = $this->images->refresh( $post->ID );
		$result = SpokenImages::of( $this->describe( $post, $asked ) );
		$tag    = $this->tag( $result );
		if ( $request->get_header( 'if-none-match' ) === $tag ) {
			$response = new WP_REST_Response( null, 304 );
		} else {
			$response = new WP_REST_Response( $result );
		}
		$response->header( 'ETag', $tag );
		$response->header( 'Cache-Control', 'private, no-cache' );

		return $response;
	}

	/**
	 * Everything that the editor shows.
	 *
	 * @param WP_Post                       $post  The post.
	 * @param array<string, mixed>|WP_Error $asked What the sidecar answered.
	 * @return array<string, mixed>
	 */
	private function describe( WP_Post $post, array|WP_Error $asked ): array {
		$known  = $this->images->last_known( $post->ID );
		$images = is_array( $asked ) ? $asked : $known['images'] ?? array(
			'post_id' => $post->ID,
			'plan'    => null,
			'slots'   => array(),
			'running' => 0,
		);
		if ( is_array( $asked ) ) {
			$this->pull->fetch_for_post( $post->ID, $asked );
		}

		return $this->images->with_attachments( $post, $images ) + array(
			'connection'           => array(
				'state' => is_array( $asked ) ? 'connected' : $this->connection_state( $asked ),
				'fresh' => is_array( $asked ),
				'as_of' => is_array( $asked ) ? time() : $known['as_of'] ?? 0,
				'error' => is_array( $asked ) ? null : Failure::info( $asked ),
			),
			'settings'             => $this->options->editor_settings( $post->post_type ),
			'can'                  => array(
				// Who may not generate does not get as far as this.
				'generate' => true,
				'manage'   => current_user_can( 'manage_options' ),
			),
			'waiting_publications' => $this->outbox->count_for_post( $post->ID ),
		);
	}

	/**
	 * What an error of the sidecar means for the connection.
	 *
	 * @param WP_Error $error The error.
	 */
	private function connection_state( WP_Error $error ): string {
		return match ( Failure::code( $error ) ) {
			'sidecar_not_connected' => 'not_connected',
			'site_moved_or_copied'  => 'moved_or_copied',
			default                 => 'unreachable',
		};
	}

	/**
	 * Changes with everything but the time of a fresh answer.
	 *
	 * @param array<string, mixed> $result The answer.
	 */
	private function tag( array $result ): string {
		if ( $result['connection']['fresh'] ) {
			unset( $result['connection']['as_of'] );
		}

		return '"' . hash( 'sha256', (string) wp_json_encode( $result ) ) . '"';
	}
}
