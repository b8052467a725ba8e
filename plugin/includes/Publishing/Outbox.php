<?php
/**
 * Posts that want their missing images and have not reached the image service yet.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Publishing;

use Limner\Media\Attempts;
use Limner\Settings\Options;
use Limner\Storage\Table;
use WP_Post;

/**
 * One row for each waiting post. A row is written in the request that publishes and goes away when the image service
 * says that it has it, so nothing is lost while that service is down and nothing is slowed down while it is slow.
 *
 * @phpstan-type Row array{publication_id: string, post_id: int, reason: string, lane: string, person_id: int, attempt_ids: list<string>, read_sha256: string, created_at: int, tries: int, last_error: string}
 */
final class Outbox implements Table {

	/**
	 * The cron event that delivers rows.
	 */
	public const DELIVER_EVENT = 'limner_deliver_outbox';

	/**
	 * When a post was last handed over: its post_modified_gmt of then. Reconciliation looks at it.
	 */
	public const HANDED_OVER_META = '_limner_handed_over';

	private const MOST_CONTENT_BYTES_AT_ONCE = 2_000_000;
	private const LONGEST_CONTENT            = 4_000_000;

	/**
	 * Takes what it needs.
	 *
	 * @param Options        $options         The site's settings.
	 * @param PublishingUser $publishing_user Acts where no person asked.
	 * @param MissingImages  $missing_images  Counts what a post lacks.
	 * @param PostContent    $post_content    Writes a post for the image service.
	 * @param Attempts       $attempts        Issues the authority for each image.
	 */
	public function __construct(
		private readonly Options $options,
		private readonly PublishingUser $publishing_user,
		private readonly MissingImages $missing_images,
		private readonly PostContent $post_content,
		private readonly Attempts $attempts
	) {}

	/**
	 * The table's name on this blog, with prefix.
	 */
	public static function name(): string {
		global $wpdb;

		return $wpdb->prefix . 'limner_outbox';
	}

	/**
	 * The statement that makes it.
	 */
	public static function schema(): string {
		global $wpdb;
		$name    = self::name();
		$charset = $wpdb->get_charset_collate();

		return "CREATE TABLE {$name} (
			publication_id char(36) NOT NULL,
			post_id bigint(20) unsigned NOT NULL,
			reason varchar(20) NOT NULL,
			lane varchar(20) NOT NULL,
			person_id bigint(20) unsigned NOT NULL,
			attempt_ids text NULL,
			read_sha256 varchar(64) NOT NULL DEFAULT '',
			created_at bigint(20) unsigned NOT NULL,
			tries int(10) unsigned NOT NULL DEFAULT 0,
			next_try_at bigint(20) unsigned NOT NULL DEFAULT 0,
			last_error varchar(60) NOT NULL DEFAULT '',
			PRIMARY KEY  (publication_id),
			UNIQUE KEY post_id (post_id),
			KEY next_try_at (next_try_at)
			) {$charset};";
	}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'deleted_post', array( $this, 'forget_post' ) );
		add_action( 'trashed_post', array( $this, 'forget_post' ) );
	}

	/**
	 * Writes a row unless the post has one. One INSERT and one cron event; no request goes out.
	 *
	 * @param int    $post_id   The post.
	 * @param string $reason    published, scheduled, updated, reconciled or requested.
	 * @param string $lane      interactive, publish or backfill.
	 * @param int    $person_id Who asked; 0 for the site, which acts through its publishing user.
	 * @return bool Whether a row was written.
	 */
	public function add( int $post_id, string $reason, string $lane, int $person_id ): bool {
		global $wpdb;
		// INSERT IGNORE on a unique key is the one lock that held when several requests published the same post.
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- own table, and a row must be seen by the next request at once.
		$written = $wpdb->query(
			$wpdb->prepare(
				'INSERT IGNORE INTO %i (publication_id, post_id, reason, lane, person_id, created_at) VALUES (%s, %d, %s, %s, %d, %d)',
				self::name(),
				wp_generate_uuid4(),
				$post_id,
				$reason,
				$lane,
				$person_id,
				time()
			)
		);
		if ( 1 === $written ) {
			$this->schedule_delivery( time(), array() );
		}

		return 1 === $written;
	}

	/**
	 * Sees to it that WP-Cron delivers. Retries carry an argument, as WordPress drops an event that equals another
	 * one less than ten minutes away.
	 *
	 * @param int          $when      Seconds since 1970.
	 * @param list<string> $arguments Empty, or `retry`.
	 */
	public function schedule_delivery( int $when, array $arguments ): void {
		if ( ! wp_next_scheduled( self::DELIVER_EVENT, $arguments ) ) {
			wp_schedule_single_event( $when, self::DELIVER_EVENT, $arguments );
		}
	}

	/**
	 * Waiting rows as publicationSchema, oldest first. Rows that have nothing to say any more are removed on the way.
	 *
	 * @param int  $limit    At most so many.
	 * @param bool $due_only Leave out rows whose next try is still to come.
	 * @return list<array<string, mixed>>
	 */
	public function pending( int $limit, bool $due_only = false ): array {
		$publications = array();
		$bytes        = 0;
		foreach ( $this->rows( $limit, $due_only ) as $row ) {
			$publication = $this->publication( $row );
			if ( null === $publication ) {
				continue;
			}
			$bytes += strlen( $publication['post']['content'] );
			if ( $publications && $bytes > self::MOST_CONTENT_BYTES_AT_ONCE ) {
				break;
			}
			$publications[] = $publication;
		}

		return $publications;
	}

	/**
	 * Removes rows that the image service has. A post that changed since it was read gets a new row.
	 *
	 * @param string[] $publication_ids Ids from pending().
	 */
	public function acknowledge( array $publication_ids ): void {
		foreach ( $publication_ids as $publication_id ) {
			$row = $this->row( $publication_id );
			if ( null === $row ) {
				continue;
			}
			$this->remove( $publication_id );
			$post = get_post( $row['post_id'] );
			if ( ! $post instanceof WP_Post ) {
				continue;
			}
			update_post_meta( $post->ID, self::HANDED_OVER_META, $post->post_modified_gmt );
			if ( hash( 'sha256', $post->post_content ) !== $row['read_sha256'] && $this->missing_images->any( $post ) ) {
				$this->add( $post->ID, 'updated', $row['lane'], $row['person_id'] );
			}
		}
	}

	/**
	 * How many publications of a post wait: 0 or 1.
	 *
	 * @param int $post_id The post.
	 */
	public function count_for_post( int $post_id ): int {
		return count( $this->waiting_among( array( $post_id ) ) );
	}

	/**
	 * Which of some posts wait.
	 *
	 * @param int[] $post_ids Posts.
	 * @return array<int, int> Since when, in seconds since 1970, by post.
	 */
	public function waiting_among( array $post_ids ): array {
		global $wpdb;
		if ( ! $post_ids ) {
			return array();
		}
		$marks = implode( ',', array_fill( 0, count( $post_ids ), '%d' ) );
		// phpcs:ignore WordPress.DB -- own table; $marks holds nothing but %d.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT post_id, created_at FROM %i WHERE post_id IN ({$marks})", self::name(), ...$post_ids ), ARRAY_A );

		return array_map( 'intval', array_column( (array) $rows, 'created_at', 'post_id' ) );
	}

	/**
	 * How many rows wait, since when, and why the oldest was not taken.
	 *
	 * @return array{count: int, oldest: int, last_error: string}
	 */
	public function summary(): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- own table.
		$count = (int) $wpdb->get_var( $wpdb->prepare( 'SELECT COUNT(*) FROM %i', self::name() ) );
		// phpcs:ignore WordPress.DB -- own table.
		$oldest = $wpdb->get_row( $wpdb->prepare( 'SELECT created_at, last_error FROM %i ORDER BY created_at, publication_id LIMIT 1', self::name() ), ARRAY_A );

		return array(
			'count'      => $count,
			'oldest'     => (int) ( $oldest['created_at'] ?? 0 ),
			'last_error' => (string) ( $oldest['last_error'] ?? '' ),
		);
	}

	/**
	 * Notes that rows could not be handed over, and when to try again: after 1, 2, 4 … 60 minutes.
	 *
	 * @param string[] $publication_ids Ids from pending().
	 * @param string   $error_code      Why.
	 */
	public function postpone( array $publication_ids, string $error_code ): void {
		foreach ( $publication_ids as $publication_id ) {
			$row = $this->row( $publication_id );
			if ( null !== $row ) {
				$this->change(
					$publication_id,
					array(
						'tries'       => $row['tries'] + 1,
						'next_try_at' => time() + MINUTE_IN_SECONDS * min( 60, 2 ** min( 6, $row['tries'] ) ),
						'last_error'  => substr( $error_code, 0, 60 ),
					)
				);
			}
		}
	}

	/**
	 * When the next row becomes due; null where none waits.
	 */
	public function next_due(): ?int {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- own table.
		$next = $wpdb->get_var( $wpdb->prepare( 'SELECT MIN(next_try_at) FROM %i', self::name() ) );

		return null === $next ? null : max( time(), (int) $next );
	}

	/**
	 * Removes the row of a post that is gone.
	 *
	 * @param int $post_id The post.
	 */
	public function forget_post( int $post_id ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- own table.
		$wpdb->delete( self::name(), array( 'post_id' => $post_id ), array( '%d' ) );
	}

	/**
	 * Makes the publication of a row, or removes the row where there is nothing to make any more.
	 *
	 * @param Row $row A row.
	 * @return array<string, mixed>|null Null: nothing to hand over now.
	 */
	private function publication( array $row ): ?array {
		$post = get_post( $row['post_id'] );
		if ( ! $post instanceof WP_Post || ! $this->wants_images( $post ) ) {
			$this->remove( $row['publication_id'] );
			return null;
		}

		$person_id = $this->acting_person( $row, $post );
		if ( 0 === $person_id ) {
			return null;
		}

		$attempt_ids = $row['attempt_ids'] ? $row['attempt_ids'] : $this->issue_attempts( $row, $post, $person_id );
		if ( ! $attempt_ids ) {
			return null;
		}

		return array(
			'publication_id' => $row['publication_id'],
			'reason'         => $row['reason'],
			'lane'           => $row['lane'],
			'post'           => $this->post_content->of( $post ),
			'person'         => array(
				'id'   => $person_id,
				'name' => mb_substr( (string) get_the_author_meta( 'display_name', $person_id ), 0, 250 ),
			),
			'policy'         => $this->options->policy_for( $post ),
			'attempt_ids'    => $attempt_ids,
		);
	}

	/**
	 * Whether images can and should still be made for a post.
	 *
	 * @param WP_Post $post The post.
	 */
	private function wants_images( WP_Post $post ): bool {
		return ! in_array( $post->post_status, array( 'trash', 'auto-draft', 'inherit' ), true )
			&& strlen( $post->post_content ) <= self::LONGEST_CONTENT
			&& $this->missing_images->any( $post );
	}

	/**
	 * Whose rights a row goes through: those of who asked, else the publishing user's. A request ends with the rights
	 * of whoever made it; a row of the site waits until there is a publishing user.
	 *
	 * @param Row     $row  The row.
	 * @param WP_Post $post Its post.
	 * @return int 0 where nobody may now.
	 */
	private function acting_person( array $row, WP_Post $post ): int {
		if ( 0 === $row['person_id'] ) {
			$person_id = $this->publishing_user->id();
			if ( 0 === $person_id ) {
				$this->change( $row['publication_id'], array( 'last_error' => 'publishing_user_missing' ) );
			}
			return $person_id;
		}
		if ( user_can( $row['person_id'], 'edit_post', $post->ID ) && user_can( $row['person_id'], 'upload_files' ) ) {
			return $row['person_id'];
		}
		$this->remove( $row['publication_id'] );

		return 0;
	}

	/**
	 * Has attempts issued at the first reading and remembers them with their person, so that every later reading tells
	 * the same. Of two readers at once the first one's stand.
	 *
	 * @param Row     $row       The row.
	 * @param WP_Post $post      Its post.
	 * @param int     $person_id Whom the attempts are for.
	 * @return string[]
	 */
	private function issue_attempts( array $row, WP_Post $post, int $person_id ): array {
		global $wpdb;
		$attempt_ids = $this->attempts->issue( $post->ID, $person_id, $row['publication_id'], 'publication', $this->missing_images->most_slots( $post ) );
		// phpcs:ignore WordPress.DB -- own table.
		$wpdb->query(
			$wpdb->prepare(
				'UPDATE %i SET attempt_ids = %s, read_sha256 = %s, person_id = %d WHERE publication_id = %s AND attempt_ids IS NULL',
				self::name(),
				(string) wp_json_encode( $attempt_ids ),
				hash( 'sha256', $post->post_content ),
				$person_id,
				$row['publication_id']
			)
		);

		return $this->row( $row['publication_id'] )['attempt_ids'] ?? $attempt_ids;
	}

	/**
	 * Rows, oldest first. Rows that wait for a publishing user do not stand in the way of others.
	 *
	 * @param int  $limit    At most so many.
	 * @param bool $due_only Leave out rows whose next try is still to come.
	 * @return list<Row>
	 */
	private function rows( int $limit, bool $due_only ): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- own table.
		$rows = $wpdb->get_results(
			$wpdb->prepare(
				'SELECT * FROM %i WHERE next_try_at <= %d AND person_id >= %d ORDER BY created_at, publication_id LIMIT %d',
				self::name(),
				$due_only ? time() : PHP_INT_MAX,
				$this->publishing_user->id() ? 0 : 1,
				$limit
			),
			ARRAY_A
		);

		return array_map( array( $this, 'typed' ), array_values( (array) $rows ) );
	}

	/**
	 * One row.
	 *
	 * @param string $publication_id Its id.
	 * @return Row|null
	 */
	private function row( string $publication_id ): ?array {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- own table.
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM %i WHERE publication_id = %s', self::name(), $publication_id ), ARRAY_A );

		return is_array( $row ) ? $this->typed( $row ) : null;
	}

	/**
	 * A row as the database answers it, with PHP's types.
	 *
	 * @param array<string, string|null> $row Strings.
	 * @return Row
	 */
	private function typed( array $row ): array {
		return array(
			'publication_id' => (string) $row['publication_id'],
			'post_id'        => (int) $row['post_id'],
			'reason'         => (string) $row['reason'],
			'lane'           => (string) $row['lane'],
			'person_id'      => (int) $row['person_id'],
			'attempt_ids'    => array_map( 'strval', array_values( (array) json_decode( $row['attempt_ids'] ?? '[]', true ) ) ),
			'read_sha256'    => (string) $row['read_sha256'],
			'created_at'     => (int) $row['created_at'],
			'tries'          => (int) $row['tries'],
			'last_error'     => (string) $row['last_error'],
		);
	}

	/**
	 * Changes columns of a row.
	 *
	 * @param string                    $publication_id The row.
	 * @param array<string, int|string> $columns        Values by column.
	 */
	private function change( string $publication_id, array $columns ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- own table.
		$wpdb->update( self::name(), $columns, array( 'publication_id' => $publication_id ) );
	}

	/**
	 * Removes a row.
	 *
	 * @param string $publication_id The row.
	 */
	private function remove( string $publication_id ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- own table.
		$wpdb->delete( self::name(), array( 'publication_id' => $publication_id ), array( '%s' ) );
	}
}
