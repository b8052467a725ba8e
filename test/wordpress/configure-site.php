<?php
/**
 * Makes a freshly prepared folder a running site. Safe to repeat: what a person changed since stays.
 * $settings comes from the lines that the caller puts before these.
 *
 * @var array{title:string,url:string,adminUser:string,adminPassword:string,roles:array<string>,language:string,multisite:bool,theme:string,plugin:?string} $settings
 */

declare(strict_types=1);

if ( ! is_blog_installed() ) {
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( $settings['title'], $settings['adminUser'], 'admin@example.org', true, '', $settings['adminPassword'] );
}

$network_mark = WP_CONTENT_DIR . '/network-is-installed';
if ( $settings['multisite'] && ! is_multisite() && ! is_file( $network_mark ) ) {
	require_once ABSPATH . 'wp-admin/includes/network.php';
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	global $wpdb;
	foreach ( $wpdb->tables( 'ms_global' ) as $table => $prefixed_table ) {
		$wpdb->$table = $prefixed_table;
	}
	$host = (string) wp_parse_url( $settings['url'], PHP_URL_HOST ) . ':' . wp_parse_url( $settings['url'], PHP_URL_PORT );
	update_option( 'siteurl', $settings['url'] );
	update_option( 'home', $settings['url'] );
	install_network();
	$populated = populate_network( 1, $host, 'admin@example.org', $settings['title'], '/', false );
	if ( is_wp_error( $populated ) && 'no_wildcard_dns' !== $populated->get_error_code() ) {
		throw new RuntimeException( 'The network could not be made: ' . $populated->get_error_message() );
	}
	file_put_contents( $network_mark, '' );
}

require_once ABSPATH . 'wp-admin/includes/plugin.php';
require_once ABSPATH . 'wp-admin/includes/user.php';

if ( ! get_option( 'limner_trial_site' ) ) {
	global $wp_rewrite;
	update_option( 'blogname', $settings['title'] );
	update_option( 'timezone_string', 'UTC' );
	// Pictures of people would be asked of a server outside.
	update_option( 'show_avatars', '0' );
	update_option( 'WPLANG', $settings['language'] );
	$wp_rewrite->set_permalink_structure( '/%postname%/' );
	flush_rewrite_rules( false );
	switch_theme( $settings['theme'] );
	foreach ( $settings['roles'] as $role ) {
		if ( ! username_exists( $role ) ) {
			wp_insert_user(
				array(
					'user_login'   => $role,
					'user_pass'    => $settings['adminPassword'],
					'user_email'   => "{$role}@example.org",
					'display_name' => ucfirst( $role ),
					'role'         => $role,
				)
			);
		}
	}
	update_option( 'limner_trial_site', '1' );
}

if ( null !== $settings['plugin'] && ! is_plugin_active( $settings['plugin'] ) ) {
	$activated = activate_plugin( $settings['plugin'] );
	if ( is_wp_error( $activated ) ) {
		throw new RuntimeException( 'The plugin could not be activated: ' . $activated->get_error_message() );
	}
}

echo "\nconfigured " . get_bloginfo( 'version' );
