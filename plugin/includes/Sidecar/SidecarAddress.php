<?php
/**
 * The address that an owner types.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use Limner\REST\Failure;
use WP_Error;

/**
 * Checks the address of a sidecar. It may be on this machine or in the own network; in the open internet it has to be
 * https, as the secret travels there once.
 */
final class SidecarAddress {

	/**
	 * The address in one form: without trailing slash.
	 *
	 * @param string $typed What the owner typed.
	 * @return string|WP_Error
	 */
	public static function read( string $typed ): string|WP_Error {
		$address = rtrim( trim( $typed ), '/' );
		$parts   = wp_parse_url( $address );
		if ( ! is_array( $parts ) || strlen( $address ) > 2000 || 1 === preg_match( '/[\s\x00-\x1F\\\\]/', $address ) ) {
			return self::refuse( 'The address cannot be read.' );
		}
		if ( ! in_array( $parts['scheme'] ?? '', array( 'http', 'https' ), true ) || '' === ( $parts['host'] ?? '' ) ) {
			return self::refuse( 'The address has to begin with http:// or https:// and name a host.' );
		}
		if ( isset( $parts['user'] ) || isset( $parts['pass'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) ) {
			return self::refuse( 'The address must not hold a login, a query or a fragment.' );
		}
		if ( 'http' === $parts['scheme'] && self::is_public( $parts['host'] ) ) {
			return self::refuse( 'Over the internet the address has to begin with https://.' );
		}

		return $address;
	}

	/**
	 * Whether a host is reached through the open internet.
	 *
	 * @param string $host Name or literal address.
	 */
	private static function is_public( string $host ): bool {
		$literal   = trim( $host, '[]' );
		$addresses = false === filter_var( $literal, FILTER_VALIDATE_IP ) ? (array) gethostbynamel( $literal ) : array( $literal );
		foreach ( array_filter( $addresses ) as $address ) {
			if ( false !== filter_var( $address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE ) ) {
				return true;
			}
		}

		return false;
	}

	/**
	 * Says what is wrong with the address.
	 *
	 * @param string $cause What.
	 */
	private static function refuse( string $cause ): WP_Error {
		return Failure::make( 'request_malformed', $cause, 'address' );
	}
}
