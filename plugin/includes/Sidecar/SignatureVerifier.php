<?php
/**
 * Lets only the connected sidecar in.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use Limner\REST\Failure;
use WP_Error;
use WP_REST_Request;

/**
 * The permission callback of every signed route.
 */
final class SignatureVerifier {

	/**
	 * Verifies against what the connection knows.
	 *
	 * @param Connection   $connection Keys and site id.
	 * @param SiteIdentity $identity   Who the site is now.
	 * @param Nonces       $nonces     What came before.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly SiteIdentity $identity,
		private readonly Nonces $nonces
	) {}

	/**
	 * Whether a request comes from the sidecar, now, for this site, for the first time.
	 *
	 * @param WP_REST_Request<array<string, mixed>> $request The request.
	 * @return true|WP_Error
	 */
	public function verify( WP_REST_Request $request ): bool|WP_Error {
		$headers = $this->headers( $request );
		if ( null === $headers ) {
			return Failure::make( 'signature_missing', 'A header of the signature is missing or malformed.' );
		}

		$secret = $this->connection->secret_of( $headers[ Signature::KEY ] );
		if ( null === $secret || ! hash_equals( $this->connection->site_id(), $headers[ Signature::SITE ] ) ) {
			return Failure::make( 'site_unknown', 'This site has no such id or key.' );
		}

		// Null where the request was made inside WordPress, as core does for the parts of a batch.
		$body     = (string) $request->get_body();
		$expected = Signature::make( $secret, $headers, $request->get_method(), $request->get_route(), $body );
		if ( ! hash_equals( $expected, $headers[ Signature::SIGNATURE ] ) ) {
			return Failure::make( 'signature_wrong', 'The signature does not fit the request.' );
		}

		return $this->verify_occasion( $headers );
	}

	/**
	 * Of a request whose signature fits: whether it is meant for now and for this site.
	 *
	 * @param array<string, string> $headers The headers of the signature.
	 * @return true|WP_Error
	 */
	private function verify_occasion( array $headers ): bool|WP_Error {
		$difference = time() - (int) $headers[ Signature::TIMESTAMP ];
		if ( abs( $difference ) > Signature::CLOCK_TOLERANCE ) {
			$direction = $difference > 0 ? 'behind' : 'ahead of';

			return Failure::make(
				'signature_expired',
				sprintf( 'The request\'s clock is %d seconds %s this site\'s.', abs( $difference ), $direction ),
				'',
				abs( $difference )
			);
		}

		$is_this_site = $headers[ Signature::HOME ] === $this->identity->home_url()
			&& $headers[ Signature::ENVIRONMENT ] === $this->identity->environment();
		if ( ! $is_this_site || $this->connection->is_moved_or_copied() ) {
			return Failure::make( 'site_moved_or_copied', 'The request is for another home URL or environment.', $headers[ Signature::HOME ] );
		}

		if ( ! $this->nonces->take( $headers[ Signature::KEY ], $headers[ Signature::NONCE ] ) ) {
			return Failure::make( 'signature_replayed', 'The nonce was used before.' );
		}

		return true;
	}

	/**
	 * The headers of the signature, or null where one is missing or has another form.
	 *
	 * @param WP_REST_Request<array<string, mixed>> $request The request.
	 * @return array<string, string>|null
	 */
	private function headers( WP_REST_Request $request ): ?array {
		$headers = array();
		foreach ( Signature::HEADERS as $name ) {
			$value = (string) $request->get_header( $name );
			if ( '' === $value || 1 === preg_match( '/[\r\n]/', $value ) ) {
				return null;
			}
			$headers[ $name ] = $value;
		}
		$well_formed = 1 === preg_match( '/\A[0-9]{1,12}\z/', $headers[ Signature::TIMESTAMP ] )
			&& 1 === preg_match( '/\A[A-Za-z0-9_-]{16,64}\z/', $headers[ Signature::NONCE ] )
			&& 1 === preg_match( '/\A[0-9a-f]{64}\z/', $headers[ Signature::SIGNATURE ] );

		return $well_formed ? $headers : null;
	}
}
