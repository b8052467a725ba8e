<?php
/**
 * An image as a REST answer.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use WP_HTTP_Response;
use WP_REST_Response;

/**
 * WordPress writes every REST answer as JSON; this one is served as it is.
 */
final class ImageResponse extends WP_REST_Response {

	/**
	 * An image.
	 *
	 * @param string $bytes      The bytes.
	 * @param string $media_type Found in the bytes, never taken from a header.
	 */
	public function __construct( private readonly string $bytes, private readonly string $media_type ) {
		parent::__construct( null, 200 );
	}

	/**
	 * Serves it: a filter on `rest_pre_serve_request`.
	 *
	 * @param bool             $served Whether another filter has answered.
	 * @param WP_HTTP_Response $result What the route gave.
	 */
	public static function serve( bool $served, WP_HTTP_Response $result ): bool {
		if ( $served || ! $result instanceof self ) {
			return $served;
		}
		header( 'Content-Type: ' . $result->media_type );
		header( 'Content-Length: ' . strlen( $result->bytes ) );
		header( 'X-Content-Type-Options: nosniff' );
		header( "Content-Security-Policy: default-src 'none'; sandbox" );
		header( 'Cross-Origin-Resource-Policy: same-origin' );
		header( 'Cache-Control: private, max-age=60' );
		header_remove( 'Expires' );
		// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- The bytes of an image, served as one.
		echo $result->bytes;

		return true;
	}
}
