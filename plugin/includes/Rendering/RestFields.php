<?php
/**
 * Images for front ends that are not WordPress.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Rendering;

use Limner\Settings\PostTypes;

/**
 * Adds a read-only `limner` field to media and posts in wp/v2.
 */
final class RestFields {

	/**
	 * Takes what it needs.
	 *
	 * @param AttachmentFacts $facts Knows the images.
	 */
	public function __construct( private readonly AttachmentFacts $facts ) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
	}

	/**
	 * Registers the fields.
	 */
	public function register(): void {
		register_rest_field(
			'attachment',
			'limner',
			array(
				'get_callback' => fn ( array $attachment ): ?array => $this->facts->of( (int) $attachment['id'] ),
				'schema'       => $this->image_schema( __( 'What Limner knows about this image; null where the image is not from Limner.', 'limner' ) ),
			)
		);
		register_rest_field(
			array_keys( PostTypes::illustrated() ),
			'limner',
			array(
				'get_callback' => fn ( array $post ): array => $this->of_post( (int) $post['id'] ),
				'schema'       => $this->post_schema(),
			)
		);
	}

	/**
	 * The images of a post.
	 *
	 * @param int $post_id The post.
	 * @return array{featured: array<string, mixed>|null, images: list<array<string, mixed>>}
	 */
	private function of_post( int $post_id ): array {
		preg_match_all( '/\bwp-image-(\d+)/', (string) get_post_field( 'post_content', $post_id ), $found );
		$attachment_ids = array_values( array_unique( array_map( 'intval', $found[1] ) ) );
		_prime_post_caches( $attachment_ids, false, true );

		return array(
			'featured' => $this->facts->of( (int) get_post_thumbnail_id( $post_id ) ),
			'images'   => array_values( array_filter( array_map( array( $this->facts, 'of' ), $attachment_ids ) ) ),
		);
	}

	/**
	 * The schema of a post's images.
	 *
	 * @return array<string, mixed>
	 */
	private function post_schema(): array {
		return array(
			'description' => __( 'The images of this post that Limner made.', 'limner' ),
			'type'        => 'object',
			'context'     => array( 'view', 'edit' ),
			'readonly'    => true,
			'properties'  => array(
				'featured' => $this->image_schema( __( 'The featured image.', 'limner' ) ),
				'images'   => array(
					'type'  => 'array',
					'items' => $this->image_schema( __( 'An image in the content, in the order of the content.', 'limner' ) ),
				),
			),
		);
	}

	/**
	 * The schema of an image.
	 *
	 * @param string $description What it stands for.
	 * @return array<string, mixed>
	 */
	private function image_schema( string $description ): array {
		$file     = array(
			'id'     => array( 'type' => 'integer' ),
			'url'    => array( 'type' => 'string' ),
			'width'  => array( 'type' => 'integer' ),
			'height' => array( 'type' => 'integer' ),
			'srcset' => array( 'type' => 'string' ),
		);
		$fraction = array(
			'type'    => 'number',
			'minimum' => 0,
			'maximum' => 1,
		);

		return array(
			'description' => $description,
			'type'        => array( 'object', 'null' ),
			'context'     => array( 'view', 'edit', 'embed' ),
			'readonly'    => true,
			'properties'  => $file + array(
				'alt'              => array( 'type' => 'string' ),
				'mobile'           => array(
					'type'       => array( 'object', 'null' ),
					'properties' => $file,
				),
				'focal_point'      => array(
					'type'       => 'object',
					'properties' => array(
						'x' => $fraction,
						'y' => $fraction,
					),
				),
				'label'            => array( 'type' => 'string' ),
				'drawn_without_ai' => array( 'type' => 'boolean' ),
			),
		);
	}
}
