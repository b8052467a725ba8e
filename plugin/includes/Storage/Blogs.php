<?php
/**
 * Goes through the blogs of a network.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Storage;

/**
 * Each blog of a network has its own tables, options and events, so what ends, ends on each of them.
 */
final class Blogs {

	/**
	 * Does something on every blog of the network; without a network, on the one site.
	 *
	 * @param callable(): void $action What to do.
	 */
	public static function on_each( callable $action ): void {
		if ( ! is_multisite() ) {
			$action();
			return;
		}
		$blog_ids = get_sites(
			array(
				'fields' => 'ids',
				'number' => 0,
			)
		);
		foreach ( $blog_ids as $blog_id ) {
			self::on( (int) $blog_id, $action );
		}
	}

	/**
	 * Does something on one blog.
	 *
	 * @param int              $blog_id The blog.
	 * @param callable(): void $action  What to do.
	 */
	public static function on( int $blog_id, callable $action ): void {
		if ( get_current_blog_id() === $blog_id ) {
			$action();
			return;
		}
		switch_to_blog( $blog_id );
		$action();
		restore_current_blog();
	}
}
