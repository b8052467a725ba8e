<?php
/**
 * The names of providers.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use Limner\Sidecar\SiteStates;

/**
 * Calls a provider as people do: by the title that the image service gave it.
 */
final class ProviderNames {

	/**
	 * What people call a provider; one that the image service never named keeps its own name.
	 *
	 * @param string $name Such as `openai`.
	 */
	public static function of( string $name ): string {
		$stored    = get_option( SiteStates::OPTION );
		$providers = is_array( $stored ) ? (array) ( $stored['state']['providers'] ?? array() ) : array();

		return (string) ( array_column( $providers, 'title', 'name' )[ $name ] ?? $name );
	}
}
