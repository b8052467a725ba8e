<?php
/**
 * How the sidecar sees this site.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use WP_Error;

/**
 * Asks for the site's state (siteStateSchema) and keeps the newest answer.
 */
final class SiteStates {

	/**
	 * Holds `{state, asked_at}`.
	 */
	public const OPTION = 'limner_site_state';

	/**
	 * States come from one sidecar.
	 *
	 * @param Client $client Asks.
	 */
	public function __construct( private readonly Client $client ) {}

	/**
	 * Asks now.
	 *
	 * @param float $timeout Seconds.
	 * @return array<string, mixed>|WP_Error
	 */
	public function refresh( float $timeout = 1.0 ): array|WP_Error {
		return $this->remember( $this->client->ask( 'site-state', 'GET', '/v1/sites/self', null, $timeout ) );
	}

	/**
	 * Starts a check of the way back. The sidecar calls this site after it has answered; refresh() tells the result.
	 *
	 * @return array<string, mixed>|WP_Error
	 */
	public function check(): array|WP_Error {
		return $this->remember( $this->client->ask( 'site-state', 'POST', '/v1/sites/self/check', null, 10.0 ) );
	}

	/**
	 * Tells the sidecar that the site moved.
	 *
	 * @param array<string, mixed> $identity Who it is now (siteIdentitySchema).
	 * @return array<string, mixed>|WP_Error
	 */
	public function move( array $identity ): array|WP_Error {
		return $this->remember( $this->client->ask( 'site-state', 'POST', '/v1/sites/self/move', array( 'site' => $identity ), 10.0 ) );
	}

	/**
	 * Tells the sidecar to forget the secret.
	 *
	 * @return array<string, mixed>|WP_Error
	 */
	public function disconnect(): array|WP_Error {
		return $this->client->ask( 'site-state', 'DELETE', '/v1/sites/self', null, 10.0 );
	}

	/**
	 * The newest known state; null before the first answer.
	 *
	 * @return array<string, mixed>|null
	 */
	public function last_known(): ?array {
		$stored = get_option( self::OPTION );

		return is_array( $stored ) && is_array( $stored['state'] ?? null ) ? $stored['state'] : null;
	}

	/**
	 * When the newest state was told, in seconds since 1970; 0 before the first answer.
	 */
	public function known_since(): int {
		$stored = get_option( self::OPTION );

		return is_array( $stored ) ? (int) ( $stored['asked_at'] ?? 0 ) : 0;
	}

	/**
	 * Whether this site has to fetch finished images itself, as far as is known.
	 */
	public function is_pull(): bool {
		return 'pull' === ( $this->last_known()['delivery'] ?? '' );
	}

	/**
	 * Keeps an answer.
	 *
	 * @param array<string, mixed>|WP_Error $state The answer.
	 * @return array<string, mixed>|WP_Error The same.
	 */
	private function remember( array|WP_Error $state ): array|WP_Error {
		if ( is_array( $state ) ) {
			update_option(
				self::OPTION,
				array(
					'state'    => $state,
					'asked_at' => time(),
				),
				false
			);
		}

		return $state;
	}
}
