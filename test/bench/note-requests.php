<?php
/**
 * Writes down when each request of the plugin's routes was answered, so that nobody has to ask the site all the
 * time while it is being measured; and can take the plugin's hooks out of a request, to measure the difference.
 */

declare(strict_types=1);

add_filter(
	'rest_post_dispatch',
	static function ( WP_REST_Response $response, WP_REST_Server $server, WP_REST_Request $request ): WP_REST_Response {
		if ( str_starts_with( $request->get_route(), '/limner/v1/' ) ) {
			$note = array(
				'route'  => $request->get_method() . ' ' . $request->get_route(),
				'status' => $response->get_status(),
				'began'  => $_SERVER['REQUEST_TIME_FLOAT'] * 1000,
				'ended'  => microtime( true ) * 1000,
			);
			file_put_contents( WP_CONTENT_DIR . '/bench-requests.jsonl', wp_json_encode( $note ) . "\n", FILE_APPEND | LOCK_EX );
		}
		return $response;
	},
	PHP_INT_MAX,
	3
);

/** All hooks but those of the plugin. */
function bench_hooks_without_plugin(): array {
	global $wp_filter;
	$hooks = array();
	foreach ( $wp_filter as $name => $hook ) {
		$hooks[ $name ] = clone $hook;
		foreach ( $hook->callbacks as $priority => $callbacks ) {
			foreach ( $callbacks as $callback ) {
				if ( bench_is_of_plugin( $callback['function'] ) ) {
					$hooks[ $name ]->remove_filter( $name, $callback['function'], $priority );
				}
			}
		}
	}
	return $hooks;
}

function bench_is_of_plugin( mixed $callback ): bool {
	if ( $callback instanceof Closure ) {
		$class = ( new ReflectionFunction( $callback ) )->getClosureScopeClass()?->getName() ?? '';
		return str_starts_with( $class, 'Limner\\' );
	}
	$class = is_array( $callback ) ? $callback[0] : $callback;
	return str_starts_with( ltrim( is_object( $class ) ? $class::class : (string) $class, '\\' ), 'Limner\\' );
}

add_action(
	'init',
	static function (): void {
		if ( isset( $_SERVER['HTTP_X_BENCH_WITHOUT_PLUGIN'] ) ) {
			$GLOBALS['wp_filter'] = bench_hooks_without_plugin();
		}
	},
	PHP_INT_MAX
);
