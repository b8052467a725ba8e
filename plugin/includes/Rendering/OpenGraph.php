<?php
/**
 * Which image a link to a post shows.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Rendering;

/**
 * Prints Open Graph and X card into the head of a post whose featured image Limner made, where no other plugin does.
 *
 * @phpstan-import-type Shared from SharedImage
 */
final class OpenGraph {

	/**
	 * Constants by which plugins that print Open Graph themselves are known.
	 */
	private const PRINTED_BY = array( 'WPSEO_VERSION', 'RANK_MATH_VERSION', 'SEOPRESS_VERSION', 'AIOSEO_VERSION', 'THE_SEO_FRAMEWORK_VERSION', 'SLIM_SEO_VER' );

	/**
	 * Takes what it needs.
	 *
	 * @param SharedImage $shared_image Finds the image.
	 */
	public function __construct( private readonly SharedImage $shared_image ) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'wp_head', array( $this, 'print_tags' ), 5 );
	}

	/**
	 * Prints the tags.
	 */
	public function print_tags(): void {
		$image = $this->shared_image->find( SharedImage::OPEN_GRAPH );
		if ( null === $image || ! $this->is_ours_to_print() ) {
			return;
		}

		foreach ( $this->open_graph( $image ) as $property => $content ) {
			printf( "<meta property=\"%s\" content=\"%s\">\n", esc_attr( $property ), esc_attr( $content ) );
		}
		foreach ( $this->x_card( $image ) as $name => $content ) {
			printf( "<meta name=\"%s\" content=\"%s\">\n", esc_attr( $name ), esc_attr( $content ) );
		}
	}

	/**
	 * Whether no other plugin prints these tags.
	 */
	private function is_ours_to_print(): bool {
		$printed_by_others = array() !== array_filter( self::PRINTED_BY, 'defined' )
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- Jetpack's own filter: it says whether Jetpack prints.
			|| ( defined( 'JETPACK__VERSION' ) && apply_filters( 'jetpack_enable_open_graph', false ) );

		/**
		 * Filters whether Limner prints Open Graph tags and an X card on this page; for themes and plugins that print
		 * their own.
		 *
		 * @param bool $prints False where a known plugin does.
		 */
		return (bool) apply_filters( 'limner_print_open_graph', ! $printed_by_others );
	}

	/**
	 * The tags of Open Graph. Without title and address an image is no card on some networks.
	 *
	 * @param array $image The image.
	 * @phpstan-param Shared $image
	 * @return array<string, string> Contents by property.
	 */
	private function open_graph( array $image ): array {
		$post_id = get_queried_object_id();

		return array_filter(
			array(
				'og:type'         => 'article',
				'og:title'        => html_entity_decode( wp_strip_all_tags( get_the_title( $post_id ) ), ENT_QUOTES, 'UTF-8' ),
				'og:url'          => (string) get_permalink( $post_id ),
				'og:image'        => $image['url'],
				'og:image:type'   => $image['media_type'],
				'og:image:width'  => (string) $image['width'],
				'og:image:height' => (string) $image['height'],
				'og:image:alt'    => $image['alt'],
			)
		);
	}

	/**
	 * The tags of an X card. X reads the image of Open Graph where it has none of its own.
	 *
	 * @param array $image The image of Open Graph.
	 * @phpstan-param Shared $image
	 * @return array<string, string> Contents by name.
	 */
	private function x_card( array $image ): array {
		$tags = array( 'twitter:card' => 'summary_large_image' );
		$own  = $this->shared_image->find( SharedImage::X );
		if ( null !== $own && $own['url'] !== $image['url'] ) {
			$tags['twitter:image']     = $own['url'];
			$tags['twitter:image:alt'] = $own['alt'];
		}

		return array_filter( $tags );
	}
}
