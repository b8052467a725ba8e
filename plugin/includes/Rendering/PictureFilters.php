<?php
/**
 * Shows phones the mobile composition.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Rendering;

use WP_Block;

/**
 * Wraps images that have a mobile twin, where they are shown: in image blocks, as featured images and in classic
 * content. At every doubt the author's own HTML stands: it is right on every device, only without the twin.
 */
final class PictureFilters {

	/**
	 * Images shown smaller than this are not the full width of a phone, and a tall composition would blow them up.
	 */
	private const NARROWEST_WIDTH = 600;

	/**
	 * How far two ratios may differ by rounding.
	 */
	private const RATIO_TOLERANCE = 0.02;

	/**
	 * Blocks keep the picture out of the way of what themes and core say about the image inside: it fills the figure
	 * as the line around the image did, passes rounded corners on, and shows the enlarge button on hover.
	 */
	private const STYLE = '.wp-block-image .limner-picture{display:block;border-radius:inherit}.wp-lightbox-container .limner-picture:hover+button{opacity:1}';

	/**
	 * Attachments that blocks have shown in this request: those images are not classic content's.
	 *
	 * @var array<int, true>
	 */
	private array $shown_in_blocks = array();

	/**
	 * Whether the content that is being filtered has pictures of its author's own.
	 *
	 * @var bool
	 */
	private bool $has_own_pictures = false;

	/**
	 * Takes what it needs.
	 *
	 * @param AttachmentFacts $facts Knows the mobile twins.
	 */
	public function __construct( private readonly AttachmentFacts $facts ) {}

	/**
	 * Registers with WordPress. Core puts the lightbox's button right after the image at priority 15; later than that,
	 * the button stays outside of the picture.
	 */
	public function register_hooks(): void {
		add_filter( 'render_block_core/image', array( $this, 'image_block' ), 20, 3 );
		add_filter( 'render_block', array( $this, 'remember_block' ), 99, 2 );
		add_filter( 'post_thumbnail_html', array( $this, 'featured_image' ), 20, 3 );
		add_filter( 'the_content', array( $this, 'look_for_own_pictures' ), 11 );
		add_filter( 'wp_content_img_tag', array( $this, 'classic_image' ), 20, 3 );
		add_action( 'wp_enqueue_scripts', array( $this, 'register_style' ) );
	}

	/**
	 * Registers the few rules that pictures in blocks need; they are printed on pages that have one.
	 */
	public function register_style(): void {
		wp_register_style( 'limner-picture', false, array(), LIMNER_VERSION );
		wp_add_inline_style( 'limner-picture', self::STYLE );
	}

	/**
	 * An image block. Those in galleries stay as they are: the gallery decides how its images sit together.
	 *
	 * @param string               $html     The rendered block.
	 * @param array<string, mixed> $block    The parsed block.
	 * @param WP_Block             $instance The block.
	 */
	public function image_block( string $html, array $block, WP_Block $instance ): string {
		$attributes    = $block['attrs'] ?? array();
		$attachment_id = (int) ( $attributes['id'] ?? 0 );
		$height        = $attributes['height'] ?? 'auto';
		$in_gallery    = isset( $attributes['data-id'] ) || isset( $instance->context['imageCrop'] ) || isset( $instance->context['galleryId'] );
		$is_fixed      = 'auto' !== ( $attributes['aspectRatio'] ?? 'auto' ) || ! empty( $attributes['scale'] ) || ! in_array( $height, array( 'auto', '' ), true );
		if ( $attachment_id <= 0 || $in_gallery || $is_fixed || ! str_contains( $html, "wp-image-{$attachment_id}" ) ) {
			return $html;
		}

		$wrapped = $this->wrap( $html, $attachment_id );
		if ( $wrapped !== $html ) {
			wp_enqueue_style( 'limner-picture' );
			if ( str_contains( $html, 'wp-lightbox-container' ) ) {
				// The lightbox itself is printed in the footer; the script looks for it there.
				wp_enqueue_script( 'limner-lightbox', plugins_url( 'assets/lightbox.js', LIMNER_FILE ), array(), LIMNER_VERSION, array( 'in_footer' => true ) );
			}
		}

		return $wrapped;
	}

	/**
	 * Remembers which images blocks have shown.
	 *
	 * @param string               $html  The rendered block.
	 * @param array<string, mixed> $block The parsed block.
	 */
	public function remember_block( string $html, array $block ): string {
		$is_container_of_classic = in_array( $block['blockName'] ?? null, array( null, 'core/freeform', 'core/post-content' ), true );
		if ( ! $is_container_of_classic && preg_match_all( '/\bwp-image-(\d+)/', $html, $found ) ) {
			$this->shown_in_blocks += array_fill_keys( array_map( 'intval', $found[1] ), true );
		}

		return $html;
	}

	/**
	 * The featured image, wherever a theme shows it.
	 *
	 * @param string $html          The image, or nothing.
	 * @param int    $post_id       The post.
	 * @param int    $attachment_id The featured image.
	 */
	public function featured_image( string $html, int $post_id, int $attachment_id ): string {
		return $attachment_id > 0 ? $this->wrap( $html, $attachment_id ) : $html;
	}

	/**
	 * Looks whether a content has pictures that are not Limner's. Core replaces equal images all at once, also
	 * those inside a picture, so such a content is left alone.
	 *
	 * @param string $content The content with its blocks rendered.
	 */
	public function look_for_own_pictures( string $content ): string {
		$this->has_own_pictures = substr_count( $content, '<picture' ) > substr_count( $content, '<picture class="limner-picture"' );

		return $content;
	}

	/**
	 * An image in classic content.
	 *
	 * @param string $tag           The image.
	 * @param string $context       Where it is shown.
	 * @param int    $attachment_id Its attachment; 0 where it is none.
	 */
	public function classic_image( string $tag, string $context, int $attachment_id ): string {
		if ( 'the_content' !== $context || $attachment_id <= 0 || $this->has_own_pictures || isset( $this->shown_in_blocks[ $attachment_id ] ) ) {
			return $tag;
		}

		return $this->wrap( $tag, $attachment_id );
	}

	/**
	 * Wraps the only image of some markup, or gives the markup back as it is.
	 *
	 * @param string $html          Markup.
	 * @param int    $attachment_id The image's attachment.
	 */
	private function wrap( string $html, int $attachment_id ): string {
		if ( ! $this->is_page() ) {
			return $html;
		}
		$mobile = $this->facts->mobile_twin( $attachment_id );
		if ( null === $mobile ) {
			return $html;
		}

		$markup = new PictureMarkup( $html );
		if ( ! $markup->find_only_image() || $markup->has_fixed_ratio() || ! $this->is_shown_whole( $markup, $attachment_id ) ) {
			return $html;
		}

		return $markup->with_mobile( $mobile );
	}

	/**
	 * Whether a page is being shown to a reader: not a feed, a mail, an API's answer or anything else made of HTML.
	 */
	private function is_page(): bool {
		return did_action( 'template_redirect' )
			&& ! is_feed()
			&& ! is_embed()
			&& ! is_admin()
			&& ! wp_is_serving_rest_request()
			&& ! wp_is_json_request()
			&& ! ( function_exists( 'amp_is_request' ) && amp_is_request() );
	}

	/**
	 * Whether the image is shown as wide as a phone at least, and with nothing cut off.
	 *
	 * @param PictureMarkup $markup        At the image.
	 * @param int           $attachment_id Its attachment.
	 */
	private function is_shown_whole( PictureMarkup $markup, int $attachment_id ): bool {
		$metadata = wp_get_attachment_metadata( $attachment_id );
		$shown    = array( (int) $markup->get_attribute( 'width' ), (int) $markup->get_attribute( 'height' ) );
		if ( 0 === $shown[0] || 0 === $shown[1] ) {
			$shown = $this->facts->dimensions_of_url( $attachment_id, (string) $markup->get_attribute( 'src' ) );
		}
		if ( null === $shown || empty( $metadata['width'] ) || empty( $metadata['height'] ) ) {
			return false;
		}

		$whole_ratio = $metadata['width'] / $metadata['height'];

		return $shown[0] >= min( self::NARROWEST_WIDTH, (int) $metadata['width'] )
			&& abs( $shown[0] / $shown[1] - $whole_ratio ) <= self::RATIO_TOLERANCE * $whole_ratio;
	}
}
