<?php
/**
 * Pretty permalinks for PHP's own web server: files and folders that exist are served as they are,
 * everything else goes to WordPress.
 */

declare(strict_types=1);

$path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
$file = $_SERVER['DOCUMENT_ROOT'] . $path;

if ( is_file( $file ) ) {
	return false;
}
if ( '/' !== $path && is_dir( $file ) && is_file( rtrim( $file, '/' ) . '/index.php' ) ) {
	if ( ! str_ends_with( $path, '/' ) ) {
		header( "Location: {$path}/", true, 301 );
		return true;
	}
	return false;
}

// The blogs of a network in folders share WordPress's own files, as the rewrite rules of a network say.
$script = '/index.php';
if ( 1 === preg_match( '#^/[a-z0-9-]+(/wp-(?:content|admin|includes)/.*|/[a-z-]+\.php)$#', $path, $below_blog ) ) {
	$shared = str_ends_with( $below_blog[1], '/' ) ? "{$below_blog[1]}index.php" : $below_blog[1];
	if ( is_file( $_SERVER['DOCUMENT_ROOT'] . $shared ) ) {
		$script = $shared;
	}
}
if ( ! str_ends_with( $script, '.php' ) ) {
	$types = array(
		'css' => 'text/css',
		'js'  => 'text/javascript',
		'svg' => 'image/svg+xml',
	);
	$file  = $_SERVER['DOCUMENT_ROOT'] . $script;
	header( 'Content-Type: ' . ( $types[ pathinfo( $file, PATHINFO_EXTENSION ) ] ?? mime_content_type( $file ) ) );
	readfile( $file );
	return true;
}

$_SERVER['SCRIPT_NAME']     = $script;
$_SERVER['PHP_SELF']        = $script;
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . $script;
chdir( dirname( $_SERVER['SCRIPT_FILENAME'] ) );
require $_SERVER['SCRIPT_FILENAME'];
