<?php
/**
 * The table limner_nonces.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use Limner\Storage\Table;

/**
 * Remembers which signed requests came, so that none is taken twice.
 */
final class Nonces implements Table {

	/**
	 * Seconds. At least twice what the clocks may differ, so that a nonce outlives every timestamp it could come with.
	 */
	private const REMEMBERED = 1200;

	/**
	 * The table's name on this blog.
	 */
	public static function name(): string {
		global $wpdb;

		return $wpdb->prefix . 'limner_nonces';
	}

	/**
	 * The statement that makes the table.
	 */
	public static function schema(): string {
		global $wpdb;

		$name = self::name();

		return "CREATE TABLE {$name} (
			nonce_hash char(64) NOT NULL,
			expires_at bigint(20) unsigned NOT NULL,
			PRIMARY KEY  (nonce_hash),
			KEY expires_at (expires_at)
		) {$wpdb->get_charset_collate()};";
	}

	/**
	 * Takes a nonce. False when it was taken before, or when that cannot be known.
	 *
	 * @param string $key_id The key that signed.
	 * @param string $nonce  As sent.
	 */
	public function take( string $key_id, string $nonce ): bool {
		global $wpdb;

		// Hashed, as the table's collation would not tell A from a.
		$hash = hash( 'sha256', $key_id . "\n" . $nonce );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table; INSERT IGNORE is the lock.
		$inserted = $wpdb->query(
			$wpdb->prepare( 'INSERT IGNORE INTO %i (nonce_hash, expires_at) VALUES (%s, %d)', self::name(), $hash, time() + self::REMEMBERED )
		);

		return 1 === $inserted;
	}

	/**
	 * Forgets nonces that nobody could send again.
	 */
	public function sweep(): void {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table.
		$wpdb->query( $wpdb->prepare( 'DELETE FROM %i WHERE expires_at < %d', self::name(), time() ) );
	}
}
