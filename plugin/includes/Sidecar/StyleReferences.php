<?php
/**
 * Brings the site's reference images to the sidecar.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use Limner\Media\ReferenceImages;
use Limner\Settings\Options;

/**
 * The sidecar fetches nothing from the media library: the plugin brings each file once, and a policy names it by its
 * sha256.
 */
final class StyleReferences {

	/**
	 * Beginning of the name of a transient: to which site of which sidecar a file was brought.
	 */
	private const BROUGHT = 'limner_reference_';

	/**
	 * Shorter than the time after which the sidecar forgets what was put in and is named nowhere.
	 */
	private const LIFETIME = 20 * DAY_IN_SECONDS;

	/**
	 * Seconds for each file.
	 */
	private const TIMEOUT = 10.0;

	/**
	 * Files go to one sidecar.
	 *
	 * @param Connection $connection Which sidecar.
	 * @param Client     $client     Talks to it.
	 * @param Options    $options    Names the images.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly Client $client,
		private readonly Options $options
	) {}

	/**
	 * Registers with WordPress: what was chosen just now is brought at once, so that a publication finds it there.
	 */
	public function register_hooks(): void {
		add_action( 'add_option_' . Options::OPTION, array( $this, 'bring' ), 10, 0 );
		add_action( 'update_option_' . Options::OPTION, array( $this, 'bring' ), 10, 0 );
	}

	/**
	 * Brings what was not brought lately. Asks nobody where everything was.
	 *
	 * @return bool Whether the sidecar has all of them.
	 */
	public function bring(): bool {
		$site_id = $this->connection->site_id();
		foreach ( $this->files() as $sum => $file ) {
			if ( get_transient( self::BROUGHT . $sum ) !== $site_id && ! $this->put( (string) $sum, $file, $site_id ) ) {
				// Whoever does not take one will not take the next; the plan says what is missing.
				return false;
			}
		}

		return true;
	}

	/**
	 * Brings all of them, whatever was brought before: the sidecar says that it lacks one.
	 *
	 * @return bool Whether the sidecar has all of them now.
	 */
	public function bring_again(): bool {
		foreach ( array_keys( $this->files() ) as $sum ) {
			delete_transient( self::BROUGHT . $sum );
		}

		return $this->bring();
	}

	/**
	 * The files by their sha256.
	 *
	 * @return array<string, string>
	 */
	private function files(): array {
		return ReferenceImages::files( $this->options->all()['style']['references'] );
	}

	/**
	 * Brings one file.
	 *
	 * @param string $sum     Its sha256.
	 * @param string $file    Where it lies.
	 * @param string $site_id Whom it is brought for.
	 */
	private function put( string $sum, string $file, string $site_id ): bool {
		// phpcs:ignore WordPress.WP.AlternativeFunctions.file_get_contents_file_get_contents -- a file on this machine.
		$bytes  = (string) file_get_contents( $file );
		$answer = $this->client->request(
			'POST',
			'/v1/inputs',
			array(
				// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- how bytes travel in JSON.
				'bytes'        => base64_encode( $bytes ),
				'candidate_id' => null,
			),
			self::TIMEOUT
		);
		if ( is_wp_error( $answer ) || ( $answer['input'] ?? '' ) !== $sum ) {
			return false;
		}

		return set_transient( self::BROUGHT . $sum, $site_id, self::LIFETIME );
	}
}
