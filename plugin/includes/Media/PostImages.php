<?php
/**
 * What is known about a post's images.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\Placement\PlacedImages;
use Limner\Sidecar\Client;
use WP_Error;
use WP_Post;

/**
 * Asks the sidecar, remembers its newest answer for the time when it does not answer, and adds what only WordPress
 * knows: attachments, and whether an image stands in the post.
 *
 * @phpstan-type Known array{images: array<string, mixed>, as_of: int}
 */
final class PostImages {

	/**
	 * Seconds that an answer is remembered after the last one.
	 */
	private const REMEMBERED = 30 * DAY_IN_SECONDS;

	/**
	 * Nothing is asked here yet.
	 *
	 * @param Client       $client        Asks.
	 * @param Uploads      $uploads       Knows attachments.
	 * @param PlacedImages $placed_images Knows what stands in a post.
	 */
	public function __construct(
		private readonly Client $client,
		private readonly Uploads $uploads,
		private readonly PlacedImages $placed_images
	) {}

	/**
	 * Asks the sidecar and remembers the answer.
	 *
	 * @param int   $post_id The post.
	 * @param float $timeout Seconds.
	 * @return array<string, mixed>|WP_Error postImagesSchema.
	 */
	public function refresh( int $post_id, float $timeout = 1.0 ): array|WP_Error {
		$images = $this->client->ask( 'post-images', 'GET', "/v1/posts/{$post_id}/images", null, $timeout );
		if ( is_array( $images ) ) {
			$this->remember( $post_id, $images );
		}

		return $images;
	}

	/**
	 * The newest answer; null before the first one.
	 *
	 * @param int $post_id The post.
	 * @return Known|null
	 */
	public function last_known( int $post_id ): ?array {
		$known = get_transient( $this->memory( $post_id ) );
		if ( ! is_array( $known ) || ! is_array( $known['images'] ?? null ) ) {
			return null;
		}

		return array(
			'images' => $known['images'],
			'as_of'  => (int) $known['as_of'],
		);
	}

	/**
	 * The same images with attachments and with `placed` as the saved post says.
	 *
	 * @param WP_Post              $post   The post.
	 * @param array<string, mixed> $images postImagesSchema.
	 * @return array<string, mixed>
	 */
	public function with_attachments( WP_Post $post, array $images ): array {
		$attachments = $this->uploads->attachments_of_post( $post->ID );
		foreach ( $images['slots'] as $position => $slot ) {
			foreach ( $slot['candidates'] as $number => $candidate ) {
				$images['slots'][ $position ]['candidates'][ $number ] = $this->candidate_with_attachments( $post, $candidate, $attachments[ $candidate['attempt_id'] ] ?? array() );
			}
		}

		return $images;
	}

	/**
	 * One candidate with attachments and with `placed` as the saved post says.
	 *
	 * @param WP_Post                 $post        The post.
	 * @param array<string, mixed>    $candidate   candidateSchema.
	 * @param array<string, int>|null $attachments Attachment ids by rendition; null: look them up.
	 * @return array<string, mixed>
	 */
	public function candidate_with_attachments( WP_Post $post, array $candidate, ?array $attachments = null ): array {
		$attachments ??= $this->uploads->attachments_of_post( $post->ID )[ $candidate['attempt_id'] ] ?? array();

		$is_placed = false;
		foreach ( $candidate['renditions'] as $number => $rendition ) {
			$attachment_id = $attachments[ $rendition['name'] ] ?? 0;
			$url           = $attachment_id > 0 ? wp_get_attachment_url( $attachment_id ) : false;
			$is_placed     = $is_placed || $this->placed_images->is_placed( $post, $attachment_id );

			$candidate['renditions'][ $number ]['attachment_id'] = false === $url ? null : $attachment_id;
			$candidate['renditions'][ $number ]['url']           = false === $url ? null : $url;
		}
		if ( in_array( $candidate['state'], array( 'uploaded', 'placed' ), true ) ) {
			$candidate['state'] = $is_placed ? 'placed' : 'uploaded';
		}

		return $candidate;
	}

	/**
	 * Whether a slot is one of the post's.
	 *
	 * @param int    $post_id The post.
	 * @param string $slot_id The slot.
	 */
	public function has_slot( int $post_id, string $slot_id ): bool {
		return true === $this->search(
			$post_id,
			static function ( array $images ) use ( $slot_id ): ?bool {
				$slot_ids = array_merge( array_column( $images['slots'], 'slot_id' ), array_column( $images['plan']['slots'] ?? array(), 'slot_id' ) );

				return in_array( $slot_id, $slot_ids, true ) ? true : null;
			}
		);
	}

	/**
	 * Whether a generation is one of the post's.
	 *
	 * @param int    $post_id       The post.
	 * @param string $generation_id The generation.
	 */
	public function has_generation( int $post_id, string $generation_id ): bool {
		return true === $this->search(
			$post_id,
			static fn ( array $images ): ?bool => in_array( $generation_id, array_column( array_filter( array_column( $images['slots'], 'attempt' ) ), 'generation_id' ), true ) ? true : null
		);
	}

	/**
	 * The attempt of one of the post's candidates.
	 *
	 * @param int    $post_id      The post.
	 * @param string $candidate_id The candidate.
	 * @return string|null Null: the post has no such candidate.
	 */
	public function attempt_of_candidate( int $post_id, string $candidate_id ): ?string {
		return $this->search(
			$post_id,
			static function ( array $images ) use ( $candidate_id ): ?string {
				$candidates = array_merge( ...array_column( $images['slots'], 'candidates' ) );

				return array_column( $candidates, 'attempt_id', 'candidate_id' )[ $candidate_id ] ?? null;
			}
		);
	}

	/**
	 * Looks into what is known, and then into what the sidecar knows now.
	 *
	 * @param int      $post_id The post.
	 * @param callable $look    Gets postImagesSchema; null: not found.
	 */
	private function search( int $post_id, callable $look ): mixed {
		$known = $this->last_known( $post_id );
		$found = null === $known ? null : $look( $known['images'] );
		if ( null !== $found ) {
			return $found;
		}
		$images = $this->refresh( $post_id, 5.0 );

		return is_wp_error( $images ) ? null : $look( $images );
	}

	/**
	 * Writes only what is new: while nothing runs, a poll costs no write but one an hour.
	 *
	 * @param int                  $post_id The post.
	 * @param array<string, mixed> $images  postImagesSchema.
	 */
	private function remember( int $post_id, array $images ): void {
		$known = $this->last_known( $post_id );
		if ( null !== $known && $known['images'] === $images && $known['as_of'] > time() - HOUR_IN_SECONDS ) {
			return;
		}
		set_transient(
			$this->memory( $post_id ),
			array(
				'images' => $images,
				'as_of'  => time(),
			),
			self::REMEMBERED
		);
	}

	/**
	 * The transient's name.
	 *
	 * @param int $post_id The post.
	 */
	private function memory( int $post_id ): string {
		return "limner_post_images_{$post_id}";
	}
}
