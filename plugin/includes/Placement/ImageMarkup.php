<?php
/**
 * An image as it stands in a post.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Placement;

/**
 * Writes exactly what the editor itself would save, so that a post stays what it is without this plugin.
 */
final class ImageMarkup {

	/**
	 * A core/image block.
	 *
	 * @param int $attachment_id The attachment.
	 */
	public function block( int $attachment_id ): string {
		$size    = $this->size( $attachment_id );
		$caption = $this->caption( $attachment_id );
		$html    = sprintf(
			'<figure class="wp-block-image size-%1$s"><img src="%2$s" alt="%3$s" class="wp-image-%4$d"/>%5$s</figure>',
			esc_attr( $size ),
			esc_url( (string) wp_get_attachment_image_url( $attachment_id, $size ) ),
			esc_attr( $this->alt( $attachment_id ) ),
			$attachment_id,
			'' === $caption ? '' : '<figcaption class="wp-element-caption">' . esc_html( $caption ) . '</figcaption>'
		);

		return serialize_block(
			array(
				'blockName'    => 'core/image',
				'attrs'        => array(
					'id'              => $attachment_id,
					'sizeSlug'        => $size,
					'linkDestination' => 'none',
				),
				'innerBlocks'  => array(),
				'innerContent' => array( "\n{$html}\n" ),
			)
		);
	}

	/**
	 * An image in text without blocks, as the classic editor puts it there.
	 *
	 * @param int $attachment_id The attachment.
	 */
	public function classic( int $attachment_id ): string {
		$size    = $this->size( $attachment_id );
		$image   = get_image_tag( $attachment_id, $this->alt( $attachment_id ), '', 'none', $size );
		$caption = $this->caption( $attachment_id );
		if ( '' === $caption ) {
			return $image;
		}
		$width = (int) ( wp_get_attachment_image_src( $attachment_id, $size )[1] ?? 0 );

		return sprintf( '[caption id="attachment_%1$d" align="alignnone" width="%2$d"]%3$s %4$s[/caption]', $attachment_id, $width, $image, esc_html( $caption ) );
	}

	/**
	 * The size that the editor takes by default, where the image has it.
	 *
	 * @param int $attachment_id The attachment.
	 */
	private function size( int $attachment_id ): string {
		$metadata = wp_get_attachment_metadata( $attachment_id );

		return isset( $metadata['sizes']['large'] ) ? 'large' : 'full';
	}

	/**
	 * Alternative text.
	 *
	 * @param int $attachment_id The attachment.
	 */
	private function alt( int $attachment_id ): string {
		return (string) get_post_meta( $attachment_id, '_wp_attachment_image_alt', true );
	}

	/**
	 * The caption, which holds the visible label.
	 *
	 * @param int $attachment_id The attachment.
	 */
	private function caption( int $attachment_id ): string {
		return (string) get_post_field( 'post_excerpt', $attachment_id, 'raw' );
	}
}
