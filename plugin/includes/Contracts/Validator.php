<?php
/**
 * Validates what crosses the border.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Contracts;

use Limner\REST\Failure;
use WP_Error;

/**
 * Says the same about a value as zod does on the other side.
 */
final class Validator {

	/**
	 * Whether a decoded value (associative arrays) fits a contract.
	 *
	 * @param mixed  $value  The value.
	 * @param string $schema The contract's name, e.g. `plan`.
	 * @return true|WP_Error The error's message names the field.
	 */
	public function check( mixed $value, string $schema ): bool|WP_Error {
		$shape = Contracts::schema( $schema );
		$valid = rest_validate_value_from_schema( $value, $shape, $schema );
		if ( is_wp_error( $valid ) ) {
			return $valid;
		}

		// WordPress lets "3" pass for 3 and "a,b" for a list. Sanitising shows it, as the value comes out as another.
		$sanitized = rest_sanitize_value_from_schema( $value, $shape, $schema );
		if ( is_wp_error( $sanitized ) ) {
			return $sanitized;
		}
		if ( ! $this->is_same( $value, $sanitized ) ) {
			return new WP_Error( 'rest_invalid_type', "{$schema} holds a value of another type." );
		}

		return $this->check_lengths( $value, $shape, $schema );
	}

	/**
	 * Decodes a JSON text and checks it.
	 *
	 * @param string $json   The text.
	 * @param string $schema The contract's name.
	 * @return array<mixed>|WP_Error `request_malformed` or `prompt_too_long`, naming the field.
	 */
	public function decode( string $json, string $schema ): array|WP_Error {
		$value = json_decode( $json, true, 32 );
		if ( ! is_array( $value ) ) {
			return Failure::make( 'request_malformed', 'The body is not a JSON object: ' . json_last_error_msg(), $schema );
		}

		$valid = $this->check( $value, $schema );
		if ( is_wp_error( $valid ) ) {
			// The one misfit that a person can mend by writing less.
			$code = 'rest_too_long' === $valid->get_error_code() && str_contains( $valid->get_error_message(), '[prompt]' ) ? 'prompt_too_long' : 'request_malformed';

			return Failure::make( $code, $valid->get_error_message(), $schema );
		}

		return $value;
	}

	/**
	 * Identical, but for whole numbers that PHP writes as float and the other way round.
	 *
	 * @param mixed $left  A value.
	 * @param mixed $right Another.
	 */
	private function is_same( mixed $left, mixed $right ): bool {
		if ( ! is_array( $left ) || ! is_array( $right ) ) {
			$both_numbers = ( is_int( $left ) || is_float( $left ) ) && ( is_int( $right ) || is_float( $right ) );

			return $both_numbers ? (float) $left === (float) $right : $left === $right;
		}
		if ( count( $left ) !== count( $right ) ) {
			return false;
		}
		foreach ( $left as $key => $value ) {
			if ( ! array_key_exists( $key, $right ) || ! $this->is_same( $value, $right[ $key ] ) ) {
				return false;
			}
		}

		return true;
	}

	/**
	 * WordPress counts characters, JavaScript UTF-16 units: an emoji is one there and two here.
	 *
	 * @param mixed                $value  The value, known to fit but for this.
	 * @param array<string, mixed> $schema Its schema.
	 * @param string               $name   The field's name.
	 * @return true|WP_Error
	 */
	private function check_lengths( mixed $value, array $schema, string $name ): bool|WP_Error {
		foreach ( $schema['anyOf'] ?? array() as $choice ) {
			if ( true === rest_validate_value_from_schema( $value, $choice, $name ) ) {
				return $this->check_lengths( $value, $choice, $name );
			}
		}
		if ( is_string( $value ) && isset( $schema['maxLength'] ) && $this->utf16_length( $value ) > $schema['maxLength'] ) {
			return new WP_Error( 'rest_too_long', "{$name} is longer than {$schema['maxLength']} UTF-16 units." );
		}
		if ( ! is_array( $value ) ) {
			return true;
		}
		foreach ( $value as $key => $item ) {
			$item_schema = $schema['items'] ?? $schema['properties'][ $key ] ?? array();
			$valid       = $this->check_lengths( $item, $item_schema, "{$name}[{$key}]" );
			if ( is_wp_error( $valid ) ) {
				return $valid;
			}
		}

		return true;
	}

	/**
	 * How long JavaScript says that a text is.
	 *
	 * @param string $text UTF-8.
	 */
	private function utf16_length( string $text ): int {
		$four_byte_characters = preg_match_all( '/[\xF0-\xF4]/', $text );

		return mb_strlen( $text, 'UTF-8' ) + (int) $four_byte_characters;
	}
}
