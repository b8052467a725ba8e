<?php
/**
 * Files in the uploads folder.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\REST\Failure;
use WP_Error;

/**
 * Writes files and reads them back: a full disk shows only there. Names are made here, and never taken from outside
 * but for words that a pattern allows.
 */
final class ImageFiles {

	/**
	 * Reserves a name for the full size, as an empty file.
	 *
	 * @param string $stem       Words for the name.
	 * @param string $media_type The image's format.
	 * @return string|WP_Error Full path.
	 */
	public function reserve( string $stem, string $media_type ): string|WP_Error {
		$uploads = wp_upload_dir();
		if ( false !== $uploads['error'] ) {
			return Failure::make( 'internal', (string) $uploads['error'], 'uploads' );
		}
		$extension = ImageInspector::EXTENSIONS[ $media_type ];
		for ( $try = 0; $try < 20; $try++ ) {
			$path = $uploads['path'] . '/' . wp_unique_filename( $uploads['path'], "{$stem}.{$extension}" );
			// Two requests can be told the same free name. Only one of them can make the file.
			$handle = $this->open( $path, 'xb' );
			if ( false !== $handle ) {
				return $this->close( $handle ) ? $path : $this->no_room( $path, 1 );
			}
			if ( ! file_exists( $path ) ) {
				break;
			}
		}

		return $this->no_room( $uploads['path'], 1 );
	}

	/**
	 * The name of a sub-size beside its full size.
	 *
	 * @param string     $full_path The full size's path.
	 * @param string     $size      The sub-size's name.
	 * @param array|null $file      What the head says about it.
	 * @phpstan-param array{width: int, height: int, media_type: string, ...}|null $file
	 */
	public function sub_size_path( string $full_path, string $size, ?array $file ): string {
		$base      = substr( $full_path, 0, -1 - strlen( pathinfo( $full_path, PATHINFO_EXTENSION ) ) );
		$extension = ImageInspector::EXTENSIONS[ $file['media_type'] ?? '' ] ?? pathinfo( $full_path, PATHINFO_EXTENSION );
		$width     = $file['width'] ?? 0;
		$height    = $file['height'] ?? 0;
		$path      = "{$base}-{$width}x{$height}.{$extension}";

		// Two sizes of the same dimensions can be cut in different ways.
		return file_exists( $path ) ? "{$base}-" . substr( md5( $size ), 0, 6 ) . "-{$width}x{$height}.{$extension}" : $path;
	}

	/**
	 * Writes a file and makes sure that it is there, whole.
	 *
	 * @param string $path   Full path.
	 * @param string $bytes  What to write.
	 * @param string $sha256 What to find there afterwards.
	 * @return true|WP_Error `disk_full` where it did not fit.
	 */
	public function write( string $path, string $bytes, string $sha256 ): bool|WP_Error {
		$handle = $this->open( $path, 'wb' );
		if ( false === $handle ) {
			return $this->no_room( $path, strlen( $bytes ) );
		}
		// phpcs:ignore WordPress.WP.AlternativeFunctions.file_system_read_fwrite, WordPress.PHP.NoSilencedErrors.Discouraged -- WP_Filesystem may be FTP and does not tell a short write; a full disk is answered below.
		$written = @fwrite( $handle, $bytes );
		$closed  = $this->close( $handle );
		if ( strlen( $bytes ) !== $written || ! $closed || ! $this->is_whole( $path, $sha256 ) ) {
			return $this->no_room( $path, strlen( $bytes ), true );
		}
		$this->give_permissions( $path );

		return true;
	}

	/**
	 * Whether a file is on the disk with the right bytes.
	 *
	 * @param string $path   Full path.
	 * @param string $sha256 Of all its bytes.
	 */
	public function is_whole( string $path, string $sha256 ): bool {
		clearstatcache( true, $path );

		return is_file( $path ) && hash_file( 'sha256', $path ) === $sha256;
	}

	/**
	 * Removes files. What is not there is fine.
	 *
	 * @param array<string> $paths Full paths.
	 */
	public function remove( array $paths ): void {
		foreach ( $paths as $path ) {
			if ( '' !== $path && file_exists( $path ) ) {
				wp_delete_file( $path );
			}
		}
	}

	/**
	 * As WordPress does with its own: the folder's permissions without execution.
	 *
	 * @param string $path Full path.
	 */
	private function give_permissions( string $path ): void {
		$folder = stat( dirname( $path ) );
		if ( false !== $folder ) {
			// phpcs:ignore WordPress.WP.AlternativeFunctions.file_system_operations_chmod, WordPress.PHP.NoSilencedErrors.Discouraged -- Some hosts forbid it; the file is readable to the web server anyway.
			@chmod( $path, $folder['mode'] & 0000666 );
		}
	}

	/**
	 * Opens a file.
	 *
	 * @param string $path Full path.
	 * @param string $mode As fopen() has it.
	 * @return resource|false
	 */
	private function open( string $path, string $mode ) {
		// phpcs:ignore WordPress.WP.AlternativeFunctions.file_system_read_fopen, WordPress.PHP.NoSilencedErrors.Discouraged -- WP_Filesystem cannot create exclusively; failure is answered by the caller.
		return @fopen( $path, $mode );
	}

	/**
	 * Closes a file. What was buffered is written now, so this, too, can fail on a full disk.
	 *
	 * @param resource $handle The file.
	 */
	private function close( $handle ): bool {
		// phpcs:ignore WordPress.WP.AlternativeFunctions.file_system_read_fclose, WordPress.PHP.NoSilencedErrors.Discouraged -- See open().
		return @fclose( $handle );
	}

	/**
	 * Why a file could not be written: no room, or no permission.
	 *
	 * @param string $path     Full path.
	 * @param int    $needed   Bytes.
	 * @param bool   $was_open Whether writing had begun; then it can only be room.
	 */
	private function no_room( string $path, int $needed, bool $was_open = false ): WP_Error {
		$folder = is_dir( $path ) ? $path : dirname( $path );
		$free   = function_exists( 'disk_free_space' ) ? disk_free_space( $folder ) : false;
		if ( $was_open || ( false !== $free && $free < $needed + 4096 ) ) {
			return Failure::make( 'disk_full', 'The file could not be written whole into ' . wp_basename( $folder ) . '.', 'uploads', $needed );
		}

		return Failure::make( 'internal', 'The uploads folder cannot be written to.', 'uploads' );
	}
}
