<?php
/**
 * Which prompt pattern counts for a post.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Prompts;

use WP_Post;
use WP_Term;

/**
 * The post's own pattern, else that of one of its categories, else the site's.
 */
final class PatternLookup {

	/**
	 * Of posts and of categories.
	 */
	public const META = '_limner_prompt_pattern';

	public const TAXONOMY = 'category';

	/**
	 * The pattern for a post; empty is the built-in one.
	 *
	 * @param WP_Post $post The post.
	 * @param string  $site The site's pattern.
	 */
	public static function find( WP_Post $post, string $site ): string {
		$own = self::usable( get_post_meta( $post->ID, self::META, true ) );
		if ( '' !== $own ) {
			return $own;
		}
		foreach ( self::categories( $post ) as $term ) {
			$lineage = array_merge( array( $term->term_id ), get_ancestors( $term->term_id, self::TAXONOMY, 'taxonomy' ) );
			foreach ( $lineage as $term_id ) {
				$pattern = self::usable( get_term_meta( $term_id, self::META, true ) );
				if ( '' !== $pattern ) {
					return $pattern;
				}
			}
		}

		return $site;
	}

	/**
	 * The post's categories, by name.
	 *
	 * @param WP_Post $post The post.
	 * @return list<WP_Term>
	 */
	public static function categories( WP_Post $post ): array {
		$terms = is_object_in_taxonomy( $post->post_type, self::TAXONOMY ) ? get_the_terms( $post, self::TAXONOMY ) : false;

		return is_array( $terms ) ? array_values( $terms ) : array();
	}

	/**
	 * A kept pattern; empty where it is none that the image service would take, as metadata can be written by anybody's
	 * code and a post must not lose its images by it.
	 *
	 * @param mixed $pattern As it was kept.
	 */
	private static function usable( mixed $pattern ): string {
		$clean = PromptPattern::clean( $pattern );

		return PromptPattern::sentences( $clean ) ? '' : $clean;
	}
}
