<?php
/**
 * What an administrator has to know although nobody opened the settings.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Admin;

use Limner\Publishing\PublishingUser;
use Limner\Settings\Options;
use Limner\Settings\SettingsPage;
use Limner\Sidecar\Connection;

/**
 * Two notices, each of which stops images from being made, and each of which can be dismissed for good.
 */
final class Notices {

	private const DISMISSED = 'limner_dismissed_notices';
	private const ACTION    = 'limner_dismiss_notice';
	private const SCREENS   = array( 'dashboard', 'plugins', 'edit' );

	/**
	 * Takes what it needs.
	 *
	 * @param Connection     $connection      To the image service.
	 * @param Options        $options         The site's settings.
	 * @param PublishingUser $publishing_user Acts where no person asked.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly Options $options,
		private readonly PublishingUser $publishing_user
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'admin_notices', array( $this, 'print_due' ) );
		add_action( 'wp_ajax_' . self::ACTION, array( $this, 'dismiss' ) );
	}

	/**
	 * Prints the notices that are due on this screen.
	 */
	public function print_due(): void {
		$screen = get_current_screen();
		if ( ! current_user_can( 'manage_options' ) || ! $screen || ! in_array( $screen->base, self::SCREENS, true ) ) {
			return;
		}

		$dismissed = (array) get_user_meta( get_current_user_id(), self::DISMISSED, true );
		foreach ( $this->due() as $name => list( $text, $tab ) ) {
			if ( ! in_array( $name, $dismissed, true ) ) {
				$this->print_notice( $name, $text, $tab );
			}
		}
	}

	/**
	 * Remembers that a user does not want to see a notice again.
	 */
	public function dismiss(): void {
		check_ajax_referer( self::ACTION );
		$name      = sanitize_key( wp_unslash( $_POST['name'] ?? '' ) );
		$dismissed = array_filter( (array) get_user_meta( get_current_user_id(), self::DISMISSED, true ) );
		update_user_meta( get_current_user_id(), self::DISMISSED, array_slice( array_unique( array_merge( $dismissed, array( $name ) ) ), -20 ) );
		wp_send_json_success();
	}

	/**
	 * The notices that are due: text and the settings tab where it is set right, by a name that changes with the case.
	 *
	 * @return array<string, array{0: string, 1: string}>
	 */
	private function due(): array {
		if ( ! $this->connection->is_connected() ) {
			return array();
		}

		$notices = array();
		if ( $this->connection->is_moved_or_copied() ) {
			$notices[ 'moved_' . md5( home_url() ) ] = array( __( 'Limner: has this site moved, or is it a copy? Until you answer, no images are made and nothing is spent.', 'limner' ), 'connection' );
		}
		if ( $this->options->automatic_post_types() && 0 === $this->publishing_user->id() ) {
			$notices[ 'publishing_user_' . $this->options->publishing_user_id() ] = array( __( 'Limner: the publishing user is gone or may no longer upload files. Images that should be made by themselves wait until you choose another one.', 'limner' ), 'timing' );
		}

		return $notices;
	}

	/**
	 * Prints a notice.
	 *
	 * @param string $name Its name.
	 * @param string $text What it says.
	 * @param string $tab  Where it is set right.
	 */
	private function print_notice( string $name, string $text, string $tab ): void {
		wp_enqueue_script( 'limner-notices', plugins_url( 'assets/notices.js', LIMNER_FILE ), array(), LIMNER_VERSION, true );
		wp_admin_notice(
			sprintf( '%s <a href="%s">%s</a>', esc_html( $text ), esc_url( SettingsPage::url( $tab ) ), esc_html__( 'Open the settings', 'limner' ) ),
			array(
				'type'               => 'warning',
				'dismissible'        => true,
				'additional_classes' => array( 'limner-notice' ),
				'attributes'         => array(
					'data-name'  => $name,
					'data-url'   => admin_url( 'admin-ajax.php' ),
					'data-nonce' => wp_create_nonce( self::ACTION ),
				),
			)
		);
	}
}
