<?php
/**
 * The editor's routes.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use Limner\Contracts\Validator;
use Limner\Media\Attempts;
use Limner\Media\PostImages;
use Limner\Publishing\PostContent;
use Limner\Settings\Options;
use Limner\Sidecar\Client;
use Limner\Sidecar\StyleReferences;
use WP_Error;
use WP_Post;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

/**
 * What a person does with a post's images. Each handler sees that what is named belongs to the post that was checked,
 * says who asks, and passes it on.
 */
final class PostImagesRoutes {

	/**
	 * Seconds for what a person waits for.
	 */
	private const TIMEOUT = 10.0;

	/**
	 * Seconds for what a chat model writes while a person looks on; the image service gives it 20.
	 */
	private const WORDING_TIMEOUT = 25.0;

	/**
	 * Attempts that one generation may have, as generationRequestSchema says.
	 */
	private const MOST_ATTEMPTS = 51;

	/**
	 * Routes need every side of a post's images.
	 *
	 * @param PersonPermission $permission   Who may.
	 * @param Client           $client       Asks the sidecar.
	 * @param Validator        $validator    Checks bodies.
	 * @param Attempts         $attempts     Issues authority.
	 * @param PostImages       $images       What is known.
	 * @param Options          $options      The site's policy.
	 * @param PostContent      $post_content The post's title and language.
	 * @param StyleReferences  $references   Images that the policy names.
	 */
	public function __construct(
		private readonly PersonPermission $permission,
		private readonly Client $client,
		private readonly Validator $validator,
		private readonly Attempts $attempts,
		private readonly PostImages $images,
		private readonly Options $options,
		private readonly PostContent $post_content,
		private readonly StyleReferences $references
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
		$this->route( 'POST', '/posts/{post_id}/plan', 'make_plan' );
		$this->route( 'PATCH', '/posts/{post_id}/slots/{slot_id}', 'change_slot' );
		$this->route( 'POST', '/posts/{post_id}/slots/{slot_id}/softer-wording', 'offer_softer_wording' );
		$this->route( 'POST', '/posts/{post_id}/slots/{slot_id}/fuller-prompt', 'offer_fuller_prompt' );
		$this->route( 'POST', '/posts/{post_id}/generations', 'start_generation' );
		$this->route( 'POST', '/posts/{post_id}/generations/{generation_id}/cancel', 'cancel_generation' );
		$this->route( 'POST', '/posts/{post_id}/attempts/{attempt_id}/cancel', 'cancel_attempt' );
		$this->route( 'POST', '/posts/{post_id}/candidates/{candidate_id}/approve', 'approve_candidate' );
		$this->route( 'POST', '/posts/{post_id}/candidates/{candidate_id}/reject', 'reject_candidate' );
		$this->route( 'PATCH', '/posts/{post_id}/candidates/{candidate_id}', 'change_candidate' );
	}

	/**
	 * POST plan: plans the images of the unsaved post.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function make_plan( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = $this->validator->decode( $request->get_body(), 'editor-plan-request' );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		$read          = $this->post_content->of( $this->post( $request ) );
		$post          = array_intersect_key( $read, array_flip( array( 'id', 'title', 'language', 'seo_title', 'categories' ) ) );
		$post['title'] = $body['outline']['title'];
		$plan          = $this->ask_for_plan(
			array(
				'post'    => $post,
				'person'  => $this->person(),
				'outline' => $body['outline'],
				'policy'  => $this->options->policy_for( $this->post( $request ) ),
			)
		);

		return is_wp_error( $plan ) ? $plan : new WP_REST_Response( $plan, 'writing' === $plan['state'] ? 202 : 200 );
	}

	/**
	 * PATCH slot: keeps a person's own wording.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function change_slot( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$slot_id = UrlParameters::text( $request, 'slot_id' );
		$body    = $this->validator->decode( $request->get_body(), 'slot-change' );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		if ( ! $this->images->has_slot( UrlParameters::post_id( $request ), $slot_id ) ) {
			return Failure::make( 'not_found', 'The post has no such slot.', 'slot' );
		}

		return $this->answer( $this->client->ask( 'slot', 'PATCH', "/v1/slots/{$slot_id}", $body, self::TIMEOUT ) );
	}

	/**
	 * POST slot softer-wording: another wording of a prompt that a provider declined. An offer: nothing is kept of it.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function offer_softer_wording( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		return $this->offer_wording( $request, 'softer-wording', array() );
	}

	/**
	 * POST slot fuller-prompt: a fuller wording of the prompt as it stands in the card.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function offer_fuller_prompt( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = $this->validator->decode( $request->get_body(), 'editor-fuller-prompt-request' );

		return is_wp_error( $body ) ? $body : $this->offer_wording( $request, 'fuller-prompt', $body );
	}

	/**
	 * POST generations: issues an attempt for each slot and has images made.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function start_generation( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = $this->validator->decode( $request->get_body(), 'editor-generation-request' );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		$slot_ids = array_map( 'strval', array_column( $body['slots'], 'slot_id' ) );
		if ( count( array_unique( $slot_ids ) ) !== count( $slot_ids ) ) {
			return Failure::make( 'request_malformed', 'A slot is named twice.', 'slots' );
		}
		$wanted = array();
		foreach ( $body['slots'] as $slot ) {
			array_push( $wanted, ...array_fill( 0, $slot['variations'] ?? 1, (string) $slot['slot_id'] ) );
		}
		if ( count( $wanted ) > self::MOST_ATTEMPTS ) {
			return Failure::make( 'request_malformed', 'More images than a generation may have.', 'slots' );
		}
		$attempt_ids = $this->attempts->issue_for_slots( UrlParameters::post_id( $request ), get_current_user_id(), $body['id'], $wanted );
		if ( is_wp_error( $attempt_ids ) ) {
			return $attempt_ids;
		}

		$attempts = array();
		foreach ( $body['slots'] as $slot ) {
			foreach ( $attempt_ids[ $slot['slot_id'] ] as $variation => $attempt_id ) {
				$attempts[] = array(
					'attempt_id' => $attempt_id,
					'slot_id'    => $slot['slot_id'],
					'prompt'     => $slot['prompt'],
					'alt'        => $slot['alt'],
					'variation'  => $variation,
				);
			}
		}
		$this->references->bring();
		$generation = $this->client->ask(
			'generation',
			'POST',
			'/v1/generations',
			array(
				'id'       => $body['id'],
				'lane'     => 'interactive',
				'post'     => $this->post_head( $request ),
				'person'   => $this->person(),
				'policy'   => $this->options->policy_for( $this->post( $request ) ),
				'attempts' => $attempts,
			),
			self::TIMEOUT
		);

		return $this->answer( $generation, 202 );
	}

	/**
	 * POST generation cancel.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function cancel_generation( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$post_id       = UrlParameters::post_id( $request );
		$generation_id = UrlParameters::text( $request, 'generation_id' );
		$issued_for    = array_column( $this->attempts->of_generation( $generation_id ), 'post_id' );
		if ( ! in_array( $post_id, $issued_for, true ) && ! $this->images->has_generation( $post_id, $generation_id ) ) {
			return Failure::make( 'not_found', 'The post has no such generation.', 'generation' );
		}

		return $this->answer( $this->client->ask( 'generation', 'POST', "/v1/generations/{$generation_id}/cancel", null, self::TIMEOUT ) );
	}

	/**
	 * POST attempt cancel.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function cancel_attempt( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$attempt_id = UrlParameters::text( $request, 'attempt_id' );
		$attempt    = $this->attempts->find( $attempt_id );
		if ( null === $attempt || UrlParameters::post_id( $request ) !== $attempt['post_id'] ) {
			return Failure::make( 'not_found', 'The post has no such attempt.', 'attempt' );
		}

		return $this->answer( $this->client->ask( 'attempt', 'POST', "/v1/attempts/{$attempt_id}/cancel", null, self::TIMEOUT ) );
	}

	/**
	 * POST candidate approve. The approver is noted before the sidecar hears of it, as the upload may come at once.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function approve_candidate( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$attempt_id = $this->attempt_of_candidate( $request );
		if ( is_wp_error( $attempt_id ) ) {
			return $attempt_id;
		}
		$this->attempts->approve( $attempt_id, get_current_user_id() );

		return $this->ask_about_candidate(
			$request,
			'POST',
			'/approve',
			array(
				'person' => $this->person(),
				'place'  => 'editor',
			),
			202
		);
	}

	/**
	 * POST candidate reject.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function reject_candidate( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$attempt_id = $this->attempt_of_candidate( $request );

		return is_wp_error( $attempt_id )
			? $attempt_id
			: $this->ask_about_candidate( $request, 'POST', '/reject', array( 'person' => $this->person() ) );
	}

	/**
	 * PATCH candidate: alt text and focal point.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function change_candidate( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = $this->validator->decode( $request->get_body(), 'candidate-change' );
		if ( is_wp_error( $body ) ) {
			return $body;
		}
		if ( array() === $body ) {
			return Failure::make( 'request_malformed', 'Nothing to change.', 'candidate-change' );
		}
		$attempt_id = $this->attempt_of_candidate( $request );

		return is_wp_error( $attempt_id ) ? $attempt_id : $this->ask_about_candidate( $request, 'PATCH', '', $body );
	}

	/**
	 * Asks for a plan. Where the sidecar lost a reference image it is brought again, and the plan is asked for once more.
	 *
	 * @param array<string, mixed> $asked As planRequestSchema.
	 * @return array<string, mixed>|WP_Error
	 */
	private function ask_for_plan( array $asked ): array|WP_Error {
		$this->references->bring();
		$plan = $this->client->ask( 'plan', 'POST', '/v1/plans', $asked, self::TIMEOUT );
		if ( is_wp_error( $plan ) || ! in_array( 'style_reference_missing', array_column( $plan['notices'], 'code' ), true ) ) {
			return $plan;
		}

		return $this->references->bring_again() ? $this->client->ask( 'plan', 'POST', '/v1/plans', $asked, self::TIMEOUT ) : $plan;
	}

	/**
	 * Asks for another wording of a slot's prompt. The policy goes along, as a chat model is paid within its limits.
	 *
	 * @param WP_REST_Request      $request The request.
	 * @param string               $action  The last part of the address.
	 * @param array<string, mixed> $body    What the editor says.
	 */
	private function offer_wording( WP_REST_Request $request, string $action, array $body ): WP_REST_Response|WP_Error {
		$slot_id = UrlParameters::text( $request, 'slot_id' );
		if ( ! $this->images->has_slot( UrlParameters::post_id( $request ), $slot_id ) ) {
			return Failure::make( 'not_found', 'The post has no such slot.', 'slot' );
		}
		$asked = $body + array(
			'person' => $this->person(),
			'policy' => $this->options->policy_for( $this->post( $request ) ),
		);

		return $this->answer( $this->client->ask( 'wording', 'POST', "/v1/slots/{$slot_id}/{$action}", $asked, self::WORDING_TIMEOUT ) );
	}

	/**
	 * The attempt behind the request's candidate, where both are the post's.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function attempt_of_candidate( WP_REST_Request $request ): string|WP_Error {
		$post_id    = UrlParameters::post_id( $request );
		$attempt_id = $this->images->attempt_of_candidate( $post_id, UrlParameters::text( $request, 'candidate_id' ) );
		$attempt    = null === $attempt_id ? null : $this->attempts->find( $attempt_id );
		if ( null === $attempt || $attempt['post_id'] !== $post_id ) {
			return Failure::make( 'not_found', 'The post has no such candidate.', 'candidate' );
		}

		return $attempt['attempt_id'];
	}

	/**
	 * Passes a request about a candidate on.
	 *
	 * @param WP_REST_Request      $request The request.
	 * @param string               $method  HTTP method.
	 * @param string               $action  `/approve`, `/reject` or nothing.
	 * @param array<string, mixed> $body    The body.
	 * @param int                  $status  Status of success.
	 */
	private function ask_about_candidate( WP_REST_Request $request, string $method, string $action, array $body, int $status = 200 ): WP_REST_Response|WP_Error {
		$candidate_id = UrlParameters::text( $request, 'candidate_id' );
		$candidate    = $this->client->ask( 'candidate', $method, "/v1/candidates/{$candidate_id}{$action}", $body, self::TIMEOUT );
		$post         = get_post( UrlParameters::post_id( $request ) );
		if ( is_array( $candidate ) && $post instanceof WP_Post ) {
			$candidate = $this->images->candidate_with_attachments( $post, $candidate );
		}

		return $this->answer( $candidate, $status );
	}

	/**
	 * The answer to the editor.
	 *
	 * @param array<string, mixed>|WP_Error $result What came of it.
	 * @param int                           $status Status of success.
	 */
	private function answer( array|WP_Error $result, int $status = 200 ): WP_REST_Response|WP_Error {
		return is_wp_error( $result ) ? $result : new WP_REST_Response( $result, $status );
	}

	/**
	 * The post as generations name it.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return array{id: int, title: string, language: string}
	 */
	private function post_head( WP_REST_Request $request ): array {
		$read = $this->post_content->of( $this->post( $request ) );

		return array(
			'id'       => $read['id'],
			'title'    => $read['title'],
			'language' => $read['language'],
		);
	}

	/**
	 * The post that is meant.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function post( WP_REST_Request $request ): WP_Post {
		/**
		 * The permission callback has read it.
		 *
		 * @var WP_Post $post
		 */
		$post = get_post( UrlParameters::post_id( $request ) );

		return $post;
	}

	/**
	 * Who asks.
	 *
	 * @return array{id: int, name: string}
	 */
	private function person(): array {
		$user = wp_get_current_user();

		return array(
			'id'   => $user->ID,
			'name' => mb_substr( $user->display_name, 0, 250 ),
		);
	}

	/**
	 * Registers one route.
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
				'permission_callback' => array( $this->permission, 'may_illustrate' ),
			)
		);
	}
}
