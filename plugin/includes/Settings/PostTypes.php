<?php
/**
 * The kinds of posts that can have images.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use WP_Post_Type;

/**
 * Knows which post types Limner serves.
 */
final class PostTypes {

	/**
	 * Public post types with an editor: what people write and others read.
	 *
	 * @return array<string, WP_Post_Type>
	 */
	public static function illustrated(): array {
		$types = array_filter(
			get_post_types( array( 'public' => true ), 'objects' ),
			static fn ( WP_Post_Type $type ): bool => 'attachment' !== $type->name && post_type_supports( $type->name, 'editor' )
		);

		/**
		 * Filters the post types whose posts can get images.
		 *
		 * @param array<string, WP_Post_Type> $types Post types by name.
		 */
		return (array) apply_filters( 'limner_post_types', $types );
	}
}
