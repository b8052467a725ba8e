<?php
/**
 * Limner's part of Tools → Site Health → Info.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\SiteHealth;

use Limner\Publishing\Outbox;
use Limner\Publishing\PublishingUser;
use Limner\Settings\Options;
use Limner\Sidecar\Connection;

/**
 * What somebody who helps needs to know. No secrets, no names of people, and the address only where it stays private.
 */
final class DebugInformation {

	/**
	 * Takes what it needs.
	 *
	 * @param Connection     $connection      To the image service.
	 * @param Options        $options         The site's settings.
	 * @param PublishingUser $publishing_user Acts where no person asked.
	 * @param Outbox         $outbox          Keeps what waits.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly Options $options,
		private readonly PublishingUser $publishing_user,
		private readonly Outbox $outbox
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_filter( 'debug_information', array( $this, 'add' ) );
	}

	/**
	 * Adds the section.
	 *
	 * @param array<string, mixed> $information WordPress's sections.
	 * @return array<string, mixed>
	 */
	public function add( array $information ): array {
		$settings = $this->options->all();
		$summary  = $this->outbox->summary();
		$fields   = array(
			'version'         => array( __( 'Version', 'limner' ), LIMNER_VERSION ),
			'connected'       => array( __( 'Connected', 'limner' ), $this->connection->is_connected() ? 'yes' : 'no' ),
			'address'         => array( __( 'Address', 'limner' ), $this->connection->address() ),
			'moved_or_copied' => array( __( 'Moved or copied', 'limner' ), $this->connection->is_moved_or_copied() ? 'yes' : 'no' ),
			'provider'        => array( __( 'Provider and model', 'limner' ), trim( $settings['provider'] . ' ' . $settings['model'] ) ),
			'format'          => array( __( 'File format', 'limner' ), $settings['format'] . ' ' . $settings['format_quality'] ),
			'sizes'           => array( __( 'Sizes', 'limner' ), $this->size( $settings['desktop'] ) . ', ' . $this->size( $settings['mobile'] ) ),
			'on_publish'      => array( __( 'When a post is published', 'limner' ), (string) wp_json_encode( $settings['on_publish'] ) ),
			'publishing_user' => array( __( 'Publishing user', 'limner' ), $this->publishing_user->id() ? 'allowed' : 'none' ),
			'waiting'         => array( __( 'Waiting posts', 'limner' ), trim( $summary['count'] . ' ' . $summary['last_error'] ) ),
		);

		$information['limner'] = array(
			'label'  => __( 'Limner', 'limner' ),
			'fields' => array_map(
				static fn ( array $field, string $name ): array => array(
					'label'   => $field[0],
					'value'   => $field[1],
					'private' => 'address' === $name,
				),
				$fields,
				array_keys( $fields )
			),
		);

		return $information;
	}

	/**
	 * A composition in a few characters.
	 *
	 * @param array{enabled: bool, width: int, height: int} $composition A composition.
	 */
	private function size( array $composition ): string {
		return $composition['enabled'] ? "{$composition['width']}x{$composition['height']}" : 'off';
	}
}
