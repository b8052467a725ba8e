<?php
/**
 * How plugin and sidecar sign.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

/**
 * The signature of shared/src/contracts/signature.ts: HMAC-SHA256 over ten lines.
 */
final class Signature {

	/**
	 * Header names, in the form that WP_REST_Request::get_header() and HTTP both take.
	 */
	public const SITE        = 'x-limner-site';
	public const KEY         = 'x-limner-key';
	public const TIMESTAMP   = 'x-limner-timestamp';
	public const NONCE       = 'x-limner-nonce';
	public const HOME        = 'x-limner-home';
	public const ENVIRONMENT = 'x-limner-environment';
	public const SIGNATURE   = 'x-limner-signature';

	/**
	 * Every header of a signed request.
	 *
	 * @var list<string>
	 */
	public const HEADERS = array( self::SITE, self::KEY, self::TIMESTAMP, self::NONCE, self::HOME, self::ENVIRONMENT, self::SIGNATURE );

	/**
	 * Seconds that the two clocks may differ.
	 */
	public const CLOCK_TOLERANCE = 300;

	/**
	 * The signature in lower-case hex.
	 *
	 * @param string                $secret  32 raw bytes.
	 * @param array<string, string> $headers The headers above, without the signature.
	 * @param string                $method  HTTP method.
	 * @param string                $path    `/v1/…` with the query as sent, or `/limner/v1/…` without it.
	 * @param string                $body    The raw body.
	 */
	public static function make( string $secret, array $headers, string $method, string $path, string $body ): string {
		$lines = array(
			'limner-v1',
			$headers[ self::SITE ],
			$headers[ self::KEY ],
			$headers[ self::TIMESTAMP ],
			$headers[ self::NONCE ],
			strtoupper( $method ),
			$path,
			hash( 'sha256', $body ),
			$headers[ self::HOME ],
			$headers[ self::ENVIRONMENT ],
		);

		return hash_hmac( 'sha256', implode( "\n", $lines ), $secret );
	}
}
