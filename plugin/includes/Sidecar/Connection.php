<?php
/**
 * What this site knows about its sidecar.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

/**
 * The stored side of a connection: address, site id, keys, and who the site was when they were made.
 *
 * @phpstan-type StoredKey array{key_id: string, secret: string, until: int}
 * @phpstan-type Stored array{address: string, site_id: string, keys: list<StoredKey>, home_url: string, environment: string, paired_at: int}
 */
final class Connection {

	private const OPTION = 'limner_connection';

	/**
	 * Seconds that a former key is still taken after pairing again, for what was under way.
	 */
	private const FORMER_KEY_LIFE = HOUR_IN_SECONDS;

	/**
	 * A connection reads its option when it is asked.
	 *
	 * @param SecretBox    $secret_box Encrypts the secret.
	 * @param SiteIdentity $identity   Who the site is now.
	 */
	public function __construct( private readonly SecretBox $secret_box, private readonly SiteIdentity $identity ) {}

	/**
	 * Whether there is a sidecar with a usable secret.
	 */
	public function is_connected(): bool {
		return null !== $this->stored() && null !== $this->signing_key();
	}

	/**
	 * Whether the site is another than the one that was connected: moved, or a copy. Only its owner knows which.
	 */
	public function is_moved_or_copied(): bool {
		$stored = $this->stored();

		return null !== $stored
			&& ( $stored['home_url'] !== $this->identity->home_url() || $stored['environment'] !== $this->identity->environment() );
	}

	/**
	 * Where the sidecar answers, without trailing slash; empty where none was connected.
	 */
	public function address(): string {
		return $this->stored()['address'] ?? '';
	}

	/**
	 * The id that the sidecar gave this site; empty where there is none.
	 */
	public function site_id(): string {
		return $this->stored()['site_id'] ?? '';
	}

	/**
	 * Who the site was when it was connected, for the question "moved, or a copy?".
	 *
	 * @return array{home_url: string, environment: string, paired_at: int}
	 */
	public function paired_as(): array {
		$stored = $this->stored();

		return array(
			'home_url'    => $stored['home_url'] ?? '',
			'environment' => $stored['environment'] ?? '',
			'paired_at'   => $stored['paired_at'] ?? 0,
		);
	}

	/**
	 * The key to sign with: its id and 32 raw bytes; null where there is none that is well formed.
	 *
	 * @return array{key_id: string, secret: string}|null
	 */
	public function signing_key(): ?array {
		return $this->active_keys()[0] ?? null;
	}

	/**
	 * The 32 raw bytes of a key that the other side may sign with; null refuses.
	 *
	 * @param string $key_id As the request names it.
	 */
	public function secret_of( string $key_id ): ?string {
		foreach ( $this->active_keys() as $key ) {
			if ( hash_equals( $key['key_id'], $key_id ) ) {
				return $key['secret'];
			}
		}

		return null;
	}

	/**
	 * Remembers a new pairing. The former key stays good for a while where it is of the same site at the same sidecar.
	 *
	 * @param string $address Where the sidecar answers.
	 * @param string $site_id Its id for this site.
	 * @param string $key_id  The key's id.
	 * @param string $secret  64 hex digits.
	 */
	public function connect( string $address, string $site_id, string $key_id, string $secret ): void {
		$former = $this->stored();
		$keys   = array( $this->sealed_key( $key_id, $secret, 0 ) );
		if ( null !== $former && $former['site_id'] === $site_id && isset( $former['keys'][0] ) ) {
			$keys[] = array_merge( $former['keys'][0], array( 'until' => time() + self::FORMER_KEY_LIFE ) );
		}
		$this->write( $address, $site_id, $keys );
	}

	/**
	 * The owner said that the site moved: from now on it is who it is now.
	 */
	public function accept_move(): void {
		$stored = $this->stored();
		if ( null !== $stored ) {
			$this->write( $stored['address'], $stored['site_id'], $stored['keys'] );
		}
	}

	/**
	 * Forgets address, id and secret. Settings and images stay.
	 */
	public function forget(): void {
		delete_option( self::OPTION );
		delete_option( SiteStates::OPTION );
		Catalogue::forget();
	}

	/**
	 * Keys that are good now, the newest first, with their secrets as raw bytes.
	 *
	 * @return list<array{key_id: string, secret: string}>
	 */
	private function active_keys(): array {
		$active = array();
		foreach ( $this->stored()['keys'] ?? array() as $position => $key ) {
			if ( 0 !== $key['until'] && $key['until'] < time() ) {
				continue;
			}
			$hex = 0 === $position && defined( 'LIMNER_SECRET' ) ? constant( 'LIMNER_SECRET' ) : $this->secret_box->open( $key['secret'] );
			if ( is_string( $hex ) && '' !== $key['key_id'] && 1 === preg_match( '/\A[0-9a-f]{64}\z/', $hex ) ) {
				$active[] = array(
					'key_id' => $key['key_id'],
					'secret' => (string) hex2bin( $hex ),
				);
			} elseif ( 0 === $position ) {
				// A first key that is empty or malformed refuses everything: no older one stands in for it.
				return array();
			}
		}

		return $active;
	}

	/**
	 * A key as it is stored.
	 *
	 * @param string $key_id The key's id.
	 * @param string $secret 64 hex digits.
	 * @param int    $until  When it ends, in seconds since 1970; 0 is never.
	 * @return StoredKey
	 */
	private function sealed_key( string $key_id, string $secret, int $until ): array {
		return array(
			'key_id' => $key_id,
			'secret' => $this->secret_box->seal( $secret ),
			'until'  => $until,
		);
	}

	/**
	 * Writes the option, with who the site is now.
	 *
	 * @param string          $address Where the sidecar answers.
	 * @param string          $site_id Its id for this site.
	 * @param list<StoredKey> $keys    The newest first.
	 */
	private function write( string $address, string $site_id, array $keys ): void {
		update_option(
			self::OPTION,
			array(
				'address'     => $address,
				'site_id'     => $site_id,
				'keys'        => $keys,
				'home_url'    => $this->identity->home_url(),
				'environment' => $this->identity->environment(),
				'paired_at'   => time(),
			),
			false
		);
	}

	/**
	 * The option, where it is whole.
	 *
	 * @return Stored|null
	 */
	private function stored(): ?array {
		$stored = get_option( self::OPTION );
		if ( ! is_array( $stored ) || empty( $stored['address'] ) || empty( $stored['site_id'] ) || ! is_array( $stored['keys'] ?? null ) ) {
			return null;
		}

		/**
		 * Only write() writes it.
		 *
		 * @var Stored $stored
		 */
		return $stored;
	}
}
