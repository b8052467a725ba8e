<?php
/**
 * Publishes the same post with and without the plugin's hooks, in turns, and gives the milliseconds of each.
 * $pairs and $content come from the lines that the caller puts before these.
 *
 * @var int    $pairs
 * @var string $content
 */

declare(strict_types=1);

global $wp_filter, $wpdb;
wp_set_current_user( 1 );
$hooks = array(
	'with'    => $wp_filter,
	'without' => bench_hooks_without_plugin(),
);
$times = array(
	'with'    => array(),
	'without' => array(),
);
$rows  = 0;
for ( $pair = 0; $pair <= $pairs; $pair++ ) {
	// Whoever goes second finds warmer caches, so they take turns at that as well.
	foreach ( 0 === $pair % 2 ? array( 'with', 'without' ) : array( 'without', 'with' ) as $variant ) {
		$wp_filter = $hooks[ $variant ];
		$began     = hrtime( true );
		$post_id   = wp_insert_post(
			array(
				'post_title'   => "Published {$variant} {$pair}",
				'post_content' => $content,
				'post_status'  => 'publish',
			)
		);
		$took      = ( hrtime( true ) - $began ) / 1e6;
		$wp_filter = $hooks['with'];
		$rows     += (int) $wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->prefix}limner_outbox WHERE post_id = %d", $post_id ) );
		wp_delete_post( $post_id, true );
		// The first pair loads code and fills caches.
		if ( $pair > 0 ) {
			$times[ $variant ][] = $took;
		}
	}
}
wp_unschedule_hook( 'limner_deliver_outbox' );
return array_merge( $times, array( 'rows' => $rows ) );
