<?php
/**
 * What the sidecar reads before it makes anything for this site.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

use Limner\Settings\Options;

/**
 * Writes handshakeSchema.
 */
final class Handshake {

	/**
	 * Bytes that a request may have where PHP sets no limit.
	 */
	private const LARGEST_REQUEST = 32 * MB_IN_BYTES;

	/**
	 * A handshake tells identity and limits.
	 *
	 * @param SiteIdentity $identity Who the site is.
	 * @param Options      $options  Its registered sizes.
	 */
	public function __construct( private readonly SiteIdentity $identity, private readonly Options $options ) {}

	/**
	 * Limits, sizes, versions, clock and identity.
	 *
	 * @return array<string, mixed>
	 */
	public function describe(): array {
		$policy = $this->options->policy();

		return array(
			'site'              => $this->identity->describe(),
			'plugin_version'    => LIMNER_VERSION,
			'wordpress_version' => substr( wp_get_wp_version(), 0, 40 ),
			'php_version'       => substr( PHP_VERSION, 0, 40 ),
			'clock'             => time(),
			'language'          => substr( get_bloginfo( 'language' ), 0, 35 ),
			'largest_request'   => $this->largest_request(),
			'sub_sizes'         => $policy['sub_sizes'],
			'largest_side'      => $policy['largest_side'],
		);
	}

	/**
	 * Bytes that one request body may have: what PHP takes, and what fits into its memory three times beside WordPress.
	 */
	private function largest_request(): int {
		$limits    = array( self::LARGEST_REQUEST );
		$post_size = wp_convert_hr_to_bytes( (string) ini_get( 'post_max_size' ) );
		$memory    = wp_convert_hr_to_bytes( (string) ini_get( 'memory_limit' ) );
		if ( $post_size > 0 ) {
			$limits[] = $post_size;
		}
		if ( $memory > 0 ) {
			$limits[] = max( MB_IN_BYTES, intdiv( $memory - 48 * MB_IN_BYTES, 3 ) );
		}

		return (int) min( $limits );
	}
}
