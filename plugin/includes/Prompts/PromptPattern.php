<?php
/**
 * The text around each prompt.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Prompts;

/**
 * What a pattern may name, and what is wrong with one. The image service knows the same list
 * (shared/src/prompts/placeholders.ts); shared/examples/prompt-patterns.json holds both to it.
 */
final class PromptPattern {

	public const LONGEST = 4000;

	public const NAMES = array( 'image_prompt', 'post_title', 'section_heading', 'categories', 'site_name', 'language', 'image_type', 'style', 'palette', 'guidelines', 'avoid', 'composition', 'no_lettering' );

	public const BUILT_IN = "{image_prompt}\nStyle: {style}\nComposition: {composition}\n{no_lettering}";

	/**
	 * Without one of these every image would be asked for in the same words.
	 */
	private const TELLING = array( 'image_prompt', 'section_heading', 'post_title' );

	private const SHORTEST_PART = 4;

	/**
	 * What is wrong with a pattern: for each unknown name the one that is probably meant, or an empty text.
	 *
	 * @param string $pattern The pattern.
	 * @return array{unknown: array<string, string>, says_nothing: bool}
	 */
	public static function problems( string $pattern ): array {
		preg_match_all( '/\{([^{}\n]*)\}/', $pattern, $found );
		$unknown = array();
		foreach ( array_diff( array_unique( $found[1] ), self::NAMES ) as $name ) {
			$unknown[ $name ] = self::nearest( $name );
		}

		return array(
			'unknown'      => $unknown,
			'says_nothing' => '' !== trim( $pattern ) && ! $unknown && ! array_intersect( $found[1], self::TELLING ),
		);
	}

	/**
	 * Sentences for whoever saves the pattern; none where it can be used.
	 *
	 * @param string $pattern The pattern.
	 * @return list<string>
	 */
	public static function sentences( string $pattern ): array {
		$problems  = self::problems( $pattern );
		$sentences = array();
		foreach ( $problems['unknown'] as $name => $nearest ) {
			$sentences[] = '' === $nearest
				/* translators: 1: what stands in the pattern, such as {colour}; 2: all that may stand there. */
				? sprintf( __( 'The prompt pattern says %1$s, which Limner does not know. It knows %2$s.', 'limner' ), '{' . $name . '}', self::listed() )
				/* translators: 1: what stands in the pattern, such as {titel}; 2: what is probably meant, such as {post_title}. */
				: sprintf( __( 'The prompt pattern says %1$s, which Limner does not know. Did you mean %2$s?', 'limner' ), '{' . $name . '}', '{' . $nearest . '}' );
		}
		if ( $problems['says_nothing'] ) {
			$sentences[] = __( 'The prompt pattern says nothing of the post. Put {image_prompt} where the prompt belongs.', 'limner' );
		}
		if ( mb_strlen( $pattern ) > self::LONGEST ) {
			/* translators: %s: a number. */
			$sentences[] = sprintf( __( 'The prompt pattern may have %s characters.', 'limner' ), number_format_i18n( self::LONGEST ) );
		}

		return $sentences;
	}

	/**
	 * What people typed, as it is kept.
	 *
	 * @param mixed $pattern The pattern.
	 */
	public static function clean( mixed $pattern ): string {
		return is_string( $pattern ) ? trim( sanitize_textarea_field( $pattern ) ) : '';
	}

	/**
	 * All names in braces, for people.
	 */
	public static function listed(): string {
		return '{' . implode( '}, {', self::NAMES ) . '}';
	}

	/**
	 * An example for each name.
	 *
	 * @return array<string, string>
	 */
	public static function example(): array {
		return array(
			'image_prompt'    => __( 'A stone stair leads from the harbour into green water.', 'limner' ),
			'post_title'      => '“' . __( 'Along the old salt road', 'limner' ) . '”',
			'section_heading' => '“' . __( 'The harbour steps', 'limner' ) . '”',
			'categories'      => '“' . __( 'Travel', 'limner' ) . '”',
			'site_name'       => '“' . html_entity_decode( get_bloginfo( 'name' ), ENT_QUOTES, 'UTF-8' ) . '”',
			'language'        => get_bloginfo( 'language' ),
			'image_type'      => 'Watercolour',
			'style'           => 'Soft washes that run into each other.',
			'palette'         => '#1d3557, #e63946',
			'guidelines'      => 'soft morning light',
			'avoid'           => 'logos, flags',
			'composition'     => 'one clear main subject with calm space around it.',
			'no_lettering'    => 'No text in the picture.',
		);
	}

	/**
	 * A pattern filled with the example. The image service fills the real one.
	 *
	 * @param string $pattern The pattern; empty is the built-in one.
	 */
	public static function preview( string $pattern ): string {
		$values = array();
		foreach ( self::example() as $name => $value ) {
			$values[ '{' . $name . '}' ] = $value;
		}

		return strtr( '' === trim( $pattern ) ? self::BUILT_IN : $pattern, $values );
	}

	/**
	 * The name that is probably meant; empty where none is near.
	 *
	 * @param string $name As it was typed.
	 */
	private static function nearest( string $name ): string {
		$plain = (string) preg_replace( '/[\s-]+/', '_', strtolower( trim( $name ) ) );
		if ( '' === $plain ) {
			return '';
		}
		$distances = array();
		foreach ( self::NAMES as $known ) {
			$is_part             = strlen( $plain ) >= self::SHORTEST_PART && str_contains( $known, $plain );
			$distances[ $known ] = $is_part && $known !== $plain ? 1 : levenshtein( $plain, $known );
		}
		asort( $distances );
		$nearest = (string) array_key_first( $distances );

		return $distances[ $nearest ] <= max( 2, intdiv( strlen( $nearest ), 4 ) ) ? $nearest : '';
	}
}
