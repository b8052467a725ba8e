<?php
/**
 * What the column "Images" says.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Admin;

use Limner\Media\Attachments;
use Limner\Publishing\MissingImages;
use Limner\Publishing\Outbox;
use WP_Post;

/**
 * Says for each post what is missing, what waits and what was made. What the whole list needs is read once.
 */
final class ImagesColumn {

	/**
	 * Posts of the list that wait, with the second since when; null until it was read.
	 *
	 * @var array<int, int>|null
	 */
	private ?array $waiting = null;

	/**
	 * Takes what it needs.
	 *
	 * @param MissingImages $missing_images Counts what a post lacks.
	 * @param Outbox        $outbox         Keeps what waits.
	 */
	public function __construct( private readonly MissingImages $missing_images, private readonly Outbox $outbox ) {}

	/**
	 * Prints the column of one post.
	 *
	 * @param WP_Post $post The post.
	 */
	public function print( WP_Post $post ): void {
		$this->read_list( $post );
		$missing = $this->missing_images->of( $post );
		$made    = $this->made( $post );
		$lines   = array();
		if ( isset( $this->waiting[ $post->ID ] ) ) {
			/* translators: %s: a time span as in "5 minutes". */
			$lines[] = sprintf( __( 'Waiting for %s', 'limner' ), human_time_diff( $this->waiting[ $post->ID ] ) );
		}
		if ( $missing['featured'] ) {
			$lines[] = __( 'No featured image', 'limner' );
		}
		if ( $missing['in_article'] > 0 ) {
			/* translators: %s: number of images. */
			$lines[] = sprintf( _n( '%s missing in the text', '%s missing in the text', $missing['in_article'], 'limner' ), number_format_i18n( $missing['in_article'] ) );
		}
		if ( $made > 0 ) {
			/* translators: %s: number of images. */
			$lines[] = sprintf( _n( '%s made', '%s made', $made, 'limner' ), number_format_i18n( $made ) );
		}
		if ( ! $lines ) {
			$lines[] = __( 'Nothing missing', 'limner' );
		}

		echo wp_kses( implode( '<br>', array_map( 'esc_html', $lines ) ), array( 'br' => array() ) );
	}

	/**
	 * Whether a post waits in the outbox.
	 *
	 * @param int $post_id The post.
	 */
	public function is_waiting( int $post_id ): bool {
		$post = get_post( $post_id );
		if ( $post instanceof WP_Post ) {
			$this->read_list( $post );
		}

		return isset( $this->waiting[ $post_id ] );
	}

	/**
	 * How many of a post's images Limner made.
	 *
	 * @param WP_Post $post The post.
	 */
	private function made( WP_Post $post ): int {
		return count( array_filter( $this->attachments( $post ), static fn ( int $attachment_id ): bool => metadata_exists( 'post', $attachment_id, Attachments::ATTEMPT ) ) );
	}

	/**
	 * The attachments that a post shows.
	 *
	 * @param WP_Post $post The post.
	 * @return int[]
	 */
	private function attachments( WP_Post $post ): array {
		preg_match_all( '/\bwp-image-(\d+)/', $post->post_content, $found );

		return array_filter( array_unique( array_map( 'intval', array_merge( $found[1], array( get_post_thumbnail_id( $post ) ) ) ) ) );
	}

	/**
	 * Reads what all posts of the list need, at the first of them.
	 *
	 * @param WP_Post $first The post that asks, where there is no list.
	 */
	private function read_list( WP_Post $first ): void {
		if ( null !== $this->waiting ) {
			return;
		}

		global $wp_query;
		$posts         = array_filter( array_merge( $wp_query->posts ?? array(), array( $first ) ), static fn ( mixed $post ): bool => $post instanceof WP_Post );
		$this->waiting = $this->outbox->waiting_among( array_unique( array_column( $posts, 'ID' ) ) );
		update_meta_cache( 'post', array_unique( array_merge( ...array_map( array( $this, 'attachments' ), $posts ) ) ) );
	}
}
