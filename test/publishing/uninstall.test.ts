import { describe, expect, it } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { startWordPress } from '../wordpress/start-wordpress.ts';
import { parseWordPressVersion } from '../wordpress/wordpress-version.ts';
import { makeAutomatic, TWO_SECTIONS } from './automatic-site.ts';

describe('deleting the plugin', () => {
	it('removes its own tables, options and events and leaves the images with what belongs to them', async () => {
		// An own site, as the tables go away.
		const wordpress = await startWordPress({
			host: sharedWordPress().host,
			version: parseWordPressVersion(process.env.LIMNER_WORDPRESS_VERSION || '7.1'),
		});
		try {
			await makeAutomatic(wordpress);
			const left = await wordpress.runPhp<Record<string, unknown>>(`
				global $wpdb;
				wp_insert_post( array( 'post_title' => 'Waiting', 'post_content' => '${TWO_SECTIONS}', 'post_status' => 'publish' ) );
				update_user_meta( 1, 'limner_dismissed_notices', array( 'moved' ) );
				$image = wp_insert_attachment( array( 'post_title' => 'Made', 'post_mime_type' => 'image/webp', 'meta_input' => array( '_limner_twin' => 5, '_limner_record' => '{}' ) ), '2026/01/made.webp' );
				$had   = count( $wpdb->get_col( "SHOW TABLES LIKE '{$wpdb->prefix}limner%'" ) );
				define( 'WP_UNINSTALL_PLUGIN', plugin_basename( LIMNER_FILE ) );
				require dirname( LIMNER_FILE ) . '/uninstall.php';
				return array(
					'had'     => $had > 0,
					'tables'  => $wpdb->get_col( "SHOW TABLES LIKE '{$wpdb->prefix}limner%'" ),
					'options' => $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%limner%' AND option_name NOT IN ( 'limner_trial_site' )" ),
					'events'  => array_values( array_filter( array_merge( ...array_map( 'array_keys', array_filter( _get_cron_array(), 'is_array' ) ) ), fn ( $hook ) => str_starts_with( $hook, 'limner' ) ) ),
					'user'    => get_user_meta( 1, 'limner_dismissed_notices', true ),
					'image'   => array( get_post_type( $image ), get_post_meta( $image, '_limner_twin', true ), get_post_meta( $image, '_limner_record', true ) ),
				);
			`);
			expect(left).toEqual({
				had: true,
				tables: [],
				options: [],
				events: [],
				user: '',
				image: ['attachment', '5', '{}'],
			});
		} finally {
			await wordpress.stop();
		}
	});
});
