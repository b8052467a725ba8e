<?php
/**
 * Removes what nobody needs any more.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\Sidecar\Nonces;

/**
 * Twice a day: nonces that are out of date, and files of uploads that never became whole.
 */
final class Sweeper {

	/**
	 * The cron event.
	 */
	public const EVENT = 'limner_sweep';

	/**
	 * Sweeping knows who has something to sweep.
	 *
	 * @param UploadStore $store  Unfinished uploads.
	 * @param Nonces      $nonces Nonces.
	 */
	public function __construct( private readonly UploadStore $store, private readonly Nonces $nonces ) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'init', array( $this, 'schedule' ) );
		add_action( self::EVENT, array( $this, 'run' ) );
	}

	/**
	 * Sees to it that WP-Cron runs this.
	 */
	public function schedule(): void {
		if ( false === wp_next_scheduled( self::EVENT ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'twicedaily', self::EVENT );
		}
	}

	/**
	 * One run.
	 */
	public function run(): void {
		$this->nonces->sweep();
		$this->store->sweep();
	}
}
