<?php
/**
 * Which images a post lacks, as far as PHP can tell cheaply.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Publishing;

use Limner\Settings\Options;
use WP_Post;

/**
 * Counts without parsing blocks and without asking the image service. It may see too many: which sections really
 * lack an image is the image service's to say, and it makes nothing that is there already.
 */
final class MissingImages {

	/**
	 * More attempts than this are never issued for one post: the featured image and fifty sections.
	 */
	private const MOST_SLOTS = 51;

	/**
	 * Takes what it needs.
	 *
	 * @param Options $options The site's settings.
	 */
	public function __construct( private readonly Options $options ) {}

	/**
	 * What a post lacks.
	 *
	 * @param WP_Post $post The post.
	 * @return array{featured: bool, in_article: int}
	 */
	public function of( WP_Post $post ): array {
		$wants_featured = post_type_supports( $post->post_type, 'thumbnail' ) && current_theme_supports( 'post-thumbnails', $post->post_type );

		return array(
			'featured'   => $wants_featured && ! has_post_thumbnail( $post ),
			'in_article' => max( 0, $this->wanted_in_article( $post ) - $this->images_in( $post->post_content ) ),
		);
	}

	/**
	 * Whether a post lacks anything.
	 *
	 * @param WP_Post $post The post.
	 */
	public function any( WP_Post $post ): bool {
		$missing = $this->of( $post );

		return $missing['featured'] || $missing['in_article'] > 0;
	}

	/**
	 * How many slots a post can have at most: so many attempts go with a publication.
	 *
	 * @param WP_Post $post The post.
	 */
	public function most_slots( WP_Post $post ): int {
		return min( self::MOST_SLOTS, 1 + $this->wanted_in_article( $post ) );
	}

	/**
	 * How many in-article images the settings want for a post.
	 *
	 * @param WP_Post $post The post.
	 */
	private function wanted_in_article( WP_Post $post ): int {
		$settings = $this->options->all();
		$sections = (int) preg_match_all( '/<h[1-6][\s>]/i', $post->post_content );

		return $settings['every_section'] ? $sections : min( $settings['max_in_article'], $sections );
	}

	/**
	 * How many images stand in a content.
	 *
	 * @param string $content The post's content.
	 */
	private function images_in( string $content ): int {
		return substr_count( $content, '<img ' );
	}
}
