<?php
/**
 * Runs the PHP that a test sends, inside a fully loaded WordPress. Only in the test hosts, which
 * answer on this machine alone, and only for whoever knows the token of this run.
 */

declare(strict_types=1);

add_action(
	'wp_loaded',
	static function (): void {
		$token = $_SERVER['HTTP_X_LIMNER_TEST_TOKEN'] ?? '';
		if ( '' === $token || ! hash_equals( '%TOKEN%', $token ) ) {
			return;
		}
		$code = (string) file_get_contents( 'php://input' );
		ob_start();
		try {
			$value  = ( static fn () => eval( $code ) )();
			$answer = array( 'value' => $value );
		} catch ( Throwable $error ) {
			$answer = array( 'error' => sprintf( '%s: %s at line %d of %s', $error::class, $error->getMessage(), $error->getLine(), $error->getFile() ) );
		}
		$answer['output'] = (string) ob_get_clean();
		header( 'Content-Type: application/json' );
		echo wp_json_encode( $answer );
		exit;
	},
	PHP_INT_MAX
);
