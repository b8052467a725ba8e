<?php
/**
 * Loads Limner's classes: Limner\Media\Uploads is includes/Media/Uploads.php.
 *
 * @package Limner
 */

declare( strict_types=1 );

spl_autoload_register(
	static function ( string $class_name ): void {
		if ( ! str_starts_with( $class_name, 'Limner\\' ) ) {
			return;
		}
		$file = __DIR__ . '/' . str_replace( '\\', '/', substr( $class_name, strlen( 'Limner\\' ) ) ) . '.php';
		if ( is_file( $file ) ) {
			require_once $file;
		}
	}
);
