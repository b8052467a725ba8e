<?php
/**
 * Removes what Limner keeps for itself. Images, and what says where each of them comes from, stay: they are the site's.
 *
 * @package Limner
 */

declare( strict_types=1 );

use Limner\Media\PullDelivery;
use Limner\Media\Sweeper;
use Limner\Prompts\PatternLookup;
use Limner\Publishing\Outbox;
use Limner\Publishing\Reconciliation;
use Limner\Storage\Blogs;
use Limner\Storage\Tables;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/autoload.php';

/**
 * Removes tables, options, events and notes of the current blog.
 */
function limner_uninstall_blog(): void {
	global $wpdb;

	( new Tables() )->remove();
	foreach ( array( 'limner_settings', 'limner_automatic_since', 'limner_label_log', 'limner_reconcile_cursor', 'limner_connection', 'limner_site_state' ) as $option ) {
		delete_option( $option );
	}
	// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- there is no function that finds options by the beginning of their names.
	$passing = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( '_transient_limner_' ) . '%' ) );
	foreach ( $passing as $option ) {
		delete_transient( substr( (string) $option, strlen( '_transient_' ) ) );
	}
	delete_post_meta_by_key( Outbox::HANDED_OVER_META );
	delete_post_meta_by_key( PatternLookup::META );
	delete_metadata( 'term', 0, PatternLookup::META, '', true );
	foreach ( array( Outbox::DELIVER_EVENT, Reconciliation::EVENT, PullDelivery::EVENT, Sweeper::EVENT ) as $event ) {
		wp_unschedule_hook( $event );
	}
}

Blogs::on_each( 'limner_uninstall_blog' );
if ( is_multisite() ) {
	( new Tables() )->remove_orphans();
}

delete_metadata( 'user', 0, 'limner_dismissed_notices', '', true );
