<?php
/**
 * What Limner knows about an image in the media library.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Rendering;

use Limner\Media\Attachments;
use WP_Post;

/**
 * Reads the public facts of an attachment that Limner made: its mobile twin, focal point and label.
 *
 * @phpstan-type File array{id: int, url: string, width: int, height: int, srcset: string}
 */
final class AttachmentFacts {

	/**
	 * IPTC's word for what was drawn by rules and not by a model.
	 */
	private const DRAWN_WITHOUT_AI = 'algorithmicMedia';

	/**
	 * The mobile twin of an attachment; null where it has none, or where it is gone.
	 *
	 * @param int $attachment_id The desktop attachment.
	 * @return File|null
	 */
	public function mobile_twin( int $attachment_id ): ?array {
		$twin_id = (int) get_post_meta( $attachment_id, Attachments::TWIN, true );
		if ( $twin_id <= 0 || 'mobile' !== get_post_meta( $twin_id, Attachments::RENDITION, true ) ) {
			return null;
		}

		return $this->file( $twin_id );
	}

	/**
	 * Everything a front end that is not WordPress needs to show an image; null for images that are not Limner's.
	 *
	 * @param int $attachment_id The attachment.
	 * @return array{id: int, url: string, width: int, height: int, srcset: string, alt: string, mobile: File|null, focal_point: array{x: float, y: float}, label: string, drawn_without_ai: bool}|null
	 */
	public function of( int $attachment_id ): ?array {
		$focal_point = get_post_meta( $attachment_id, Attachments::FOCAL_POINT, true );
		$file        = is_array( $focal_point ) ? $this->file( $attachment_id ) : null;
		if ( null === $file ) {
			return null;
		}

		$record = json_decode( (string) get_post_meta( $attachment_id, Attachments::RECORD, true ), true );

		return array_merge(
			$file,
			array(
				'alt'              => (string) get_post_meta( $attachment_id, '_wp_attachment_image_alt', true ),
				'mobile'           => $this->mobile_twin( $attachment_id ),
				'focal_point'      => array(
					'x' => (float) ( $focal_point['x'] ?? 0.5 ),
					'y' => (float) ( $focal_point['y'] ?? 0.5 ),
				),
				'label'            => (string) ( $record['label'] ?? '' ),
				'drawn_without_ai' => self::DRAWN_WITHOUT_AI === wp_basename( (string) ( $record['digital_source_type'] ?? '' ) ),
			)
		);
	}

	/**
	 * The width and height of the file that an address names, as it is stored; null where it is none of this image.
	 *
	 * @param int    $attachment_id The attachment.
	 * @param string $url           Address of one of its files.
	 * @return array{0: int, 1: int}|null
	 */
	public function dimensions_of_url( int $attachment_id, string $url ): ?array {
		$metadata = wp_get_attachment_metadata( $attachment_id );
		$name     = wp_basename( (string) strtok( $url, '?#' ) );
		if ( ! is_array( $metadata ) || ! isset( $metadata['width'], $metadata['height'], $metadata['file'] ) ) {
			return null;
		}
		if ( wp_basename( $metadata['file'] ) === $name ) {
			return array( (int) $metadata['width'], (int) $metadata['height'] );
		}
		foreach ( $metadata['sizes'] ?? array() as $size ) {
			if ( $size['file'] === $name ) {
				return array( (int) $size['width'], (int) $size['height'] );
			}
		}

		return null;
	}

	/**
	 * An attachment's file.
	 *
	 * @param int $attachment_id The attachment.
	 * @return File|null
	 */
	private function file( int $attachment_id ): ?array {
		$attachment = get_post( $attachment_id );
		$metadata   = wp_get_attachment_metadata( $attachment_id );
		$url        = wp_get_attachment_url( $attachment_id );
		if ( ! $attachment instanceof WP_Post || ! $url || ! wp_attachment_is_image( $attachment ) || empty( $metadata['width'] ) || empty( $metadata['height'] ) ) {
			return null;
		}

		return array(
			'id'     => $attachment_id,
			'url'    => $url,
			'width'  => (int) $metadata['width'],
			'height' => (int) $metadata['height'],
			'srcset' => (string) wp_get_attachment_image_srcset( $attachment_id, 'full', $metadata ),
		);
	}
}
