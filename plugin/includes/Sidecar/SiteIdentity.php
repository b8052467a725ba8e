<?php
/**
 * Who this site is.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

/**
 * What the site says about itself (siteIdentitySchema).
 */
final class SiteIdentity {

	/**
	 * The home URL as it is stored, without what multilingual plugins make of it, and without trailing slash.
	 */
	public function home_url(): string {
		return untrailingslashit( (string) get_option( 'home' ) );
	}

	/**
	 * `production`, `staging`, `development` or `local`.
	 */
	public function environment(): string {
		return wp_get_environment_type();
	}

	/**
	 * The site's name, address, REST address and environment.
	 *
	 * @return array{home_url: string, rest_url: string, name: string, environment: string}
	 */
	public function describe(): array {
		$name = wp_specialchars_decode( (string) get_option( 'blogname' ), ENT_QUOTES );

		return array(
			'home_url'    => $this->home_url(),
			'rest_url'    => trailingslashit( rest_url( 'limner/v1' ) ),
			'name'        => mb_substr( $name, 0, 300 ),
			'environment' => $this->environment(),
		);
	}
}
