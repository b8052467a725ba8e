<?php
/**
 * The table limner_uploads.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\Storage\Table;

/**
 * One row for each attempt and rendition: the lock of its writer, the files that have come, and in the end the
 * attachment. The primary key is what makes an upload happen once.
 *
 * @phpstan-type UploadRow array{attempt_id: string, rendition: string, post_id: int, attachment_id: int, head_sha256: string, files: array<string, string>, is_locked: bool}
 */
final class Uploads implements Table {

	/**
	 * Milliseconds without a sign of life after which a writer counts as dead.
	 */
	private const WRITER_TIMEOUT = 30000;

	/**
	 * Seconds after which an upload that never became whole is given up and its files are removed.
	 */
	private const UNFINISHED_LIFE = DAY_IN_SECONDS;

	/**
	 * The table's name on this blog.
	 */
	public static function name(): string {
		global $wpdb;

		return $wpdb->prefix . 'limner_uploads';
	}

	/**
	 * The statement that makes the table.
	 */
	public static function schema(): string {
		global $wpdb;

		$name = self::name();

		return "CREATE TABLE {$name} (
			attempt_id char(36) NOT NULL,
			rendition varchar(20) NOT NULL,
			post_id bigint(20) unsigned NOT NULL,
			attachment_id bigint(20) unsigned NOT NULL DEFAULT 0,
			head_sha256 char(64) NOT NULL DEFAULT '',
			files longtext NOT NULL,
			writer char(32) NOT NULL DEFAULT '',
			writer_seen_at bigint(20) unsigned NOT NULL DEFAULT 0,
			PRIMARY KEY  (attempt_id,rendition),
			KEY post_id (post_id),
			KEY attachment_id (attachment_id)
		) {$wpdb->get_charset_collate()};";
	}

	/**
	 * Takes the lock. Null while another writer, who lives, holds it.
	 *
	 * @param string $attempt_id The attempt.
	 * @param string $rendition  `desktop` or `mobile`.
	 * @param int    $post_id    The attempt's post.
	 * @return string|null The writer's token.
	 */
	public function take( string $attempt_id, string $rendition, int $post_id ): ?string {
		global $wpdb;

		$writer = bin2hex( random_bytes( 16 ) );
		$now    = $this->milliseconds();
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table; INSERT IGNORE is the lock.
		$inserted = $wpdb->query(
			$wpdb->prepare(
				"INSERT IGNORE INTO %i (attempt_id, rendition, post_id, files, writer, writer_seen_at) VALUES (%s, %s, %d, '{}', %s, %d)",
				self::name(),
				$attempt_id,
				$rendition,
				$post_id,
				$writer,
				$now
			)
		);
		if ( 1 === $inserted ) {
			return $writer;
		}

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table; the condition is the lock.
		$taken = $wpdb->query(
			$wpdb->prepare(
				"UPDATE %i SET writer = %s, writer_seen_at = %d WHERE attempt_id = %s AND rendition = %s AND (writer = '' OR writer_seen_at < %d)",
				self::name(),
				$writer,
				$now,
				$attempt_id,
				$rendition,
				$now - self::WRITER_TIMEOUT
			)
		);

		return 1 === $taken ? $writer : null;
	}

	/**
	 * Writes what the writer has done, as a sign of life. False when another writer has taken over.
	 *
	 * @param string                                                                                           $writer The token.
	 * @param array{attempt_id: string, rendition: string}                                                     $upload Which upload.
	 * @param array{attachment_id?: int, head_sha256?: string, files?: array<string, string>, writer?: string} $values What to write.
	 */
	public function write( string $writer, array $upload, array $values ): bool {
		global $wpdb;

		if ( isset( $values['files'] ) ) {
			$values['files'] = (string) wp_json_encode( (object) $values['files'] );
		}
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table; the token in the condition is the fence.
		$written = $wpdb->update(
			self::name(),
			// Never the same twice, so that the number of changed rows tells whether the token still fits.
			array_merge( $values, array( 'writer_seen_at' => $this->milliseconds( (int) $this->column( $upload, 'writer_seen_at' ) ) ) ),
			array(
				'attempt_id' => $upload['attempt_id'],
				'rendition'  => $upload['rendition'],
				'writer'     => $writer,
			)
		);

		return 1 === $written;
	}

	/**
	 * Gives the lock back.
	 *
	 * @param string                                       $writer The token.
	 * @param array{attempt_id: string, rendition: string} $upload Which upload.
	 */
	public function release( string $writer, array $upload ): void {
		$this->write( $writer, $upload, array( 'writer' => '' ) );
	}

	/**
	 * Forgets an upload that failed, so that the next one begins anew.
	 *
	 * @param string                                       $writer The token.
	 * @param array{attempt_id: string, rendition: string} $upload Which upload.
	 */
	public function forget( string $writer, array $upload ): void {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table.
		$wpdb->delete(
			self::name(),
			array(
				'attempt_id' => $upload['attempt_id'],
				'rendition'  => $upload['rendition'],
				'writer'     => $writer,
			)
		);
	}

	/**
	 * An upload's row.
	 *
	 * @param string $attempt_id The attempt.
	 * @param string $rendition  `desktop` or `mobile`.
	 * @return UploadRow|null
	 */
	public function find( string $attempt_id, string $rendition ): ?array {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table; a lock is never read from a cache.
		$row = $wpdb->get_row(
			$wpdb->prepare( 'SELECT * FROM %i WHERE attempt_id = %s AND rendition = %s', self::name(), $attempt_id, $rendition ),
			ARRAY_A
		);

		return is_array( $row ) ? $this->typed( $row ) : null;
	}

	/**
	 * What of a post's images is in the library.
	 *
	 * @param int $post_id The post.
	 * @return array<string, array<string, int>> Attachment id by attempt id and rendition.
	 */
	public function attachments_of_post( int $post_id ): array {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table.
		$rows = $wpdb->get_results(
			$wpdb->prepare( 'SELECT attempt_id, rendition, attachment_id FROM %i WHERE post_id = %d AND attachment_id > 0', self::name(), $post_id ),
			ARRAY_A
		);

		$attachments = array();
		foreach ( (array) $rows as $row ) {
			$attachments[ $row['attempt_id'] ][ $row['rendition'] ] = (int) $row['attachment_id'];
		}

		return $attachments;
	}

	/**
	 * Uploads that never became whole and whose writer is long gone.
	 *
	 * @return list<UploadRow>
	 */
	public function abandoned(): array {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table.
		$rows = $wpdb->get_results(
			$wpdb->prepare(
				'SELECT * FROM %i WHERE attachment_id = 0 AND writer_seen_at < %d LIMIT 50',
				self::name(),
				$this->milliseconds() - 1000 * self::UNFINISHED_LIFE
			),
			ARRAY_A
		);

		return array_map( array( $this, 'typed' ), array_values( (array) $rows ) );
	}

	/**
	 * A single value of a row.
	 *
	 * @param array{attempt_id: string, rendition: string} $upload Which upload.
	 * @param string                                       $column The column.
	 */
	private function column( array $upload, string $column ): string {
		global $wpdb;

		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- An own table.
		return (string) $wpdb->get_var(
			$wpdb->prepare( 'SELECT %i FROM %i WHERE attempt_id = %s AND rendition = %s', $column, self::name(), $upload['attempt_id'], $upload['rendition'] )
		);
	}

	/**
	 * Now, in milliseconds since 1970.
	 *
	 * @param int $later_than The result is later than this.
	 */
	private function milliseconds( int $later_than = 0 ): int {
		return max( (int) floor( microtime( true ) * 1000 ), $later_than + 1 );
	}

	/**
	 * A row as it comes from the database, with its numbers as numbers.
	 *
	 * @param array<string, string|null> $row The row.
	 * @return UploadRow
	 */
	private function typed( array $row ): array {
		$files = json_decode( (string) $row['files'], true );

		return array(
			'attempt_id'    => (string) $row['attempt_id'],
			'rendition'     => (string) $row['rendition'],
			'post_id'       => (int) $row['post_id'],
			'attachment_id' => (int) $row['attachment_id'],
			'head_sha256'   => (string) $row['head_sha256'],
			'files'         => is_array( $files ) ? $files : array(),
			'is_locked'     => '' !== $row['writer'] && (int) $row['writer_seen_at'] >= $this->milliseconds() - self::WRITER_TIMEOUT,
		);
	}
}
