<?php
/**
 * Puts a `<picture>` around an `<img>`.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Rendering;

use WP_HTML_Tag_Processor;

/**
 * Reads markup with exactly one image and wraps that image. The markup around it and the image itself stay byte for
 * byte as they were.
 *
 * @phpstan-import-type File from AttachmentFacts
 */
final class PictureMarkup extends WP_HTML_Tag_Processor {

	/**
	 * Up to this width of the window, in CSS pixels, the mobile composition is shown.
	 */
	private const MOBILE_UP_TO = 599;

	/**
	 * Goes to the image.
	 *
	 * @return bool False where there is none, more than one, or a picture already.
	 */
	public function find_only_image(): bool {
		$images = 0;
		while ( $this->next_tag() ) {
			if ( in_array( $this->get_tag(), array( 'PICTURE', 'AMP-IMG', 'NOSCRIPT' ), true ) ) {
				return false;
			}
			if ( 'IMG' === $this->get_tag() ) {
				$this->set_bookmark( 'image' );
				++$images;
			}
		}

		return 1 === $images && $this->seek( 'image' );
	}

	/**
	 * Whether styles or roles fix the image's ratio, so that another composition would be cut or stretched. `object-fit`
	 * alone does not: WordPress writes it on every featured image block.
	 */
	public function has_fixed_ratio(): bool {
		$style = strtolower( (string) $this->get_attribute( 'style' ) );
		$style = str_replace( ' ', '', $style );
		$style = (string) preg_replace( '/(aspect-ratio|height):auto\b/', '', $style );

		return 1 === preg_match( '/(^|;)(aspect-ratio|height|object-position):/', $style )
			|| null !== $this->get_attribute( 'data-object-fit' )
			|| str_contains( (string) $this->get_attribute( 'class' ), 'wp-block-cover' );
	}

	/**
	 * The markup with the image wrapped.
	 *
	 * @param array $mobile The mobile twin.
	 * @phpstan-param File $mobile
	 */
	public function with_mobile( array $mobile ): string {
		$html = $this->get_updated_html();
		$this->set_bookmark( 'image' );
		$image  = $this->bookmarks['image'];
		$source = sprintf(
			'<source media="(max-width: %dpx)" srcset="%s" sizes="100vw" width="%d" height="%d">',
			self::MOBILE_UP_TO,
			esc_attr( '' === $mobile['srcset'] ? sprintf( '%s %dw', $mobile['url'], $mobile['width'] ) : $mobile['srcset'] ),
			$mobile['width'],
			$mobile['height']
		);

		return substr( $html, 0, $image->start )
			. '<picture class="limner-picture">' . $source . substr( $html, $image->start, $image->length ) . '</picture>'
			. substr( $html, $image->start + $image->length );
	}
}
