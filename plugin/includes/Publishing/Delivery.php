<?php
/**
 * Brings outbox rows to the image service.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Publishing;

use Limner\Sidecar\Client;
use Limner\Sidecar\Connection;
use Limner\Sidecar\StyleReferences;
use WP_Error;

/**
 * Runs in WP-Cron, where nobody waits. The image service also asks for the rows itself; whoever comes first.
 */
final class Delivery {

	private const AT_ONCE         = 20;
	private const TIMEOUT_SECONDS = 10.0;

	/**
	 * Takes what it needs.
	 *
	 * @param Connection      $connection To the image service.
	 * @param Client          $client     Signs and sends.
	 * @param Outbox          $outbox     Keeps what waits.
	 * @param StyleReferences $references Has to be there before what names it.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly Client $client,
		private readonly Outbox $outbox,
		private readonly StyleReferences $references
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( Outbox::DELIVER_EVENT, array( $this, 'run' ) );
	}

	/**
	 * What the cron event does.
	 */
	public function run(): void {
		$this->deliver( true );
	}

	/**
	 * Hands over what is due, once, and plans the next try for what was not taken.
	 *
	 * @param bool $due_only Leave out rows whose next try is still to come.
	 * @return array{delivered: int, waiting: int, error: WP_Error|null}
	 */
	public function deliver( bool $due_only ): array {
		$delivered = 0;
		$error     = null;
		if ( $this->connection->is_connected() && ! $this->connection->is_moved_or_copied() ) {
			$pending = $this->outbox->pending( self::AT_ONCE, $due_only );
			if ( $pending ) {
				$this->references->bring();
			}
			list( $delivered, $error ) = $this->hand_over( $pending );

			$due = $this->outbox->next_due();
			if ( null !== $due ) {
				$this->outbox->schedule_delivery( max( $due, time() + MINUTE_IN_SECONDS ), array( 'retry' ) );
			}
		}

		return array(
			'delivered' => $delivered,
			'waiting'   => $this->outbox->summary()['count'],
			'error'     => $error,
		);
	}

	/**
	 * Sends publications together; where the image service refuses them for what they say, one by one, so that one
	 * odd post does not hold up the others.
	 *
	 * @param list<array<string, mixed>> $publications As publicationSchema.
	 * @return array{0: int, 1: WP_Error|null}
	 */
	private function hand_over( array $publications ): array {
		if ( ! $publications ) {
			return array( 0, null );
		}

		$answer = $this->client->request( 'POST', '/v1/publications', array( 'publications' => $publications ), self::TIMEOUT_SECONDS );
		$ids    = array_column( $publications, 'publication_id' );
		if ( ! is_wp_error( $answer ) ) {
			$taken = array_intersect( $ids, (array) ( $answer['publication_ids'] ?? array() ) );
			$this->outbox->acknowledge( $taken );
			$this->outbox->postpone( array_diff( $ids, $taken ), 'site_refused' );
			return array( count( $taken ), null );
		}

		if ( count( $publications ) > 1 && in_array( $answer->get_error_code(), array( 'limner_request_malformed', 'limner_post_too_large' ), true ) ) {
			$results = array_map( fn ( array $publication ): array => $this->hand_over( array( $publication ) ), $publications );
			return array( (int) array_sum( array_column( $results, 0 ) ), $answer );
		}
		$this->outbox->postpone( $ids, (string) $answer->get_error_code() );

		return array( 0, $answer );
	}
}
