<?php
/**
 * Reads what the address of a request says.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use WP_REST_Request;

/**
 * Only ever the address's own parts. `$request['post_id']` would let `?post_id=` and a body field overrule them, so
 * that one post is checked and another one used.
 */
final class UrlParameters {

	public const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

	/**
	 * The pattern of a route: `/posts/{post_id}/plan` → a regular expression with a group for each parameter.
	 *
	 * @param string $path As PLUGIN_ROUTES in the contracts writes it.
	 * @return non-falsy-string
	 */
	public static function pattern( string $path ): string {
		$pattern = str_replace( '{post_id}', '(?P<post_id>[1-9][0-9]{0,17})', $path );
		$pattern = (string) preg_replace( '/\{(name|rendition)\}/', '(?P<$1>desktop|mobile)', $pattern );

		return '/' . ltrim( (string) preg_replace( '/\{([a-z_]+)\}/', '(?P<$1>' . self::UUID . ')', $pattern ), '/' );
	}

	/**
	 * The post.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public static function post_id( WP_REST_Request $request ): int {
		return (int) ( $request->get_url_params()['post_id'] ?? 0 );
	}

	/**
	 * A uuid, or `desktop` or `mobile`. WordPress matches routes without regard to case; ids are lower case everywhere.
	 *
	 * @param WP_REST_Request $request The request.
	 * @param string          $name    The parameter.
	 */
	public static function text( WP_REST_Request $request, string $name ): string {
		return strtolower( trim( (string) ( $request->get_url_params()[ $name ] ?? '' ) ) );
	}
}
