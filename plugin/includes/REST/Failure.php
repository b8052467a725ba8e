<?php
/**
 * Limner's errors in PHP.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use Limner\Contracts\Contracts;
use WP_Error;

/**
 * Makes a WP_Error from one of the closed codes, and reads one back. Its code is `limner_<code>`, its message the
 * sentence for people, its data `{status, title, action, error}` with `error` as errorInfoSchema has it.
 *
 * @phpstan-type ErrorInfo array{code: string, retryable: bool, cause: string, charged: 'no'|'unknown'|'yes', subject: string, amount: int|null, budget?: array{whose: string, resets_on: string|null}}
 */
final class Failure {

	/**
	 * An error of this side. Nothing is ever charged here.
	 *
	 * @param string   $code    A code of error-codes.json.
	 * @param string   $cause   Technical and short; never shown as markup.
	 * @param string   $subject The field, setting, person or limit that the sentence names.
	 * @param int|null $amount  Seconds, bytes or micro-dollars that the sentence names.
	 */
	public static function make( string $code, string $cause, string $subject = '', ?int $amount = null ): WP_Error {
		return self::from_info(
			array(
				'code'      => $code,
				'retryable' => Contracts::error_codes()[ $code ]['retryable'],
				'cause'     => mb_substr( $cause, 0, 1000 ),
				'charged'   => 'no',
				'subject'   => mb_substr( $subject, 0, 300 ),
				'amount'    => $amount,
			)
		);
	}

	/**
	 * The same for an error that the sidecar answered with.
	 *
	 * @param ErrorInfo $info What went wrong.
	 */
	public static function from_info( array $info ): WP_Error {
		$message = Messages::for_error( $info );

		return new WP_Error(
			'limner_' . $info['code'],
			$message['text'],
			array(
				'status' => Contracts::error_codes()[ $info['code'] ]['status'],
				'title'  => $message['title'],
				'action' => $message['action'],
				'error'  => $info,
			)
		);
	}

	/**
	 * What one of our errors carries; an error of WordPress or of another plugin becomes `internal`.
	 *
	 * @param WP_Error $error Any error.
	 * @return ErrorInfo
	 */
	public static function info( WP_Error $error ): array {
		$data = $error->get_error_data();
		if ( is_array( $data ) && isset( $data['error'] ) && str_starts_with( (string) $error->get_error_code(), 'limner_' ) ) {
			return $data['error'];
		}

		return self::info( self::make( 'internal', $error->get_error_code() . ': ' . $error->get_error_message() ) );
	}

	/**
	 * The code without `limner_`.
	 *
	 * @param WP_Error $error One of our errors.
	 */
	public static function code( WP_Error $error ): string {
		return self::info( $error )['code'];
	}
}
