<?php
/**
 * The title that a post has for search engines.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Prompts;

use WP_Post;

/**
 * Reads what Yoast SEO, Rank Math, SEOPress and All in One SEO keep with a post. Their own code is not called: a title
 * is wanted also where the plugin is switched off, and without what it adds for a search result.
 */
final class SeoTitle {

	private const LONGEST = 1000;

	private const META = array( '_yoast_wpseo_title', 'rank_math_title', '_seopress_titles_title', '_aioseo_title' );

	/**
	 * Names of the post's title in these plugins, without their signs: %%title%%, %title%, %%post_title%%, #post_title.
	 */
	private const TITLES = array( 'title', 'post_title' );

	/**
	 * The SEO title; empty where there is none.
	 *
	 * @param WP_Post $post  The post.
	 * @param string  $title Its own title, as plain text.
	 */
	public static function of( WP_Post $post, string $title ): string {
		$found = '';
		foreach ( self::META as $key ) {
			$kept = get_post_meta( $post->ID, $key, true );
			if ( is_string( $kept ) && '' !== trim( $kept ) ) {
				$found = self::without_variables( $kept, $title );
				break;
			}
		}

		/**
		 * Filters the SEO title that prompts may name, for other SEO plugins.
		 *
		 * @param string  $found The title; empty where none was found.
		 * @param WP_Post $post  The post.
		 */
		$filtered = apply_filters( 'limner_seo_title', $found, $post );

		return is_string( $filtered ) ? mb_substr( $filtered, 0, self::LONGEST ) : '';
	}

	/**
	 * Puts the title in for its variable and leaves out all other variables with the signs that part them.
	 *
	 * @param string $kept  As the plugin keeps it.
	 * @param string $title The post's title.
	 */
	private static function without_variables( string $kept, string $title ): string {
		$plain = html_entity_decode( wp_strip_all_tags( $kept ), ENT_QUOTES, 'UTF-8' );
		$text  = (string) preg_replace_callback(
			'/%%([a-z_]+)%%|%([a-z_]+)%|#([a-z]+_[a-z_]+)/i',
			static fn ( array $match ): string => in_array( strtolower( end( $match ) ), self::TITLES, true ) ? $title : '',
			$plain
		);
		$text  = (string) preg_replace( '/\s+/u', ' ', $text );

		return (string) preg_replace( '/^[\s|·•»«–—-]+|[\s|·•»«–—-]+$/u', '', $text );
	}
}
