<?php
/**
 * The body of an upload.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\Contracts\Validator;
use Limner\REST\Failure;
use WP_Error;

/**
 * Reads the binary form that uploadHeadSchema describes: four bytes with the head's length (big endian), the head as
 * JSON, then the bytes of the included files one after the other.
 *
 * @phpstan-type FileHead array{size: string, width: int, height: int, media_type: string, byte_length: int, sha256: string, included: bool}
 * @phpstan-type Head array{attempt_id: string, candidate_id: string, slot_id: string, post_id: int, rendition: string, approved_by: int, file_stem: string, title: string, alt: string, caption: string, focal_point: array{x: float, y: float}, files: list<FileHead>, record: array<string, mixed>}
 */
final class UploadBody {

	private const LONGEST_HEAD = 262144;

	/**
	 * A body that was read.
	 *
	 * @param Head                  $head  What it says about itself.
	 * @param array<string, string> $bytes The included files' bytes, by size. Their sha256 fits.
	 */
	private function __construct( public readonly array $head, public readonly array $bytes ) {}

	/**
	 * Reads a body.
	 *
	 * @param string    $body      The raw bytes.
	 * @param Validator $validator Checks the head.
	 * @return self|WP_Error `upload_incomplete` where bytes are missing, `upload_rejected` where they are others.
	 */
	public static function read( string $body, Validator $validator ): self|WP_Error {
		$length = strlen( $body ) < 4 ? 0 : (int) ( unpack( 'N', $body )[1] ?? 0 );
		if ( 0 === $length || $length > self::LONGEST_HEAD ) {
			return Failure::make( 'request_malformed', 'The body does not begin with the length of a head.', 'upload-head' );
		}
		if ( strlen( $body ) < 4 + $length ) {
			return self::incomplete( 4 + $length - strlen( $body ) );
		}

		$head = $validator->decode( substr( $body, 4, $length ), 'upload-head' );
		if ( is_wp_error( $head ) ) {
			return $head;
		}
		$sizes = array_column( $head['files'], 'size' );
		if ( array_unique( $sizes ) !== $sizes || ! in_array( 'full', $sizes, true ) ) {
			return Failure::make( 'request_malformed', 'The head names a size twice, or no full size.', 'upload-head' );
		}

		return self::split( $head, $body, 4 + $length );
	}

	/**
	 * Says which sizes the upload has, and which of them came.
	 *
	 * @param string $size The size.
	 * @return FileHead|null
	 */
	public function file( string $size ): ?array {
		return array_column( $this->head['files'], null, 'size' )[ $size ] ?? null;
	}

	/**
	 * What all requests of one upload have in common: the head without what was included this time.
	 */
	public function head_sha256(): string {
		$head = $this->head;
		foreach ( array_keys( $head['files'] ) as $position ) {
			unset( $head['files'][ $position ]['included'] );
		}

		return hash( 'sha256', (string) wp_json_encode( $head ) );
	}

	/**
	 * Cuts the included files out of the body.
	 *
	 * @param array<string, mixed> $head   The head.
	 * @param string               $body   The raw bytes.
	 * @param int                  $offset Where the first file begins.
	 */
	private static function split( array $head, string $body, int $offset ): self|WP_Error {
		/**
		 * The contract checked it.
		 *
		 * @var Head $head
		 */
		$included = array_filter( $head['files'], static fn ( array $file ): bool => $file['included'] );
		$expected = $offset + array_sum( array_column( $included, 'byte_length' ) );
		if ( strlen( $body ) < $expected ) {
			return self::incomplete( $expected - strlen( $body ) );
		}
		if ( strlen( $body ) > $expected ) {
			return Failure::make( 'upload_rejected', 'More bytes came than the head names.', 'body' );
		}

		$bytes = array();
		foreach ( $included as $file ) {
			$bytes[ $file['size'] ] = substr( $body, $offset, $file['byte_length'] );
			$offset                += $file['byte_length'];
			if ( hash( 'sha256', $bytes[ $file['size'] ] ) !== $file['sha256'] ) {
				return Failure::make( 'upload_incomplete', "The bytes of {$file['size']} have another sha256 than the head says.", $file['size'] );
			}
		}

		return new self( $head, $bytes );
	}

	/**
	 * Bytes are missing.
	 *
	 * @param int $missing How many.
	 */
	private static function incomplete( int $missing ): WP_Error {
		return Failure::make( 'upload_incomplete', "The body ends {$missing} bytes too early.", 'body', $missing );
	}
}
