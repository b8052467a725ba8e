<?php
/**
 * Fetches finished images where the sidecar cannot reach the site.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\Contracts\Validator;
use Limner\Placement\CurrentPost;
use Limner\Placement\Placement;
use Limner\REST\Failure;
use Limner\Sidecar\Client;
use Limner\Sidecar\Connection;
use Limner\Sidecar\SiteStates;
use WP_Error;

/**
 * The same uploads and placements as the sidecar would bring, through the same parser and store, but asked for from
 * here: by WP-Cron each minute, and by the poll of an editor that waits for one.
 */
final class PullDelivery {

	/**
	 * The cron event.
	 */
	public const EVENT = 'limner_pull';

	private const SCHEDULE = 'limner_every_minute';

	/**
	 * Seconds that one run may take.
	 */
	private const RUN_TIME = 20.0;

	/**
	 * Seconds after which the way of delivery is asked for again.
	 */
	private const STATE_LIFE = 10 * MINUTE_IN_SECONDS;

	/**
	 * Pulling needs both ends.
	 *
	 * @param Connection  $connection   Whether there is a sidecar.
	 * @param SiteStates  $states       Whether it can reach this site.
	 * @param Client      $client       Asks it.
	 * @param Validator   $validator    Checks what comes.
	 * @param UploadStore $store        Stores.
	 * @param CurrentPost $current_post Shows posts.
	 * @param Placement   $placement    Places.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly SiteStates $states,
		private readonly Client $client,
		private readonly Validator $validator,
		private readonly UploadStore $store,
		private readonly CurrentPost $current_post,
		private readonly Placement $placement
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		// phpcs:ignore WordPress.WP.CronInterval.CronSchedulesInterval -- A person waits for the image; an idle run is one short request.
		add_filter( 'cron_schedules', array( $this, 'add_schedule' ) );
		add_action( 'init', array( $this, 'schedule' ) );
		add_action( self::EVENT, array( $this, 'run' ) );
	}

	/**
	 * Adds the schedule.
	 *
	 * @param array<string, array{interval: int, display: string}> $schedules Known schedules.
	 * @return array<string, array{interval: int, display: string}>
	 */
	public function add_schedule( array $schedules ): array {
		$schedules[ self::SCHEDULE ] = array(
			'interval' => MINUTE_IN_SECONDS,
			'display'  => __( 'Every minute, for fetching finished images', 'limner' ),
		);

		return $schedules;
	}

	/**
	 * Sees to it that WP-Cron runs this while a sidecar is connected, and not else.
	 */
	public function schedule(): void {
		$is_scheduled = false !== wp_next_scheduled( self::EVENT );
		$is_wanted    = $this->connection->is_connected();
		if ( $is_wanted && ! $is_scheduled ) {
			wp_schedule_event( time(), self::SCHEDULE, self::EVENT );
		} elseif ( ! $is_wanted && $is_scheduled ) {
			wp_unschedule_hook( self::EVENT );
		}
	}

	/**
	 * One run of WP-Cron.
	 */
	public function run(): void {
		if ( ! $this->connection->is_connected() || $this->connection->is_moved_or_copied() ) {
			return;
		}
		if ( $this->states->known_since() < time() - self::STATE_LIFE ) {
			$this->states->refresh( 5.0 );
		}
		if ( ! $this->states->is_pull() ) {
			return;
		}
		$deliveries = $this->client->ask( 'deliveries', 'GET', '/v1/deliveries', null, 5.0 );
		if ( is_wp_error( $deliveries ) ) {
			return;
		}

		$deadline = microtime( true ) + self::RUN_TIME;
		foreach ( $deliveries['uploads'] as $upload ) {
			if ( microtime( true ) < $deadline ) {
				$this->fetch( $upload['attempt_id'], $upload['rendition'] );
			}
		}
		foreach ( $deliveries['placements'] as $placement ) {
			if ( microtime( true ) < $deadline ) {
				$this->place( $placement['attempt_id'], $placement['post_id'] );
			}
		}
	}

	/**
	 * Fetches what an open editor waits for: the files of one approved image.
	 *
	 * @param int                  $post_id The post.
	 * @param array<string, mixed> $images  postImagesSchema.
	 */
	public function fetch_for_post( int $post_id, array $images ): void {
		if ( ! $this->states->is_pull() || array() === $this->awaited( $images ) ) {
			return;
		}
		$deliveries = $this->client->ask( 'deliveries', 'GET', '/v1/deliveries', null );
		if ( is_wp_error( $deliveries ) ) {
			return;
		}
		$attempt_id = null;
		foreach ( $deliveries['uploads'] as $upload ) {
			$attempt_id ??= $upload['post_id'] === $post_id ? $upload['attempt_id'] : null;
			if ( $upload['attempt_id'] === $attempt_id ) {
				$this->fetch( $attempt_id, $upload['rendition'] );
			}
		}
	}

	/**
	 * Candidates that are approved and not in the library, but for those that failed: WP-Cron tries them again.
	 *
	 * @param array<string, mixed> $images postImagesSchema.
	 * @return list<array<string, mixed>>
	 */
	private function awaited( array $images ): array {
		$candidates = array_merge( ...array_column( $images['slots'], 'candidates' ) );

		return array_values( array_filter( $candidates, static fn ( array $candidate ): bool => 'approved' === $candidate['state'] && null === $candidate['error'] ) );
	}

	/**
	 * Fetches one file set, stores it, and says what became of it.
	 *
	 * @param string $attempt_id The attempt.
	 * @param string $rendition  `desktop` or `mobile`.
	 */
	private function fetch( string $attempt_id, string $rendition ): void {
		$path   = "/v1/deliveries/{$attempt_id}/{$rendition}";
		$answer = $this->client->fetch_bytes( $path );
		if ( is_wp_error( $answer ) ) {
			// Nothing came, so nothing is reported: it stays in the list and is fetched again.
			return;
		}
		$body = UploadBody::read( $answer->bytes, $this->validator );
		if ( ! is_wp_error( $body ) && ( $body->head['attempt_id'] !== $attempt_id || $body->head['rendition'] !== $rendition ) ) {
			$body = Failure::make( 'request_malformed', 'The head names another attempt or rendition than was asked for.', 'upload-head' );
		}
		$this->report( $path, is_wp_error( $body ) ? $body : $this->store->store( $body ) );
	}

	/**
	 * Has the place found, places, and says what became of it.
	 *
	 * @param string $attempt_id The attempt.
	 * @param int    $post_id    The post.
	 */
	private function place( string $attempt_id, int $post_id ): void {
		$path    = "/v1/placements/{$attempt_id}";
		$current = $this->current_post->read( $post_id );
		if ( is_wp_error( $current ) ) {
			$this->report( $path, $current );
			return;
		}
		if ( null !== $current['locked_by'] ) {
			$this->report( $path, Failure::make( 'post_locked', 'The post is open in an editor.', $current['locked_by'] ) );
			return;
		}
		$request = $this->client->ask(
			'placement-request',
			'POST',
			'/v1/placements/locate',
			array(
				'attempt_id' => $attempt_id,
				'current'    => $current,
			),
			10.0
		);
		// Where the sidecar finds no place it knows so itself.
		if ( is_array( $request ) ) {
			/**
			 * The contract checked it.
			 *
			 * @var array{attempt_id: string, kind: 'block'|'classic'|'featured', content_sha256: string, byte_offset: int|null} $request
			 */
			$this->report( $path, $this->placement->place( $post_id, $request ) );
		}
	}

	/**
	 * Says what became of a delivery. Lost reports are made up for: the next run finds what is stored already.
	 *
	 * @param string                        $path   Where to.
	 * @param array<string, mixed>|WP_Error $result What became of it.
	 */
	private function report( string $path, array|WP_Error $result ): void {
		$this->client->request(
			'POST',
			$path,
			array(
				'result' => is_wp_error( $result ) ? null : $result,
				'error'  => is_wp_error( $result ) ? Failure::info( $result ) : null,
			),
			10.0
		);
	}
}
