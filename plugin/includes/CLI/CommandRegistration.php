<?php
/**
 * Makes `wp limner` known.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\CLI;

use WP_CLI;

/**
 * Apart from the command itself, as WP-CLI offers every public method of that as a subcommand.
 */
final class CommandRegistration {

	/**
	 * Takes what it registers.
	 *
	 * @param Command $command The command.
	 */
	public function __construct( private readonly Command $command ) {}

	/**
	 * Registers with WP-CLI, where that is running.
	 */
	public function register_hooks(): void {
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			WP_CLI::add_command( 'limner', $this->command );
		}
	}
}
