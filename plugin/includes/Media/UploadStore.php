<?php
/**
 * Takes finished images into the media library.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Media;

use Limner\REST\Failure;
use WP_Error;

/**
 * Stores an upload once, however often and in however many parts it comes. Used by the upload route and where the
 * plugin fetches images itself.
 *
 * @phpstan-import-type UploadRow from Uploads
 * @phpstan-type UploadResult array{attachment_id: int|null, url: string|null, missing: list<string>}
 */
final class UploadStore {

	/**
	 * Seconds that a request waits for another one that stores the same image.
	 */
	private const PATIENCE = 20.0;

	/**
	 * Among an upload's files: the name that was reserved for the full size.
	 */
	private const RESERVED = ' reserved';

	/**
	 * Storing takes a lock, files and an attachment.
	 *
	 * @param Authority      $authority   Who answers for it.
	 * @param Uploads        $uploads     Rows and locks.
	 * @param ImageInspector $inspector   Looks at the bytes.
	 * @param ImageFiles     $files       Writes them.
	 * @param Attachments    $attachments Makes the attachment.
	 */
	public function __construct(
		private readonly Authority $authority,
		private readonly Uploads $uploads,
		private readonly ImageInspector $inspector,
		private readonly ImageFiles $files,
		private readonly Attachments $attachments
	) {}

	/**
	 * Stores what came. Nothing is left half done: where it fails, the files of this upload are gone.
	 *
	 * @param UploadBody $body What came.
	 * @return UploadResult|WP_Error
	 */
	public function store( UploadBody $body ): array|WP_Error {
		$head    = $body->head;
		$granted = $this->authority->for_upload( $head['attempt_id'], $head['post_id'], $head['approved_by'] );
		if ( is_wp_error( $granted ) ) {
			return $granted;
		}
		$objection = $this->objection( $body );
		if ( null !== $objection ) {
			return Failure::make( 'upload_rejected', $objection, $head['rendition'] );
		}

		$former_user = get_current_user_id();
		wp_set_current_user( $granted['person_id'] );
		$writer = $this->wait_for_lock( $body );
		$result = is_string( $writer ) ? $this->store_locked( $body, $writer, $granted['person_id'] ) : $writer;
		if ( is_array( $result ) ) {
			$this->pair_twins( $head['attempt_id'] );
		}
		wp_set_current_user( $former_user );

		return $result;
	}

	/**
	 * Removes the files of uploads that never became whole.
	 */
	public function sweep(): void {
		foreach ( $this->uploads->abandoned() as $row ) {
			$writer = $this->uploads->take( $row['attempt_id'], $row['rendition'], $row['post_id'] );
			if ( null !== $writer ) {
				$this->files->remove( $row['files'] );
				$this->uploads->forget( $writer, $row );
			}
		}
	}

	/**
	 * What speaks against the bytes; null where nothing does.
	 *
	 * @param UploadBody $body What came.
	 */
	private function objection( UploadBody $body ): ?string {
		// Files for social media are what crawlers read, whatever the site's own format is.
		$own_files   = array_filter( $body->head['files'], static fn ( array $file ): bool => ! str_starts_with( $file['size'], SocialSizes::PREFIX ) );
		$media_types = array_unique( array_column( $own_files, 'media_type' ) );
		if ( count( $media_types ) > 1 ) {
			return 'The files of one image are of different formats.';
		}
		foreach ( $body->head['files'] as $file ) {
			if ( ! $file['included'] ) {
				continue;
			}
			$objection = $this->inspector->objection( $body->bytes[ $file['size'] ], $file['media_type'], $file['width'], $file['height'] );
			if ( null !== $objection ) {
				return "{$file['size']}: {$objection}";
			}
		}

		return null;
	}

	/**
	 * The lock; or the result, where another request stored the image meanwhile.
	 *
	 * @param UploadBody $body What came.
	 * @return string|UploadResult|WP_Error
	 */
	private function wait_for_lock( UploadBody $body ): string|array|WP_Error {
		$head     = $body->head;
		$deadline = microtime( true ) + self::PATIENCE;
		do {
			$row    = $this->uploads->find( $head['attempt_id'], $head['rendition'] );
			$result = $this->stored( $row );
			if ( null !== $result ) {
				return $result;
			}
			// Looking costs a read. Trying for the lock costs a write, for which others would have to wait.
			$writer = $row['is_locked'] ?? false ? null : $this->uploads->take( $head['attempt_id'], $head['rendition'], $head['post_id'] );
			if ( null !== $writer ) {
				return $writer;
			}
			usleep( 100000 );
		} while ( microtime( true ) < $deadline );

		return Failure::make( 'upload_incomplete', 'Another request is still storing this image.', 'lock' );
	}

	/**
	 * The steps, under the lock.
	 *
	 * @param UploadBody $body      What came.
	 * @param string     $writer    The lock's token.
	 * @param int        $person_id Who answers for it.
	 * @return UploadResult|WP_Error
	 */
	private function store_locked( UploadBody $body, string $writer, int $person_id ): array|WP_Error {
		$upload = array(
			'attempt_id' => $body->head['attempt_id'],
			'rendition'  => $body->head['rendition'],
		);

		$row    = $this->uploads->find( $upload['attempt_id'], $upload['rendition'] );
		$result = $this->stored( $row ) ?? $this->adopt( $writer, $upload );
		if ( null === $result ) {
			$paths  = $this->write_files( $body, $writer, $upload );
			$result = is_wp_error( $paths ) ? $paths : $this->finish( $body, $writer, $upload, $paths, $person_id );
		}

		if ( is_array( $result ) ) {
			$this->uploads->release( $writer, $upload );
		} elseif ( $this->uploads->write( $writer, $upload, array() ) ) {
			// Still ours, and not another writer's who has taken over.
			$row = $this->uploads->find( $upload['attempt_id'], $upload['rendition'] );
			$this->files->remove( $row['files'] ?? array() );
			$this->uploads->forget( $writer, $upload );
		}

		return $result;
	}

	/**
	 * Writes the files that came, beside those that came before.
	 *
	 * @param UploadBody                                   $body   What came.
	 * @param string                                       $writer The lock's token.
	 * @param array{attempt_id: string, rendition: string} $upload Which upload.
	 * @return array<string, string>|WP_Error Full path of every file that is there, by size.
	 */
	private function write_files( UploadBody $body, string $writer, array $upload ): array|WP_Error {
		$paths = $this->former_files( $body, $upload );
		$full  = $paths[ self::RESERVED ] ?? $this->reserve( $body );
		if ( is_wp_error( $full ) ) {
			return $full;
		}

		$paths[ self::RESERVED ] = $full;
		if ( ! $this->note( $body, $writer, $upload, $paths ) ) {
			$this->files->remove( array( $full ) );

			return $this->lost();
		}
		foreach ( $body->bytes as $size => $bytes ) {
			$file           = $body->file( (string) $size );
			$paths[ $size ] = 'full' === $size ? $full : $paths[ $size ] ?? $this->files->sub_size_path( $full, (string) $size, $file );
			$written        = $this->note( $body, $writer, $upload, $paths )
				? $this->files->write( $paths[ $size ], $bytes, $file['sha256'] ?? '' )
				: $this->lost();
			if ( is_wp_error( $written ) ) {
				return $written;
			}
		}

		return $paths;
	}

	/**
	 * Notes the files, before they are written, so that a sweep finds what a dead writer left.
	 *
	 * @param UploadBody                                   $body   What came.
	 * @param string                                       $writer The lock's token.
	 * @param array{attempt_id: string, rendition: string} $upload Which upload.
	 * @param array<string, string>                        $paths  Full paths by size.
	 */
	private function note( UploadBody $body, string $writer, array $upload, array $paths ): bool {
		return $this->uploads->write(
			$writer,
			$upload,
			array(
				'attachment_id' => 0,
				'files'         => $paths,
				'head_sha256'   => $body->head_sha256(),
			)
		);
	}

	/**
	 * The files that came before and are still there, whole. Those of an image that was made anew since then, or whose
	 * attachment somebody deleted, are of no use.
	 *
	 * @param UploadBody                                   $body   What came.
	 * @param array{attempt_id: string, rendition: string} $upload Which upload.
	 * @return array<string, string> Full paths by size.
	 */
	private function former_files( UploadBody $body, array $upload ): array {
		$row = $this->uploads->find( $upload['attempt_id'], $upload['rendition'] );
		if ( null === $row || 0 !== $row['attachment_id'] || $row['head_sha256'] !== $body->head_sha256() ) {
			$this->files->remove( $row['files'] ?? array() );

			return array();
		}

		return array_filter(
			$row['files'],
			fn ( string $path, int|string $size ): bool => self::RESERVED === $size || $this->files->is_whole( $path, $body->file( (string) $size )['sha256'] ?? '' ),
			ARRAY_FILTER_USE_BOTH
		);
	}

	/**
	 * Makes the attachment where every file is there.
	 *
	 * @param UploadBody                                   $body      What came.
	 * @param string                                       $writer    The lock's token.
	 * @param array{attempt_id: string, rendition: string} $upload    Which upload.
	 * @param array<string, string>                        $paths     Full path of every file, by size.
	 * @param int                                          $person_id Who answers for it.
	 * @return UploadResult|WP_Error
	 */
	private function finish( UploadBody $body, string $writer, array $upload, array $paths, int $person_id ): array|WP_Error {
		$missing = array_values( array_diff( array_column( $body->head['files'], 'size' ), array_map( 'strval', array_keys( $paths ) ) ) );
		if ( array() !== $missing ) {
			return array(
				'attachment_id' => null,
				'url'           => null,
				'missing'       => $missing,
			);
		}

		$attachment_id = $this->create_attachment( $body, $writer, $upload, $paths, $person_id );
		if ( is_wp_error( $attachment_id ) ) {
			return $attachment_id;
		}
		$this->attachments->announce( $attachment_id );

		return $this->result( $attachment_id );
	}

	/**
	 * Writes the attachment and the upload's row together or not at all.
	 *
	 * @param UploadBody                                   $body      What came.
	 * @param string                                       $writer    The lock's token.
	 * @param array{attempt_id: string, rendition: string} $upload    Which upload.
	 * @param array<string, string>                        $paths     Full path of every file, by size.
	 * @param int                                          $person_id Who answers for it.
	 */
	private function create_attachment( UploadBody $body, string $writer, array $upload, array $paths, int $person_id ): int|WP_Error {
		global $wpdb;

		// phpcs:disable WordPress.DB.DirectDatabaseQuery -- WordPress has no function for transactions.
		$wpdb->query( 'START TRANSACTION' );
		$attachment_id = $this->attachments->create( $body->head, $paths, $person_id );
		if ( is_wp_error( $attachment_id ) ) {
			$wpdb->query( 'ROLLBACK' );

			return Failure::make( 'internal', 'WordPress made no attachment: ' . $attachment_id->get_error_message() );
		}
		if ( ! $this->uploads->write( $writer, $upload, array( 'attachment_id' => $attachment_id ) ) ) {
			$wpdb->query( 'ROLLBACK' );
			clean_post_cache( $attachment_id );

			return $this->lost();
		}
		$wpdb->query( 'COMMIT' );
		// phpcs:enable

		return $attachment_id;
	}

	/**
	 * Reserves the name of the full size.
	 *
	 * @param UploadBody $body What came.
	 */
	private function reserve( UploadBody $body ): string|WP_Error {
		$total = (int) array_sum( array_column( $body->head['files'], 'byte_length' ) );
		if ( is_multisite() && get_upload_space_available() < $total ) {
			return Failure::make( 'disk_full', 'The upload space of this site in the network is used up.', 'uploads', $total );
		}

		return $this->files->reserve( $body->head['file_stem'], $body->head['files'][0]['media_type'] );
	}

	/**
	 * The result of an upload that is done.
	 *
	 * @param UploadRow|null $row Its row.
	 * @return UploadResult|null
	 */
	private function stored( ?array $row ): ?array {
		$attachment_id = $row['attachment_id'] ?? 0;

		return $this->attachments->exists( $attachment_id ) ? $this->result( $attachment_id ) : null;
	}

	/**
	 * Takes over the attachment of a writer that died before it could note it.
	 *
	 * @param string                                       $writer The lock's token.
	 * @param array{attempt_id: string, rendition: string} $upload Which upload.
	 * @return UploadResult|null
	 */
	private function adopt( string $writer, array $upload ): ?array {
		$attachment_id = $this->attachments->find( $upload['attempt_id'], $upload['rendition'] );
		if ( 0 === $attachment_id || ! $this->uploads->write( $writer, $upload, array( 'attachment_id' => $attachment_id ) ) ) {
			return null;
		}

		return $this->result( $attachment_id );
	}

	/**
	 * Pairs desktop and mobile once both are there.
	 *
	 * @param string $attempt_id The attempt.
	 */
	private function pair_twins( string $attempt_id ): void {
		$desktop = $this->uploads->find( $attempt_id, 'desktop' )['attachment_id'] ?? 0;
		$mobile  = $this->uploads->find( $attempt_id, 'mobile' )['attachment_id'] ?? 0;
		if ( $this->attachments->exists( $desktop ) && $this->attachments->exists( $mobile ) ) {
			$this->attachments->pair( $desktop, $mobile );
		}
	}

	/**
	 * An attachment as the contract tells it.
	 *
	 * @param int $attachment_id The attachment.
	 * @return UploadResult
	 */
	private function result( int $attachment_id ): array {
		$url = wp_get_attachment_url( $attachment_id );

		return array(
			'attachment_id' => $attachment_id,
			'url'           => false === $url ? null : $url,
			'missing'       => array(),
		);
	}

	/**
	 * Another writer has taken over.
	 */
	private function lost(): WP_Error {
		return Failure::make( 'upload_incomplete', 'Another request has taken this upload over.', 'lock' );
	}
}
