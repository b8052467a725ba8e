<?php
/**
 * Finds published posts that should have images and lack them.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Publishing;

use Limner\Settings\Options;
use Limner\Sidecar\Connection;
use WP_Post;

/**
 * The safety net under the publish hook, once an hour and a bounded number of posts each time. Posts from before the
 * site switched its type to automatic are left alone.
 */
final class Reconciliation {

	/**
	 * The hourly cron event.
	 */
	public const EVENT = 'limner_reconcile';

	private const CURSOR_OPTION = 'limner_reconcile_cursor';
	private const AT_ONCE       = 100;

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
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'init', array( $this, 'schedule' ) );
		add_action( self::EVENT, array( $this, 'run' ) );
	}

	/**
	 * Keeps the hourly event while there is something to look after.
	 */
	public function schedule(): void {
		$wanted    = $this->connection->is_connected() && $this->options->automatic_post_types();
		$scheduled = wp_next_scheduled( self::EVENT );
		if ( $wanted && ! $scheduled ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', self::EVENT );
		} elseif ( ! $wanted && $scheduled ) {
			wp_clear_scheduled_hook( self::EVENT );
		}
	}

	/**
	 * Looks at the next posts and writes rows for those that lack images.
	 */
	public function run(): void {
		if ( ! $this->connection->is_connected() ) {
			return;
		}

		$cursor   = (int) get_option( self::CURSOR_OPTION, 0 );
		$post_ids = $this->posts_after( $cursor );
		foreach ( $post_ids as $post_id ) {
			$post = get_post( $post_id );
			if ( $post instanceof WP_Post && $this->missing_images->any( $post ) ) {
				$this->outbox->add( $post_id, 'reconciled', 'publish', 0 );
			}
		}
		update_option( self::CURSOR_OPTION, count( $post_ids ) < self::AT_ONCE ? 0 : max( $post_ids ), false );
		if ( $this->outbox->summary()['count'] > 0 ) {
			$this->outbox->schedule_delivery( time(), array() );
		}
	}

	/**
	 * Posts of automatic types that were not handed over since they last changed.
	 *
	 * @param int $cursor Only posts with a higher id.
	 * @return list<int>
	 */
	private function posts_after( int $cursor ): array {
		global $wpdb;
		$types = $this->options->automatic_post_types();
		if ( ! $types ) {
			return array();
		}

		$conditions = array();
		$values     = array();
		foreach ( $types as $post_type => $since ) {
			$conditions[] = '(p.post_type = %s AND p.post_date_gmt >= %s)';
			$values[]     = $post_type;
			$values[]     = gmdate( 'Y-m-d H:i:s', $since );
		}
		$conditions = implode( ' OR ', $conditions );
		// phpcs:disable WordPress.DB -- the conditions hold nothing but placeholders, and the answer must be fresh.
		$post_ids = $wpdb->get_col(
			$wpdb->prepare(
				"SELECT p.ID FROM {$wpdb->posts} p LEFT JOIN {$wpdb->postmeta} m ON m.post_id = p.ID AND m.meta_key = %s
				WHERE p.ID > %d AND p.post_status IN ('publish', 'future') AND ( m.meta_value IS NULL OR m.meta_value < p.post_modified_gmt ) AND ({$conditions})
				ORDER BY p.ID LIMIT %d",
				Outbox::HANDED_OVER_META,
				$cursor,
				...array_merge( $values, array( self::AT_ONCE ) )
			)
		);
		// phpcs:enable

		return array_map( 'intval', array_values( $post_ids ) );
	}
}
