<?php
/**
 * In whose name images are added when nobody asked for them.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Publishing;

use Limner\Settings\Options;

/**
 * The publishing user: chosen in the settings, checked each time, as roles change.
 */
final class PublishingUser {

	/**
	 * Takes what it needs.
	 *
	 * @param Options $options The site's settings.
	 */
	public function __construct( private readonly Options $options ) {}

	/**
	 * The publishing user's id; 0 where none was chosen or the chosen one may not any more.
	 */
	public function id(): int {
		$user_id = $this->options->publishing_user_id();

		return self::may_publish_images( $user_id ) ? $user_id : 0;
	}

	/**
	 * Whether a user can stand for the site: the images of anybody's post go through this user's rights.
	 *
	 * @param int $user_id The user.
	 */
	public static function may_publish_images( int $user_id ): bool {
		return $user_id > 0 && user_can( $user_id, 'upload_files' ) && user_can( $user_id, 'edit_others_posts' );
	}
}
