<?php
/**
 * The image for link previews in the tags that SEO plugins print.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Rendering;

use Limner\Media\SocialSizes;

/**
 * Gives Yoast SEO, Rank Math, SEOPress and All in One SEO the file that was cut for link previews, where they would show
 * the featured image itself. An image that somebody chose there stays.
 *
 * Yoast SEO and Rank Math ask for names of sizes and take the first that an image has: theirs is the post's own choice
 * of the image, ours the file. The other two hand over what they are about to print.
 */
final class SeoPluginImages {

	/**
	 * Takes what it needs.
	 *
	 * @param SharedImage     $shared_image Finds the image.
	 * @param AttachmentFacts $facts        Knows the files of an image.
	 */
	public function __construct( private readonly SharedImage $shared_image, private readonly AttachmentFacts $facts ) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_filter( 'wpseo_image_sizes', array( $this, 'prefer_social_sizes' ) );
		add_filter( 'rank_math/opengraph/image_sizes', array( $this, 'prefer_social_sizes' ) );
		add_filter( 'aioseo_facebook_tags', array( $this, 'aioseo_open_graph' ) );
		add_filter( 'aioseo_twitter_tags', array( $this, 'aioseo_x_card' ) );
		add_filter( 'seopress_social_og_thumb', array( $this, 'seopress_open_graph' ) );
		add_filter( 'seopress_social_twitter_card_thumb', array( $this, 'seopress_x_card' ) );
	}

	/**
	 * Yoast SEO, Rank Math: names of sizes in the order in which they are looked for.
	 *
	 * @param mixed $sizes Their own.
	 */
	public function prefer_social_sizes( mixed $sizes ): mixed {
		$social = array_map( static fn ( string $template ): string => SocialSizes::PREFIX . $template, SharedImage::OPEN_GRAPH );

		return is_array( $sizes ) ? array_merge( $social, $sizes ) : $sizes;
	}

	/**
	 * All in One SEO: tags of Open Graph by property.
	 *
	 * @param mixed $tags The tags.
	 */
	public function aioseo_open_graph( mixed $tags ): mixed {
		$image = is_array( $tags ) && $this->shows_featured_image( (string) ( $tags['og:image'] ?? '' ) ) ? $this->shared_image->find( SharedImage::OPEN_GRAPH ) : null;
		if ( null === $image ) {
			return $tags;
		}
		if ( ! empty( $tags['og:image:secure_url'] ) ) {
			$tags['og:image:secure_url'] = $image['url'];
		}

		return array_merge(
			$tags,
			array(
				'og:image'        => $image['url'],
				'og:image:width'  => $image['width'],
				'og:image:height' => $image['height'],
			)
		);
	}

	/**
	 * All in One SEO: tags of the X card by name.
	 *
	 * @param mixed $tags The tags.
	 */
	public function aioseo_x_card( mixed $tags ): mixed {
		$image = is_array( $tags ) && $this->shows_featured_image( (string) ( $tags['twitter:image'] ?? '' ) ) ? $this->shared_image->find( SharedImage::X ) : null;

		return null === $image ? $tags : array_merge( $tags, array( 'twitter:image' => $image['url'] ) );
	}

	/**
	 * SEOPress: the tags of the image as HTML.
	 *
	 * @param mixed $html The tags.
	 */
	public function seopress_open_graph( mixed $html ): mixed {
		$image = is_string( $html ) && $this->shows_featured_image( $this->first_content( $html ) ) ? $this->shared_image->find( SharedImage::OPEN_GRAPH ) : null;
		if ( null === $image ) {
			return $html;
		}
		$tags = array(
			'og:image'            => $image['url'],
			'og:image:secure_url' => is_ssl() ? $image['url'] : '',
			'og:image:width'      => (string) $image['width'],
			'og:image:height'     => (string) $image['height'],
			'og:image:alt'        => $image['alt'],
		);

		$lines = '';
		foreach ( array_filter( $tags ) as $property => $content ) {
			$lines .= sprintf( "<meta property=\"%s\" content=\"%s\">\n", esc_attr( $property ), esc_attr( $content ) );
		}

		return $lines;
	}

	/**
	 * SEOPress: the tag of the X card's image as HTML.
	 *
	 * @param mixed $html The tag.
	 */
	public function seopress_x_card( mixed $html ): mixed {
		$image = is_string( $html ) && $this->shows_featured_image( $this->first_content( $html ) ) ? $this->shared_image->find( SharedImage::X ) : null;

		return null === $image ? $html : sprintf( '<meta name="twitter:image" content="%s">', esc_attr( $image['url'] ) );
	}

	/**
	 * Whether an address is empty or that of the featured image, in whatever size: then nobody chose another one.
	 *
	 * @param string $url The address.
	 */
	private function shows_featured_image( string $url ): bool {
		$attachment_id = SharedImage::attachment_id();

		return $attachment_id > 0 && ( '' === $url || null !== $this->facts->dimensions_of_url( $attachment_id, $url ) );
	}

	/**
	 * What the first tag says.
	 *
	 * @param string $html Tags.
	 */
	private function first_content( string $html ): string {
		return 1 === preg_match( '/content="([^"]*)"/', $html, $match ) ? html_entity_decode( $match[1], ENT_QUOTES, 'UTF-8' ) : '';
	}
}
