<?php
/**
 * Talks to the sidecar.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use Limner\Contracts\Validator;
use Limner\REST\Failure;
use WP_Error;

/**
 * Signed requests to the connected sidecar. Nothing is sent before the owner connected one, nor from a site that moved
 * or is a copy.
 */
final class Client {

	/**
	 * Bytes that an answer may have.
	 */
	private const LARGEST_ANSWER = 64 * MB_IN_BYTES;

	/**
	 * The one thing that a site under another address may say: that its owner says it moved.
	 */
	private const MOVE_PATH = '/v1/sites/self/move';

	/**
	 * A client signs for one connection.
	 *
	 * @param Connection   $connection Address and key.
	 * @param SiteIdentity $identity   Who the site is now.
	 * @param Validator    $validator  Checks answers.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly SiteIdentity $identity,
		private readonly Validator $validator
	) {}

	/**
	 * Asks and decodes the answer.
	 *
	 * @param string                    $method  HTTP method.
	 * @param string                    $path    From the version on, with query: `/v1/plans`.
	 * @param array<string, mixed>|null $body    Sent as JSON.
	 * @param float                     $timeout Seconds, for all of it.
	 * @return array<mixed>|WP_Error The decoded answer.
	 */
	public function request( string $method, string $path, ?array $body, float $timeout = 1.0 ): array|WP_Error {
		$answer = $this->send( $method, $path, $body, $timeout );

		return is_wp_error( $answer ) ? $answer : $this->decode( $answer );
	}

	/**
	 * Asks, decodes the answer and holds it against a contract.
	 *
	 * @param string                    $schema  The answer's contract, e.g. `plan`.
	 * @param string                    $method  HTTP method.
	 * @param string                    $path    From the version on, with query.
	 * @param array<string, mixed>|null $body    Sent as JSON.
	 * @param float                     $timeout Seconds, for all of it.
	 * @return array<string, mixed>|WP_Error
	 */
	public function ask( string $schema, string $method, string $path, ?array $body, float $timeout = 1.0 ): array|WP_Error {
		$decoded = $this->request( $method, $path, $body, $timeout );
		if ( is_wp_error( $decoded ) ) {
			return $decoded;
		}
		$valid = $this->validator->check( $decoded, $schema );
		if ( is_wp_error( $valid ) ) {
			return Failure::make( 'sidecar_answer_unreadable', "{$method} {$path}: " . $valid->get_error_message() );
		}

		return $decoded;
	}

	/**
	 * Asks for bytes.
	 *
	 * @param string $path    From the version on, with query.
	 * @param float  $timeout Seconds, for all of it.
	 */
	public function fetch_bytes( string $path, float $timeout = 10.0 ): Answer|WP_Error {
		return $this->send( 'GET', $path, null, $timeout );
	}

	/**
	 * Signs, sends, and sorts failures from answers.
	 *
	 * @param string                    $method  HTTP method.
	 * @param string                    $path    From the version on, with query.
	 * @param array<string, mixed>|null $body    Sent as JSON.
	 * @param float                     $timeout Seconds, for all of it.
	 */
	public function send( string $method, string $path, ?array $body, float $timeout ): Answer|WP_Error {
		$key = $this->connection->signing_key();
		if ( null === $key || ! $this->connection->is_connected() ) {
			return Failure::make( 'sidecar_not_connected', 'No sidecar is connected, or its secret cannot be read.' );
		}
		if ( $this->connection->is_moved_or_copied() && self::MOVE_PATH !== $path ) {
			return Failure::make( 'site_moved_or_copied', 'The site was connected as another.', $this->connection->paired_as()['home_url'] );
		}

		$json    = null === $body ? '' : (string) wp_json_encode( $body, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
		$headers = array(
			Signature::SITE        => $this->connection->site_id(),
			Signature::KEY         => $key['key_id'],
			Signature::TIMESTAMP   => (string) time(),
			Signature::NONCE       => bin2hex( random_bytes( 16 ) ),
			Signature::HOME        => $this->identity->home_url(),
			Signature::ENVIRONMENT => $this->identity->environment(),
		);

		$headers[ Signature::SIGNATURE ] = Signature::make( $key['secret'], $headers, $method, $path, $json );

		return $this->deliver( $this->connection->address() . $path, $method, $headers, $json, $timeout );
	}

	/**
	 * Sends without a signature: only pairing does.
	 *
	 * @param string               $url  Full address, checked by SidecarAddress.
	 * @param array<string, mixed> $body Sent as JSON.
	 * @return array<mixed>|WP_Error
	 */
	public function send_unsigned( string $url, array $body ): array|WP_Error {
		$json   = (string) wp_json_encode( $body, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
		$answer = $this->deliver( $url, 'POST', array(), $json, 10.0 );

		return is_wp_error( $answer ) ? $answer : $this->decode( $answer );
	}

	/**
	 * The request itself.
	 *
	 * @param string                $url     Full address: the owner typed its beginning, and may mean an own machine.
	 * @param string                $method  HTTP method.
	 * @param array<string, string> $headers Headers.
	 * @param string                $json    The body; empty is none.
	 * @param float                 $timeout Seconds.
	 */
	private function deliver( string $url, string $method, array $headers, string $json, float $timeout ): Answer|WP_Error {
		$arguments = array(
			'method'              => $method,
			'headers'             => $headers,
			'timeout'             => $timeout,
			// A signature must not travel to another host.
			'redirection'         => 0,
			'limit_response_size' => self::LARGEST_ANSWER,
			'user-agent'          => 'Limner/' . LIMNER_VERSION,
		);
		if ( '' !== $json ) {
			$arguments['headers']['content-type'] = 'application/json';
			$arguments['body']                    = $json;
		}
		$response = wp_remote_request( $url, $arguments );
		if ( is_wp_error( $response ) ) {
			return Failure::make( 'sidecar_unreachable', $response->get_error_message() );
		}

		$status     = (int) wp_remote_retrieve_response_code( $response );
		$type       = wp_remote_retrieve_header( $response, 'content-type' );
		$media_type = strtolower( trim( explode( ';', is_array( $type ) ? ( $type[0] ?? '' ) : $type )[0] ) );
		$answer     = new Answer( $status, $media_type, wp_remote_retrieve_body( $response ) );

		return $status >= 200 && $status < 300 ? $answer : $this->failure( $answer );
	}

	/**
	 * The error that an answer carries.
	 *
	 * @param Answer $answer With a status that is not 2xx.
	 */
	private function failure( Answer $answer ): WP_Error {
		$decoded = json_decode( $answer->bytes, true, 32 );
		if ( is_array( $decoded ) && true === $this->validator->check( $decoded, 'error-response' ) ) {
			return Failure::from_info( $decoded['error'] );
		}

		$code = $answer->status >= 500 ? 'sidecar_unreachable' : 'sidecar_answer_unreadable';

		return Failure::make( $code, "Status {$answer->status} with {$answer->media_type}, not an answer of Limner." );
	}

	/**
	 * The JSON of an answer.
	 *
	 * @param Answer $answer The answer.
	 * @return array<mixed>|WP_Error
	 */
	private function decode( Answer $answer ): array|WP_Error {
		$decoded = json_decode( $answer->bytes, true, 32 );

		return is_array( $decoded )
			? $decoded
			: Failure::make( 'sidecar_answer_unreadable', "Status {$answer->status} with {$answer->media_type}: " . json_last_error_msg() );
	}
}
