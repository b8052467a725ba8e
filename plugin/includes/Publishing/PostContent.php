<?php
/**
 * A post as the image service reads it.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Publishing;

use Limner\Prompts\PatternLookup;
use Limner\Prompts\SeoTitle;
use WP_Post;

/**
 * Writes postContentSchema: the saved content with the synced patterns that it refers to.
 */
final class PostContent {

	private const MOST_PATTERNS     = 100;
	private const LONGEST_TITLE     = 1000;
	private const LONGEST_CATEGORY  = 200;
	private const MOST_CATEGORIES   = 20;
	private const LONGEST_PATTERN   = 1_000_000;
	private const PATTERN_REFERENCE = '/<!--\s+wp:block\s+\{[^}]*?"ref"\s*:\s*(\d+)/';

	/**
	 * The post as postContentSchema.
	 *
	 * @param WP_Post $post The post.
	 * @return array{id: int, title: string, language: string, status: string, content: string, patterns: list<array{id: int, content: string}>, has_featured_image: bool, seo_title: string, categories: list<string>}
	 */
	public function of( WP_Post $post ): array {
		$title = self::plain( $post->post_title, self::LONGEST_TITLE );

		return array(
			'id'                 => $post->ID,
			'title'              => $title,
			'language'           => $this->language( $post ),
			'status'             => $post->post_status,
			'content'            => $post->post_content,
			'patterns'           => $this->patterns( $post->post_content ),
			'has_featured_image' => has_post_thumbnail( $post ),
			'seo_title'          => SeoTitle::of( $post, $title ),
			'categories'         => $this->categories( $post ),
		);
	}

	/**
	 * Names of the post's categories; the one that stands for "none" says nothing.
	 *
	 * @param WP_Post $post The post.
	 * @return list<string>
	 */
	private function categories( WP_Post $post ): array {
		$names = array();
		foreach ( PatternLookup::categories( $post ) as $term ) {
			if ( (int) get_option( 'default_category' ) !== $term->term_id ) {
				$names[] = self::plain( $term->name, self::LONGEST_CATEGORY );
			}
		}

		return array_slice( $names, 0, self::MOST_CATEGORIES );
	}

	/**
	 * Text without markup and entities.
	 *
	 * @param string $text    As WordPress keeps it.
	 * @param int    $longest Characters.
	 */
	private static function plain( string $text, int $longest ): string {
		return mb_substr( html_entity_decode( wp_strip_all_tags( $text ), ENT_QUOTES, 'UTF-8' ), 0, $longest );
	}

	/**
	 * The language a post is written in, as far as WordPress knows.
	 *
	 * @param WP_Post $post The post.
	 */
	private function language( WP_Post $post ): string {
		/**
		 * Filters the language of a post, for sites in several languages.
		 *
		 * @param string  $language A language tag such as "en-US".
		 * @param WP_Post $post     The post.
		 */
		$language = apply_filters( 'limner_post_language', get_bloginfo( 'language' ), $post );

		return substr( (string) $language, 0, 35 );
	}

	/**
	 * The synced patterns in a content, and those inside them.
	 *
	 * @param string $content The post's content.
	 * @return list<array{id: int, content: string}>
	 */
	private function patterns( string $content ): array {
		$patterns = array();
		$unread   = $this->references( $content );
		while ( $unread ) {
			$pattern_id = array_shift( $unread );
			$pattern    = get_post( $pattern_id );
			if ( isset( $patterns[ $pattern_id ] ) || ! $pattern instanceof WP_Post || 'wp_block' !== $pattern->post_type || 'publish' !== $pattern->post_status || strlen( $pattern->post_content ) > self::LONGEST_PATTERN ) {
				continue;
			}
			$patterns[ $pattern_id ] = array(
				'id'      => $pattern_id,
				'content' => $pattern->post_content,
			);
			$unread                  = array_merge( $unread, $this->references( $pattern->post_content ) );
		}

		return array_slice( array_values( $patterns ), 0, self::MOST_PATTERNS );
	}

	/**
	 * Ids of the synced patterns that a content names.
	 *
	 * @param string $content Block markup.
	 * @return list<int>
	 */
	private function references( string $content ): array {
		preg_match_all( self::PATTERN_REFERENCE, $content, $found );

		return array_map( 'intval', $found[1] );
	}
}
