<?php
/**
 * Looks whether bytes are the image that they say they are.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

/**
 * Trusts neither names nor headers: the format's own marks at the beginning and the end, and its own dimensions.
 */
final class ImageInspector {

	/**
	 * The formats that Limner stores, with their file extension.
	 */
	public const EXTENSIONS = array(
		'image/webp' => 'webp',
		'image/jpeg' => 'jpg',
		'image/png'  => 'png',
		'image/avif' => 'avif',
	);

	/**
	 * The format that the bytes are in, whole and with nothing after their end; null where they are none of the four.
	 *
	 * @param string $bytes A file's bytes.
	 */
	public function media_type( string $bytes ): ?string {
		foreach ( array_keys( self::EXTENSIONS ) as $media_type ) {
			if ( $this->is_whole( $bytes, $media_type ) ) {
				return $media_type;
			}
		}

		return null;
	}

	/**
	 * What speaks against storing a file; null where nothing does.
	 *
	 * @param string $bytes      The bytes.
	 * @param string $media_type What they are said to be.
	 * @param int    $width      How wide they are said to be, in pixels.
	 * @param int    $height     How high.
	 */
	public function objection( string $bytes, string $media_type, int $width, int $height ): ?string {
		if ( $this->media_type( $bytes ) !== $media_type ) {
			return "The bytes are not one whole {$media_type} file.";
		}
		// An image's own text cannot be told from code by its form, so none may say that it is PHP.
		if ( false !== stripos( $bytes, '<?php' ) || false !== stripos( $bytes, '<script' ) ) {
			return 'The image carries code.';
		}

		return $this->dimension_objection( $bytes, $media_type, $width, $height );
	}

	/**
	 * Compares the dimensions in the file with those that were said.
	 *
	 * @param string $bytes      The bytes.
	 * @param string $media_type Their format.
	 * @param int    $width      Expected.
	 * @param int    $height     Expected.
	 */
	private function dimension_objection( string $bytes, string $media_type, int $width, int $height ): ?string {
		$size = getimagesizefromstring( $bytes );
		if ( 'image/avif' === $media_type && ( false === $size || 0 === $size[0] ) ) {
			// PHP 8.1 knows AVIF files, but not how large they are.
			$size = $this->avif_dimensions( $bytes );
		}
		if ( false === $size ) {
			return 'The image has no readable header.';
		}

		return $size[0] === $width && $size[1] === $height ? null : "The image is {$size[0]} × {$size[1]}, not {$width} × {$height}.";
	}

	/**
	 * Whether the bytes begin and end as the format wants.
	 *
	 * @param string $bytes      The bytes.
	 * @param string $media_type The format.
	 */
	private function is_whole( string $bytes, string $media_type ): bool {
		$length = strlen( $bytes );
		if ( $length < 20 ) {
			return false;
		}

		return match ( $media_type ) {
			'image/webp' => str_starts_with( $bytes, 'RIFF' ) && 'WEBP' === substr( $bytes, 8, 4 ) && ( unpack( 'V', $bytes, 4 )[1] ?? 0 ) + 8 === $length,
			'image/jpeg' => str_starts_with( $bytes, "\xFF\xD8\xFF" ) && str_ends_with( $bytes, "\xFF\xD9" ),
			'image/png'  => str_starts_with( $bytes, "\x89PNG\r\n\x1A\n" ) && str_ends_with( $bytes, "IEND\xAE\x42\x60\x82" ),
			'image/avif' => $this->is_whole_avif( $bytes ),
			default      => false,
		};
	}

	/**
	 * An AVIF file is a row of boxes, each with its length in front: the first says "avif", the last ends the file.
	 *
	 * @param string $bytes The bytes.
	 */
	private function is_whole_avif( string $bytes ): bool {
		if ( 'ftyp' !== substr( $bytes, 4, 4 ) || ! in_array( substr( $bytes, 8, 4 ), array( 'avif', 'avis', 'mif1' ), true ) ) {
			return false;
		}
		$offset = 0;
		$length = strlen( $bytes );
		while ( $offset + 8 <= $length ) {
			$box = (int) ( unpack( 'N', $bytes, $offset )[1] ?? 0 );
			if ( $box < 8 ) {
				return false;
			}
			$offset += $box;
		}

		return $offset === $length;
	}

	/**
	 * Width and height from the first image property that tells them (`ispe`).
	 *
	 * @param string $bytes A whole AVIF file.
	 * @return array{int, int}|false
	 */
	private function avif_dimensions( string $bytes ): array|false {
		$position = strpos( $bytes, 'ispe' );
		if ( false === $position || strlen( $bytes ) < $position + 16 ) {
			return false;
		}
		$size = unpack( 'Nwidth/Nheight', $bytes, $position + 8 );

		return false === $size ? false : array( (int) $size['width'], (int) $size['height'] );
	}
}
