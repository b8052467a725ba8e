<?php
/**
 * GET and PUT limner/v1/settings.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

/**
 * The settings for scripts and other screens; only for whoever may manage the site.
 */
final class SettingsController {

	/**
	 * Takes what it needs.
	 *
	 * @param Options $options The site's settings.
	 */
	public function __construct( private readonly Options $options ) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
	}

	/**
	 * Registers the route.
	 */
	public function register(): void {
		$may_manage = static fn (): bool => current_user_can( 'manage_options' );
		register_rest_route(
			'limner/v1',
			'/settings',
			array(
				array(
					'methods'             => WP_REST_Server::READABLE,
					'callback'            => fn (): WP_REST_Response => new WP_REST_Response( $this->options->all() ),
					'permission_callback' => $may_manage,
				),
				array(
					'methods'             => 'PUT',
					'callback'            => array( $this, 'update' ),
					'permission_callback' => $may_manage,
				),
				'schema' => array( SettingsSchema::class, 'schema' ),
			)
		);
	}

	/**
	 * Changes the settings that the body names.
	 *
	 * @param WP_REST_Request $request The request.
	 * @phpstan-param WP_REST_Request<array<string, mixed>> $request
	 */
	public function update( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$updated = $this->options->update( (array) $request->get_json_params() );

		return is_wp_error( $updated ) ? $updated : new WP_REST_Response( $this->options->all() );
	}
}
