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
		return array_column( self::all(), 'title', 'name' )[ $name ] ?? $name;
	}

	/**
	 * What people call each provider that the image service named.
	 *
	 * @return list<array{name: string, title: string}>
	 */
	public static function all(): array {
		$stored    = get_option( SiteStates::OPTION );
		$providers = is_array( $stored ) ? (array) ( $stored['state']['providers'] ?? array() ) : array();

		return array_map(
			static fn ( array $provider ): array => array(
				'name'  => (string) $provider['name'],
				'title' => (string) $provider['title'],
			),
			array_values( $providers )
		);
	}
}
