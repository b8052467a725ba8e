<?php
/**
 * Prompt patterns of posts and categories.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Prompts;

use Limner\Settings\PostTypes;
use WP_Error;
use WP_REST_Request;
use WP_Term;

/**
 * Registers the metadata, refuses patterns that cannot be used, and shows a field where a category is edited.
 */
final class PatternMeta {

	private const NONCE   = 'limner_category_pattern';
	private const REFUSED = 'limner_refused_pattern_';

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'init', array( $this, 'register' ), 20 );
		add_action( PatternLookup::TAXONOMY . '_edit_form_fields', array( $this, 'render_field' ) );
		add_action( 'edited_' . PatternLookup::TAXONOMY, array( $this, 'save_field' ) );
		add_action( 'admin_notices', array( $this, 'show_refusal' ) );
	}

	/**
	 * Registers the metadata.
	 */
	public function register(): void {
		foreach ( array_keys( PostTypes::illustrated() ) as $post_type ) {
			register_post_meta(
				$post_type,
				PatternLookup::META,
				array(
					'type'              => 'string',
					'description'       => __( 'The text around each prompt for an image of this post.', 'limner' ),
					'single'            => true,
					'default'           => '',
					'show_in_rest'      => array( 'schema' => array( 'maxLength' => PromptPattern::LONGEST ) ),
					'sanitize_callback' => array( PromptPattern::class, 'clean' ),
					'auth_callback'     => static fn ( bool $allowed, string $key, int $post_id ): bool => current_user_can( 'edit_post', $post_id ),
				)
			);
			add_filter( "rest_pre_insert_{$post_type}", array( $this, 'refuse_unusable' ), 10, 2 );
		}
		register_term_meta(
			PatternLookup::TAXONOMY,
			PatternLookup::META,
			array(
				'type'              => 'string',
				'description'       => __( 'The text around each prompt for an image of a post in this category.', 'limner' ),
				'single'            => true,
				'default'           => '',
				'show_in_rest'      => false,
				'sanitize_callback' => array( PromptPattern::class, 'clean' ),
				'auth_callback'     => static fn ( bool $allowed, string $key, int $term_id ): bool => current_user_can( 'edit_term', $term_id ),
			)
		);
	}

	/**
	 * Refuses to save a post whose new pattern cannot be used, and says why.
	 *
	 * @param object          $post    The post as it would be saved, or an error of somebody else's.
	 * @param WP_REST_Request $request The request.
	 * @phpstan-param WP_REST_Request<array<string, mixed>> $request
	 */
	public function refuse_unusable( object $post, WP_REST_Request $request ): object {
		$meta    = $request->get_param( 'meta' );
		$pattern = is_array( $meta ) ? ( $meta[ PatternLookup::META ] ?? '' ) : '';
		if ( is_wp_error( $post ) || ! is_string( $pattern ) ) {
			return $post;
		}
		$sentences = PromptPattern::sentences( PromptPattern::clean( $pattern ) );

		return $sentences ? new WP_Error( 'limner_prompt_pattern', implode( ' ', $sentences ), array( 'status' => 400 ) ) : $post;
	}

	/**
	 * Prints the field of a category.
	 *
	 * @param WP_Term $term The category.
	 */
	public function render_field( WP_Term $term ): void {
		$pattern = get_term_meta( $term->term_id, PatternLookup::META, true );
		printf( '<tr class="form-field"><th scope="row"><label for="limner-prompt-pattern">%s</label></th><td>', esc_html__( 'Prompt pattern', 'limner' ) );
		wp_nonce_field( self::NONCE, self::NONCE, false );
		printf( '<textarea id="limner-prompt-pattern" name="limner_prompt_pattern" rows="4" maxlength="%d">%s</textarea>', (int) PromptPattern::LONGEST, esc_textarea( is_string( $pattern ) ? $pattern : '' ) );
		/* translators: %s: names in braces. */
		printf( '<p class="description">%s</p></td></tr>', esc_html( sprintf( __( 'For Limner: the text around each prompt for images of posts in this category. Empty takes that of the site. It may name %s.', 'limner' ), PromptPattern::listed() ) ) );
	}

	/**
	 * Keeps the field of a category; what cannot be used is refused with the reason, and what was there stays.
	 *
	 * @param int $term_id The category.
	 */
	public function save_field( int $term_id ): void {
		$nonce = isset( $_POST[ self::NONCE ] ) ? sanitize_key( wp_unslash( $_POST[ self::NONCE ] ) ) : '';
		if ( ! isset( $_POST['limner_prompt_pattern'] ) || ! wp_verify_nonce( $nonce, self::NONCE ) || ! current_user_can( 'edit_term', $term_id ) ) {
			return;
		}
		$pattern   = PromptPattern::clean( sanitize_textarea_field( wp_unslash( $_POST['limner_prompt_pattern'] ) ) );
		$sentences = PromptPattern::sentences( $pattern );
		if ( $sentences ) {
			set_transient( self::REFUSED . get_current_user_id(), implode( ' ', $sentences ), 5 * MINUTE_IN_SECONDS );
		} elseif ( '' === $pattern ) {
			delete_term_meta( $term_id, PatternLookup::META );
		} else {
			update_term_meta( $term_id, PatternLookup::META, wp_slash( $pattern ) );
		}
	}

	/**
	 * Says why a category's pattern was refused, once.
	 */
	public function show_refusal(): void {
		$key     = self::REFUSED . get_current_user_id();
		$refusal = get_transient( $key );
		if ( ! is_string( $refusal ) || '' === $refusal ) {
			return;
		}
		delete_transient( $key );
		printf( '<div class="notice notice-error is-dismissible"><p>%s</p></div>', esc_html( $refusal . ' ' . __( 'The category’s pattern stayed as it was.', 'limner' ) ) );
	}
}
