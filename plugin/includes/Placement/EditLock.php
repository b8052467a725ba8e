<?php
/**
 * Whether somebody has a post open.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Placement;

/**
 * Reads WordPress's own edit lock, whoever holds it: also the person that the image is for would overwrite it.
 */
final class EditLock {

	/**
	 * WordPress's own window, in seconds: the editor renews the lock in less.
	 */
	private const WINDOW = 150;

	/**
	 * Name of the person in whose editor the post is open; null where nobody has it open.
	 *
	 * @param int $post_id The post.
	 */
	public function holder( int $post_id ): ?string {
		wp_cache_delete( $post_id, 'post_meta' );
		$lock = explode( ':', (string) get_post_meta( $post_id, '_edit_lock', true ) );
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- WordPress's own filter.
		$window = (int) apply_filters( 'wp_check_post_lock_window', self::WINDOW );
		if ( (int) $lock[0] <= time() - max( self::WINDOW, $window ) ) {
			return null;
		}
		$user = get_userdata( (int) ( $lock[1] ?? 0 ) );

		return mb_substr( false === $user ? __( 'Somebody', 'limner' ) : $user->display_name, 0, 250 );
	}
}
