<?php
/**
 * Connecting the site with a sidecar.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

use Limner\Sidecar\Connection;
use Limner\Sidecar\Pairing;
use Limner\Sidecar\SiteIdentity;
use Limner\Sidecar\SiteStates;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * What the settings page does with the connection. Every route answers what GET does:
 * `{state, address, paired_as: {home_url, environment, paired_at}, now: siteIdentity, site: siteState|null, error: {code, title, text, action, cause}|null}`
 * with `state` not_connected, connected, unreachable or moved_or_copied.
 */
final class ConnectionRoutes {

	/**
	 * The routes read and change the connection.
	 *
	 * @param PersonPermission $permission Who may.
	 * @param Connection       $connection What is stored.
	 * @param Pairing          $pairing    Takes a code.
	 * @param SiteStates       $states     How the sidecar sees this site.
	 * @param SiteIdentity     $identity   Who the site is now.
	 */
	public function __construct(
		private readonly PersonPermission $permission,
		private readonly Connection $connection,
		private readonly Pairing $pairing,
		private readonly SiteStates $states,
		private readonly SiteIdentity $identity
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'rest_api_init', array( $this, 'register_routes' ) );
	}

	/**
	 * Registers the routes.
	 */
	public function register_routes(): void {
		$this->route( 'GET', '/connection', 'read' );
		$this->route( 'POST', '/connection', 'connect' );
		$this->route( 'DELETE', '/connection', 'disconnect' );
		$this->route( 'POST', '/connection/check', 'check' );
		$this->route( 'POST', '/connection/move', 'accept_move' );
		$this->route( 'POST', '/connection/copy', 'accept_copy' );
	}

	/**
	 * GET connection: asks the sidecar, for a second at most.
	 */
	public function read(): WP_REST_Response {
		return $this->describe( $this->states->refresh() );
	}

	/**
	 * POST connection {address, code}: pairs.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function connect( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$body = json_decode( $request->get_body(), true );
		if ( ! is_array( $body ) || ! is_string( $body['address'] ?? null ) || ! is_string( $body['code'] ?? null ) ) {
			return Failure::make( 'request_malformed', 'Address and code are both needed.', 'connection' );
		}
		$paired = $this->pairing->pair( $body['address'], $body['code'] );
		if ( is_wp_error( $paired ) ) {
			return $paired;
		}

		// The sidecar looks for the way back on its own, after it has answered.
		return $this->describe( $this->states->check() );
	}

	/**
	 * POST connection/check: has the sidecar look for the way back. GET tells what it found.
	 */
	public function check(): WP_REST_Response {
		return $this->describe( $this->states->check() );
	}

	/**
	 * POST connection/move: the owner says that the site moved.
	 */
	public function accept_move(): WP_REST_Response|WP_Error {
		$moved = $this->states->move( $this->identity->describe() );
		if ( is_wp_error( $moved ) ) {
			return $moved;
		}
		$this->connection->accept_move();

		return $this->describe( $moved );
	}

	/**
	 * POST connection/copy: the owner says that this is a copy. The original's connection is none of its business.
	 */
	public function accept_copy(): WP_REST_Response {
		$this->connection->forget();

		return $this->describe( null );
	}

	/**
	 * DELETE connection. What the sidecar says to it changes nothing here; a copy must not speak for the original.
	 */
	public function disconnect(): WP_REST_Response {
		$told = $this->connection->is_moved_or_copied() ? null : $this->states->disconnect();
		$this->connection->forget();

		return $this->describe( is_wp_error( $told ) ? $told : null );
	}

	/**
	 * The connection as the settings page shows it.
	 *
	 * @param array<string, mixed>|WP_Error|null $state What the sidecar answered; null: it was not asked.
	 */
	private function describe( array|WP_Error|null $state ): WP_REST_Response {
		$response = new WP_REST_Response(
			array(
				'state'     => $this->state( $state ),
				'address'   => $this->connection->address(),
				'paired_as' => $this->connection->paired_as(),
				'now'       => $this->identity->describe(),
				'site'      => is_array( $state ) ? $state : $this->states->last_known(),
				'error'     => is_wp_error( $state ) && 'sidecar_not_connected' !== Failure::code( $state ) ? $this->error( $state ) : null,
			)
		);
		$response->header( 'Cache-Control', 'no-store' );

		return $response;
	}

	/**
	 * The connection in one word.
	 *
	 * @param array<string, mixed>|WP_Error|null $state What the sidecar answered.
	 */
	private function state( array|WP_Error|null $state ): string {
		if ( ! $this->connection->is_connected() ) {
			return 'not_connected';
		}
		$says_moved = is_wp_error( $state )
			? 'site_moved_or_copied' === Failure::code( $state )
			: 'moved_or_copied' === ( $state['state'] ?? '' );
		if ( $says_moved || $this->connection->is_moved_or_copied() ) {
			return 'moved_or_copied';
		}

		return is_array( $state ) ? 'connected' : 'unreachable';
	}

	/**
	 * An error with its sentences.
	 *
	 * @param WP_Error $error The error.
	 * @return array<string, string>
	 */
	private function error( WP_Error $error ): array {
		$info    = Failure::info( $error );
		$message = Messages::for_error( $info );

		return array(
			'code'  => $info['code'],
			'cause' => $info['cause'],
		) + $message;
	}

	/**
	 * Registers one route.
	 *
	 * @param string $method  HTTP method.
	 * @param string $path    The path.
	 * @param string $handler Name of the method.
	 */
	private function route( string $method, string $path, string $handler ): void {
		register_rest_route(
			'limner/v1',
			UrlParameters::pattern( $path ),
			array(
				'methods'             => $method,
				'callback'            => array( $this, $handler ),
				'permission_callback' => array( $this->permission, 'may_manage' ),
				'show_in_index'       => false,
			)
		);
	}
}
