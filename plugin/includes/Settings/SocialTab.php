<?php
/**
 * The settings "What do others show of them?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\Sidecar\Catalogue;
use Limner\Sidecar\Connection;

/**
 * The files for social media that each featured image gets as well.
 */
final class SocialTab implements Tab {

	/**
	 * What a featured image stands for elsewhere. Covers, headers and banners belong to an account, not to a post.
	 */
	private const CATEGORIES = array( 'feed', 'card', 'story', 'thumbnail' );

	/**
	 * Takes what it needs.
	 *
	 * @param Connection $connection To the image service.
	 * @param Catalogue  $catalogue  What there is to choose from.
	 */
	public function __construct( private readonly Connection $connection, private readonly Catalogue $catalogue ) {}

	/**
	 * Its name in the address.
	 */
	public function slug(): string {
		return 'social';
	}

	/**
	 * The question it answers.
	 */
	public function title(): string {
		return __( 'What do others show?', 'limner' );
	}

	/**
	 * Prints its rows.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	public function render( array $settings ): void {
		Fields::row(
			__( 'Files for social media', 'limner' ),
			'',
			function () use ( $settings ): void {
				echo '<input type="hidden" name="limner[social][]" value="">';
				$choices = $this->choices( $settings['social'] );
				if ( array() === $choices ) {
					Fields::description( __( 'Connect the image service to see what it offers.', 'limner' ) );
				}
				foreach ( $choices as $id => $label ) {
					printf(
						'<label><input type="checkbox" name="limner[social][]" value="%s"%s> %s</label><br>',
						esc_attr( $id ),
						checked( in_array( $id, $settings['social'], true ), true, false ),
						esc_html( $label )
					);
				}
				Fields::description( __( 'At most six. Each is cut from the featured image around its subject, costs nothing more, and is stored beside it as JPEG. Featured images from before keep the files that they have.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'Link previews', 'limner' ),
			'',
			static fn () => printf( '<p>%s</p>', esc_html__( 'Where no other plugin does it, each post says in its head which image a link to it shows (Open Graph and X card). Yoast SEO, Rank Math, SEOPress and All in One SEO get the same image, where a post has none of its own there.', 'limner' ) )
		);
	}

	/**
	 * Reads its part of the form.
	 *
	 * @param array<string, mixed> $input What the browser sent.
	 * @return array<string, mixed>
	 */
	public function changes_from( array $input ): array {
		return array( 'social' => array_values( array_unique( array_filter( array_map( 'strval', (array) ( $input['social'] ?? array() ) ) ) ) ) );
	}

	/**
	 * The templates to choose from, with what is chosen.
	 *
	 * @param list<string> $chosen Ids.
	 * @return array<string, string> Labels by id.
	 */
	private function choices( array $chosen ): array {
		$templates = $this->connection->is_connected() && ! $this->connection->is_moved_or_copied() ? $this->catalogue->templates()['list'] : Catalogue::last_known( 'templates' );
		$choices   = array();
		foreach ( $templates as $template ) {
			if ( in_array( $template['category'], self::CATEGORIES, true ) ) {
				/* translators: 1: such as "Facebook feed", 2: width, 3: height in pixels. */
				$choices[ $template['id'] ] = sprintf( __( '%1$s (%2$d × %3$d)', 'limner' ), $template['title'], $template['width'], $template['height'] );
			}
		}

		return $choices + array_combine( $chosen, $chosen );
	}
}
