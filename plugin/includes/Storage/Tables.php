<?php
/**
 * Makes the plugin's tables.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Storage;

use Limner\Media\Attempts;
use Limner\Media\Uploads;
use Limner\Publishing\Outbox;
use Limner\Sidecar\Nonces;

/**
 * One set of tables per blog, made when a blog first runs this version. So a network activation and a blog that is
 * added later need nothing of their own.
 */
final class Tables {

	private const VERSION_OPTION = 'limner_tables_version';

	/**
	 * Raise it with every change of a schema.
	 */
	private const VERSION = 1;

	/**
	 * Every table of the plugin.
	 *
	 * @return list<class-string<Table>>
	 */
	public static function all(): array {
		return array( Attempts::class, Uploads::class, Nonces::class, Outbox::class );
	}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_filter( 'wpmu_drop_tables', array( $this, 'add_to_dropped' ), 10, 2 );
	}

	/**
	 * Has the tables of a blog dropped with the blog.
	 *
	 * @param string[] $dropped Tables that WordPress drops.
	 * @param int      $blog_id Whose.
	 * @return string[]
	 */
	public function add_to_dropped( array $dropped, int $blog_id ): array {
		Blogs::on(
			$blog_id,
			static function () use ( &$dropped ): void {
				foreach ( self::all() as $table ) {
					$dropped[] = $table::name();
				}
			}
		);

		return $dropped;
	}

	/**
	 * Makes or changes the tables where they are not of this version.
	 */
	public function install(): void {
		if ( self::VERSION === (int) get_option( self::VERSION_OPTION, 0 ) ) {
			return;
		}

		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		foreach ( self::all() as $table ) {
			dbDelta( $table::schema() );
		}
		update_option( self::VERSION_OPTION, self::VERSION, true );
	}

	/**
	 * Removes the tables of this blog with everything in them.
	 */
	public function remove(): void {
		global $wpdb;

		foreach ( self::all() as $table ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Own tables, removed with the plugin.
			$wpdb->query( $wpdb->prepare( 'DROP TABLE IF EXISTS %i', $table::name() ) );
		}
		delete_option( self::VERSION_OPTION );
	}

	/**
	 * Removes the tables of blogs that were deleted while the plugin was active on none but them, so that nothing
	 * dropped them then.
	 */
	public function remove_orphans(): void {
		global $wpdb;

		// phpcs:disable WordPress.DB.DirectDatabaseQuery -- Own tables, removed with the plugin.
		foreach ( self::all() as $table ) {
			$own_name = substr( $table::name(), strlen( $wpdb->prefix ) );
			$pattern  = '/\A(' . preg_quote( $wpdb->base_prefix, '/' ) . "[0-9]+_){$own_name}\\z/";
			$names    = $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->base_prefix ) . '%' . $wpdb->esc_like( $own_name ) ) );
			foreach ( $names as $name ) {
				// Where there are options, there is a site: another one than this network's, with a prefix that looks alike.
				if ( 1 === preg_match( $pattern, (string) $name, $found ) && null === $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( "{$found[1]}options" ) ) ) ) {
					$wpdb->query( $wpdb->prepare( 'DROP TABLE IF EXISTS %i', $name ) );
				}
			}
		}
		// phpcs:enable
	}
}
