<?php
/**
 * The table limner_attempts.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\REST\Failure;
use Limner\Storage\Table;
use WP_Error;

/**
 * Issues attempts: the authority, for one person and one post, to bring one image back.
 *
 * @phpstan-type AttemptRow array{attempt_id: string, post_id: int, person_id: int, approved_by: int, generation_id: string, slot_id: string, origin: string, issued_at: int}
 */
final class Attempts implements Table {

	/**
	 * The table's name on this blog.
	 */
	public static function name(): string {
		global $wpdb;

		return $wpdb->prefix . 'limner_attempts';
	}

	/**
	 * The statement that makes the table.
	 */
	public static function schema(): string {
		global $wpdb;

		$name = self::name();

		return "CREATE TABLE {$name} (
			attempt_id char(36) NOT NULL,
			generation_id char(36) NOT NULL,
			ordinal smallint(5) unsigned NOT NULL,
			post_id bigint(20) unsigned NOT NULL,
			person_id bigint(20) unsigned NOT NULL,
			approved_by bigint(20) unsigned NOT NULL DEFAULT 0,
			slot_id char(36) NOT NULL DEFAULT '',
			origin varchar(20) NOT NULL,
			issued_at bigint(20) unsigned NOT NULL,
			PRIMARY KEY  (attempt_id),
			UNIQUE KEY generation_ordinal (generation_id,ordinal),
			KEY post_id (post_id)
		) {$wpdb->get_charset_collate()};";
	}

	/**
	 * Issues attempts for a generation or a publication. The same id again gives the same attempts.
	 *
	 * @param int    $post_id       The post.
	 * @param int    $person_id     Who asks; the publishing user where nobody does.
	 * @param string $generation_id The generation, or the publication.
	 * @param string $origin        `editor`, `publication`, …: what asked.
	 * @param int    $count         How many.
	 * @return list<string> Attempt ids; fewer than asked for where the database refused.
	 */
	public function issue( int $post_id, int $person_id, string $generation_id, string $origin, int $count ): array {
		return $this->issue_rows( $post_id, $person_id, $generation_id, $origin, array_fill( 0, $count, '' ) );
	}

	/**
	 * Issues an attempt for each slot that is named, and for one that is named again another one. The same generation
	 * again gives the same attempts.
	 *
	 * @param int          $post_id       The post.
	 * @param int          $person_id     Who asks.
	 * @param string       $generation_id The generation.
	 * @param list<string> $slot_ids      Slots; several times where a slot gets several images.
	 * @return array<string, list<string>>|WP_Error Attempt ids by slot id; `generation_conflict` where the id was used
	 *                                              for another post, person or set of slots.
	 */
	public function issue_for_slots( int $post_id, int $person_id, string $generation_id, array $slot_ids ): array|WP_Error {
		sort( $slot_ids );
		if ( array() === $this->of_generation( $generation_id ) ) {
			$this->issue_rows( $post_id, $person_id, $generation_id, 'editor', $slot_ids );
		}

		$rows = $this->of_generation( $generation_id );
		if ( array() === $rows ) {
			return Failure::make( 'internal', 'The attempts could not be written into ' . self::name() . '.' );
		}
		foreach ( $rows as $row ) {
			if ( $row['post_id'] !== $post_id || $row['person_id'] !== $person_id ) {
				return Failure::make( 'generation_conflict', 'The generation was issued for another post or person.' );
			}
		}
		if ( array_column( $rows, 'slot_id' ) !== $slot_ids ) {
			return Failure::make( 'generation_conflict', 'The generation was issued for other slots.' );
		}

		$attempt_ids = array();
		foreach ( $rows as $row ) {
			$attempt_ids[ $row['slot_id'] ][] = $row['attempt_id'];
		}

		return $attempt_ids;
	}

	/**
	 * An attempt.
	 *
	 * @param string $attempt_id Its id.
	 * @return AttemptRow|null
	 */
	public function find( string $attempt_id ): ?array {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table; authority is never read from a cache.
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM %i WHERE attempt_id = %s', self::name(), $attempt_id ), ARRAY_A );

		return is_array( $row ) ? $this->typed( $row ) : null;
	}

	/**
	 * The attempts of a generation, in the order of their issue.
	 *
	 * @param string $generation_id Its id.
	 * @return list<AttemptRow>
	 */
	public function of_generation( string $generation_id ): array {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table; authority is never read from a cache.
		$rows = $wpdb->get_results(
			$wpdb->prepare( 'SELECT * FROM %i WHERE generation_id = %s ORDER BY ordinal', self::name(), $generation_id ),
			ARRAY_A
		);

		return array_map( array( $this, 'typed' ), array_values( (array) $rows ) );
	}

	/**
	 * Notes who approved the attempt's image: from now on this person, too, answers for its upload.
	 *
	 * @param string $attempt_id The attempt.
	 * @param int    $person_id  Who approved.
	 */
	public function approve( string $attempt_id, int $person_id ): void {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table.
		$wpdb->update( self::name(), array( 'approved_by' => $person_id ), array( 'attempt_id' => $attempt_id ), array( '%d' ), array( '%s' ) );
	}

	/**
	 * Writes rows and reads back which stand: of two requests at once, both get those that came first.
	 *
	 * @param int          $post_id       The post.
	 * @param int          $person_id     Who asks.
	 * @param string       $generation_id The generation.
	 * @param string       $origin        What asked.
	 * @param list<string> $slot_ids      A slot, or an empty string, for each attempt.
	 * @return list<string>
	 */
	private function issue_rows( int $post_id, int $person_id, string $generation_id, string $origin, array $slot_ids ): array {
		global $wpdb;

		foreach ( $slot_ids as $ordinal => $slot_id ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table; INSERT IGNORE is the lock.
			$wpdb->query(
				$wpdb->prepare(
					'INSERT IGNORE INTO %i (attempt_id, generation_id, ordinal, post_id, person_id, slot_id, origin, issued_at) VALUES (%s, %s, %d, %d, %d, %s, %s, %d)',
					self::name(),
					wp_generate_uuid4(),
					$generation_id,
					$ordinal,
					$post_id,
					$person_id,
					$slot_id,
					$origin,
					time()
				)
			);
		}

		return array_column( $this->of_generation( $generation_id ), 'attempt_id' );
	}

	/**
	 * A row as it comes from the database, with its numbers as numbers.
	 *
	 * @param array<string, string|null> $row The row.
	 * @return AttemptRow
	 */
	private function typed( array $row ): array {
		return array(
			'attempt_id'    => (string) $row['attempt_id'],
			'post_id'       => (int) $row['post_id'],
			'person_id'     => (int) $row['person_id'],
			'approved_by'   => (int) $row['approved_by'],
			'generation_id' => (string) $row['generation_id'],
			'slot_id'       => (string) $row['slot_id'],
			'origin'        => (string) $row['origin'],
			'issued_at'     => (int) $row['issued_at'],
		);
	}
}
