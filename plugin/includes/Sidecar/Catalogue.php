<?php
/**
 * What the image service can make images with.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use WP_Error;

/**
 * Providers, models and templates as the sidecar lists them (providerListSchema, modelListSchema, templateListSchema).
 * The newest answer of each is kept for a day: settings can be read and saved while the sidecar does not answer.
 */
final class Catalogue {

	private const MEMORY = 'limner_catalogue_';

	/**
	 * Seconds that somebody waits for a settings page at most, for each list.
	 */
	private const PATIENCE = 4.0;

	/**
	 * A catalogue is one sidecar's.
	 *
	 * @param Client $client Asks.
	 */
	public function __construct( private readonly Client $client ) {}

	/**
	 * Every provider, in the order in which people see them.
	 *
	 * @return array{list: list<array<string, mixed>>, error: WP_Error|null} With an error, what was last known.
	 */
	public function providers(): array {
		return $this->read( 'providers', 'provider-list', '/v1/providers' );
	}

	/**
	 * Every model that makes images from words and is still offered, also those of providers that are not set up.
	 *
	 * @return array{list: list<array<string, mixed>>, error: WP_Error|null} With an error, what was last known.
	 */
	public function models(): array {
		return $this->read( 'models', 'model-list', '/v1/models?operation=generate' );
	}

	/**
	 * Every template.
	 *
	 * @return array{list: list<array<string, mixed>>, error: WP_Error|null} With an error, what was last known.
	 */
	public function templates(): array {
		return $this->read( 'templates', 'template-list', '/v1/templates' );
	}

	/**
	 * Which model a policy takes today, and at what price (policyChoiceSchema).
	 *
	 * @param array<string, mixed> $policy As Options::policy() makes it.
	 * @return array<string, mixed>|WP_Error
	 */
	public function choice( array $policy ): array|WP_Error {
		return $this->client->ask( 'policy-choice', 'POST', '/v1/choice', array( 'policy' => $policy ), self::PATIENCE );
	}

	/**
	 * A list as it was last known. Asks nobody.
	 *
	 * @param string $name providers, models or templates.
	 * @return list<array<string, mixed>> Empty before the first answer.
	 */
	public static function last_known( string $name ): array {
		$known = get_transient( self::MEMORY . $name );

		return is_array( $known ) ? array_values( $known ) : array();
	}

	/**
	 * Forgets what another sidecar said.
	 */
	public static function forget(): void {
		foreach ( array( 'providers', 'models', 'templates' ) as $name ) {
			delete_transient( self::MEMORY . $name );
		}
	}

	/**
	 * Asks for a list and keeps it.
	 *
	 * @param string $name   Its field in the answer.
	 * @param string $schema The answer's contract.
	 * @param string $path   Where it is asked for.
	 * @return array{list: list<array<string, mixed>>, error: WP_Error|null}
	 */
	private function read( string $name, string $schema, string $path ): array {
		$answer = $this->client->ask( $schema, 'GET', $path, null, self::PATIENCE );
		if ( is_wp_error( $answer ) ) {
			return array(
				'list'  => self::last_known( $name ),
				'error' => $answer,
			);
		}
		set_transient( self::MEMORY . $name, $answer[ $name ], DAY_IN_SECONDS );

		return array(
			'list'  => array_values( $answer[ $name ] ),
			'error' => null,
		);
	}
}
