<?php
/**
 * Keeps the secret unreadable in a copy of the database.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

/**
 * Encrypts with a key made from wp-config.php's salts, where PHP has sodium. Without it the text is kept as it is.
 */
final class SecretBox {

	private const PREFIX = 'box:';

	/**
	 * Encrypts.
	 *
	 * @param string $secret What to keep.
	 */
	public function seal( string $secret ): string {
		if ( ! function_exists( 'sodium_crypto_secretbox' ) ) {
			return $secret;
		}
		$nonce = random_bytes( SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );

		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- Bytes in a text column.
		return self::PREFIX . base64_encode( $nonce . sodium_crypto_secretbox( $secret, $nonce, $this->key() ) );
	}

	/**
	 * Decrypts. Empty where the salts are others by now, or the text was damaged.
	 *
	 * @param string $sealed What seal() gave.
	 */
	public function open( string $sealed ): string {
		if ( ! str_starts_with( $sealed, self::PREFIX ) ) {
			return $sealed;
		}
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- Bytes in a text column.
		$bytes = base64_decode( substr( $sealed, strlen( self::PREFIX ) ), true );
		if ( false === $bytes || strlen( $bytes ) <= 24 || ! function_exists( 'sodium_crypto_secretbox_open' ) ) {
			return '';
		}
		$opened = sodium_crypto_secretbox_open( substr( $bytes, 24 ), substr( $bytes, 0, 24 ), $this->key() );

		return false === $opened ? '' : $opened;
	}

	/**
	 * 32 bytes.
	 */
	private function key(): string {
		return hash( 'sha256', 'limner' . wp_salt( 'secure_auth' ), true );
	}
}
