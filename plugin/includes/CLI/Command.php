<?php
/**
 * The command `wp limner`.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\CLI;

use Limner\Publishing\Delivery;
use Limner\Publishing\MissingImages;
use Limner\Publishing\Outbox;
use Limner\Sidecar\Connection;
use WP_CLI;
use WP_Post;

/**
 * Shows how Limner stands, and has missing images made.
 */
final class Command {

	/**
	 * Takes what it needs.
	 *
	 * @param Connection    $connection     To the image service.
	 * @param Outbox        $outbox         Keeps what waits.
	 * @param MissingImages $missing_images Counts what a post lacks.
	 * @param Delivery      $delivery       Hands posts over.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly Outbox $outbox,
		private readonly MissingImages $missing_images,
		private readonly Delivery $delivery
	) {}

	/**
	 * Shows the connection and what waits.
	 *
	 * ## EXAMPLES
	 *
	 *     wp limner status
	 */
	public function status(): void {
		$summary = $this->outbox->summary();
		WP_CLI::line( $this->connection->is_connected() ? "Connected to {$this->connection->address()}." : 'Not connected.' );
		if ( $this->connection->is_moved_or_copied() ) {
			WP_CLI::warning( 'Has this site moved, or is it a copy? Answer under Settings → Limner.' );
		}
		WP_CLI::line( "Waiting posts: {$summary['count']}" . ( '' === $summary['last_error'] ? '.' : " ({$summary['last_error']})." ) );
	}

	/**
	 * Has the missing images of posts made.
	 *
	 * Acts as the user that --user names, else as the publishing user.
	 *
	 * ## OPTIONS
	 *
	 * <post-id>...
	 * : One or more posts.
	 *
	 * ## EXAMPLES
	 *
	 *     wp limner make 12 15 --user=editor
	 *
	 * @param list<string> $post_ids Posts.
	 */
	public function make( array $post_ids ): void {
		if ( ! $this->connection->is_connected() ) {
			WP_CLI::error( 'No image service is connected. Connect it under Settings → Limner.' );
		}

		$requested = 0;
		foreach ( $post_ids as $post_id ) {
			$post = get_post( (int) $post_id );
			if ( ! $post instanceof WP_Post ) {
				WP_CLI::warning( "There is no post {$post_id}." );
			} elseif ( ! $this->missing_images->any( $post ) ) {
				WP_CLI::line( "Post {$post_id} lacks nothing." );
			} else {
				$requested += $this->outbox->add( $post->ID, 'requested', 'backfill', get_current_user_id() ) ? 1 : 0;
			}
		}
		if ( $requested > 0 ) {
			$this->deliver();
		}
	}

	/**
	 * Hands waiting posts to the image service now.
	 *
	 * ## EXAMPLES
	 *
	 *     wp limner deliver
	 */
	public function deliver(): void {
		$result = $this->delivery->deliver( false );
		if ( null !== $result['error'] ) {
			WP_CLI::warning( $result['error']->get_error_message() );
		}
		WP_CLI::success( "Handed over: {$result['delivered']}. Waiting: {$result['waiting']}." );
	}
}
