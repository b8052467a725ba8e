<?php
/**
 * Notices that a post was published, whichever way.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Publishing;

use Limner\Placement\Placement;
use Limner\Settings\Options;
use Limner\Sidecar\Connection;
use Limner\Storage\Blogs;
use WP_Post;

/**
 * Writes an outbox row when a post of an automatic type is published, scheduled or updated and lacks images. It runs
 * inside somebody's Publish click: no request leaves from here.
 */
final class PublishHook {

	/**
	 * Posts whose status changed in this request and whose saving is not over yet: why they will be looked at, by blog
	 * and id, as one request can publish on several blogs of a network.
	 *
	 * @var array<int, array<int, string>>
	 */
	private array $unfinished = array();

	/**
	 * Takes what it needs.
	 *
	 * @param Connection    $connection     To the image service.
	 * @param Options       $options        The site's settings.
	 * @param MissingImages $missing_images Counts what a post lacks.
	 * @param Outbox        $outbox         Keeps what waits.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly Options $options,
		private readonly MissingImages $missing_images,
		private readonly Outbox $outbox
	) {}

	/**
	 * Registers with WordPress. Terms, meta and the featured image are final at wp_after_insert_post; what changes a
	 * status without it is caught at the end of the request.
	 */
	public function register_hooks(): void {
		add_action( 'transition_post_status', array( $this, 'on_status_change' ), 10, 3 );
		add_action( 'wp_after_insert_post', array( $this, 'on_saved' ), 20, 4 );
		add_action( 'shutdown', array( $this, 'on_request_end' ), 1 );
	}

	/**
	 * Remembers a post that just became published or scheduled.
	 *
	 * @param string  $new_status Status from now on.
	 * @param string  $old_status Status until now.
	 * @param WP_Post $post       The post.
	 */
	public function on_status_change( string $new_status, string $old_status, WP_Post $post ): void {
		if ( $new_status !== $old_status && in_array( $new_status, array( 'publish', 'future' ), true ) ) {
			$this->unfinished[ get_current_blog_id() ][ $post->ID ] = 'future' === $new_status ? 'scheduled' : 'published';
		}
	}

	/**
	 * Looks at a post that was saved with everything that belongs to it.
	 *
	 * @param int          $post_id   The post.
	 * @param WP_Post      $post      As it is now.
	 * @param bool         $is_update Whether it existed before.
	 * @param WP_Post|null $before    As it was.
	 */
	public function on_saved( int $post_id, WP_Post $post, bool $is_update, ?WP_Post $before ): void {
		$blog_id = get_current_blog_id();
		$reason  = $this->unfinished[ $blog_id ][ $post_id ] ?? 'updated';
		unset( $this->unfinished[ $blog_id ][ $post_id ] );
		if ( 'updated' === $reason && ( ! $is_update || ! $before || ! $this->is_recent( $post ) ) ) {
			return;
		}

		$this->consider( $post, $reason );
	}

	/**
	 * Looks at posts whose status changed without a wp_after_insert_post.
	 */
	public function on_request_end(): void {
		foreach ( array_filter( $this->unfinished ) as $blog_id => $reasons ) {
			Blogs::on( $blog_id, fn () => $this->consider_each( $reasons ) );
		}
		$this->unfinished = array();
	}

	/**
	 * Looks at posts of the current blog.
	 *
	 * @param array<int, string> $reasons Why, by id.
	 */
	private function consider_each( array $reasons ): void {
		foreach ( $reasons as $post_id => $reason ) {
			$post = get_post( $post_id );
			if ( $post instanceof WP_Post ) {
				$this->consider( $post, $reason );
			}
		}
	}

	/**
	 * Writes the row where one is wanted.
	 *
	 * @param WP_Post $post   The post.
	 * @param string  $reason published, scheduled or updated.
	 */
	private function consider( WP_Post $post, string $reason ): void {
		if ( ! in_array( $post->post_status, array( 'publish', 'future' ), true )
			|| 'automatic' !== $this->options->on_publish( $post->post_type )
			|| Placement::is_placing()
			|| ( defined( 'WP_IMPORTING' ) && WP_IMPORTING )
			|| ! $this->connection->is_connected()
			|| ! $this->missing_images->any( $post )
		) {
			return;
		}

		$this->outbox->add( $post->ID, $reason, 'publish', 0 );
	}

	/**
	 * Whether a post belongs to the time since its type makes images by itself. An edit of an older post, or of
	 * hundreds of them at once, must not start spending: those are the archive's.
	 *
	 * @param WP_Post $post A saved post.
	 */
	private function is_recent( WP_Post $post ): bool {
		$since = $this->options->automatic_post_types()[ $post->post_type ] ?? null;

		return null !== $since && (int) get_post_timestamp( $post ) >= $since;
	}
}
