<?php
/**
 * The contracts between editor, plugin and sidecar.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Contracts;

use RuntimeException;

/**
 * Reads the generated JSON Schemas of plugin/contracts, each once a request.
 */
final class Contracts {

	/**
	 * What was read, by name.
	 *
	 * @var array<string, array<string, mixed>>
	 */
	private static array $read = array();

	/**
	 * A schema for rest_validate_value_from_schema().
	 *
	 * @param string $name File name without extension, e.g. `upload-head`.
	 * @return array<string, mixed>
	 * @throws RuntimeException When the plugin's own files are incomplete.
	 */
	public static function schema( string $name ): array {
		self::$read[ $name ] ??= self::with_exact_ends( self::read( $name ) );

		return self::$read[ $name ];
	}

	/**
	 * Every way in which Limner can fail.
	 *
	 * @return array<string, array{status: int, retryable: bool}>
	 * @throws RuntimeException When the plugin's own files are incomplete.
	 */
	public static function error_codes(): array {
		/**
		 * Generated from ERROR_CODES.
		 *
		 * @var array<string, array{status: int, retryable: bool}> $codes
		 */
		$codes = self::$read['error-codes'] ??= self::read( 'error-codes' );

		return $codes;
	}

	/**
	 * A file of plugin/contracts.
	 *
	 * @param string $name File name without extension.
	 * @return array<string, mixed>
	 * @throws RuntimeException When it is not there or is not JSON.
	 */
	private static function read( string $name ): array {
		$schema = wp_json_file_decode( dirname( LIMNER_FILE ) . "/contracts/{$name}.json", array( 'associative' => true ) );
		if ( ! is_array( $schema ) ) {
			throw new RuntimeException( esc_html( "The plugin's file contracts/{$name}.json is missing or damaged." ) );
		}

		return $schema;
	}

	/**
	 * In PHP a pattern's `$` also allows a line break at the very end; in JavaScript it does not.
	 *
	 * @param array<string, mixed> $schema A schema or a part of one.
	 * @return array<string, mixed>
	 */
	private static function with_exact_ends( array $schema ): array {
		foreach ( $schema as $key => $value ) {
			if ( 'pattern' === $key && is_string( $value ) && str_ends_with( $value, '$' ) ) {
				$schema[ $key ] = substr( $value, 0, -1 ) . '\z';
			} elseif ( is_array( $value ) ) {
				$schema[ $key ] = self::with_exact_ends( $value );
			}
		}

		return $schema;
	}
}
