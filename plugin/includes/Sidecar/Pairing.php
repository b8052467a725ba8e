<?php
/**
 * Takes a one-time code.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use Limner\Contracts\Validator;
use Limner\REST\Failure;
use WP_Error;

/**
 * The first request to a sidecar: sent when the owner has typed its address and a code, and not before.
 */
final class Pairing {

	/**
	 * Pairing asks and stores.
	 *
	 * @param Client       $client     Asks.
	 * @param Validator    $validator  Checks the answer.
	 * @param Connection   $connection Stores it.
	 * @param SiteIdentity $identity   Who the site is.
	 */
	public function __construct(
		private readonly Client $client,
		private readonly Validator $validator,
		private readonly Connection $connection,
		private readonly SiteIdentity $identity
	) {}

	/**
	 * Connects this site.
	 *
	 * @param string $typed_address Where the sidecar answers.
	 * @param string $typed_code    What `limner pair` printed.
	 * @return true|WP_Error
	 */
	public function pair( string $typed_address, string $typed_code ): bool|WP_Error {
		$address = SidecarAddress::read( $typed_address );
		if ( is_wp_error( $address ) ) {
			return $address;
		}
		$code = trim( $typed_code );
		if ( strlen( $code ) < 6 || strlen( $code ) > 40 ) {
			return Failure::make( 'pairing_code_wrong', 'A code has 6 to 40 characters.', 'code' );
		}

		$answer = $this->client->send_unsigned(
			$address . '/v1/pair',
			array(
				'code'           => $code,
				'site'           => $this->identity->describe(),
				'plugin_version' => LIMNER_VERSION,
			)
		);
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$valid = $this->validator->check( $answer, 'pair-response' );
		if ( is_wp_error( $valid ) ) {
			return Failure::make( 'sidecar_answer_unreadable', $valid->get_error_message() );
		}
		$this->connection->connect( $address, $answer['site_id'], $answer['key_id'], $answer['secret'] );

		return true;
	}
}
