<?php
/**
 * Sites for tests and trials ask nobody outside for updates (WP_HTTP_BLOCK_EXTERNAL). WordPress would try it all the
 * same, and write into the log that it could not.
 */

declare(strict_types=1);

$checks = array(
	'_maybe_update_core'    => array( 'admin_init' ),
	'_maybe_update_plugins' => array( 'admin_init' ),
	'_maybe_update_themes'  => array( 'admin_init' ),
	'wp_version_check'      => array( 'wp_version_check' ),
	'wp_update_plugins'     => array( 'wp_update_plugins', 'load-plugins.php', 'load-update.php', 'load-update-core.php' ),
	'wp_update_themes'      => array( 'wp_update_themes', 'load-themes.php', 'load-update.php', 'load-update-core.php' ),
	'wp_maybe_auto_update'  => array( 'wp_maybe_auto_update' ),
);
foreach ( $checks as $check => $hooks ) {
	foreach ( $hooks as $hook ) {
		remove_action( $hook, $check );
	}
}
