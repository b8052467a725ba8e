<?php
/**
 * The image that a link to a post shows.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Rendering;

use Limner\Media\Attachments;
use Limner\Media\SocialSizes;

/**
 * Finds the file for link previews: of a featured image that Limner made, the one cut for it, else the image itself.
 *
 * @phpstan-type Shared array{url: string, width: int, height: int, alt: string, media_type: string}
 */
final class SharedImage {

	/**
	 * Templates whose file is right for Open Graph, which most readers of links follow; the best one first.
	 */
	public const OPEN_GRAPH = array( 'facebook-feed', 'linkedin-post', 'linkedin-article', 'x-card', 'x-post' );

	/**
	 * The same for X.
	 */
	public const X = array( 'x-card', 'facebook-feed', 'linkedin-post', 'linkedin-article', 'x-post' );

	/**
	 * Formats that no crawler of links reads.
	 */
	private const UNREADABLE = array( 'image/avif' );

	/**
	 * The featured image of the post that this page shows, where Limner made it; 0 else. What a password hides is not
	 * shown to those who share its link either.
	 */
	public static function attachment_id(): int {
		if ( ! is_singular() || post_password_required() ) {
			return 0;
		}
		$attachment_id = (int) get_post_thumbnail_id( get_queried_object_id() );

		return $attachment_id > 0 && '' !== (string) get_post_meta( $attachment_id, Attachments::ATTEMPT, true ) ? $attachment_id : 0;
	}

	/**
	 * Its file for some templates.
	 *
	 * @param string[] $templates Ids of templates, the best one first.
	 * @return Shared|null Null: this page has none, or none that is read elsewhere.
	 */
	public function find( array $templates ): ?array {
		$attachment_id = self::attachment_id();
		if ( 0 === $attachment_id ) {
			return null;
		}
		$size       = SocialSizes::find( $attachment_id, $templates );
		$source     = wp_get_attachment_image_src( $attachment_id, '' === $size ? 'full' : $size );
		$metadata   = wp_get_attachment_metadata( $attachment_id );
		$media_type = (string) ( $metadata['sizes'][ $size ]['mime-type'] ?? get_post_mime_type( $attachment_id ) );
		if ( ! is_array( $source ) || in_array( $media_type, self::UNREADABLE, true ) ) {
			return null;
		}

		return array(
			'url'        => (string) $source[0],
			'width'      => (int) $source[1],
			'height'     => (int) $source[2],
			'alt'        => (string) get_post_meta( $attachment_id, '_wp_attachment_image_alt', true ),
			'media_type' => $media_type,
		);
	}
}
