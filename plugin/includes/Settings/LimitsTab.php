<?php
/**
 * The settings "Who may, and how much?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * Spending limits and how long images are kept.
 */
final class LimitsTab implements Tab {

	private const MICRODOLLARS = 1_000_000;

	/**
	 * Its name in the address.
	 */
	public function slug(): string {
		return 'limits';
	}

	/**
	 * The question it answers.
	 */
	public function title(): string {
		return __( 'Who may, and how much?', 'limner' );
	}

	/**
	 * Prints its rows.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	public function render( array $settings ): void {
		Fields::row(
			__( 'Who may', 'limner' ),
			'',
			static fn () => printf( '<p>%s</p>', esc_html__( 'Whoever may edit a post and upload files can have images made for it: authors for their own posts, editors for all. Only administrators see this page.', 'limner' ) )
		);
		$this->render_limit( 'site_month', $settings['limits']['site_month'], __( 'The site, per month', 'limner' ), __( 'The month begins on the first day in the site’s time zone.', 'limner' ) );
		$this->render_limit( 'person_month', $settings['limits']['person_month'], __( 'Each person, per month', 'limner' ), '' );
		$this->render_limit( 'post', $settings['limits']['post'], __( 'Each post', 'limner' ), '' );
		$this->render_limit( 'run', $settings['limits']['run'], __( 'Each run', 'limner' ), __( 'One click on Generate, or one round of making missing images. Empty means no limit. A limit is checked before money is spent.', 'limner' ) );
		Fields::row(
			__( 'Keep unused images', 'limner' ),
			'candidate_retention_days',
			static function () use ( $settings ): void {
				Fields::number( 'candidate_retention_days', $settings['candidate_retention_days'], 1, 3650 );
				echo ' ' . esc_html__( 'days', 'limner' );
				Fields::description( __( 'Images that nobody approved stay at the image service so long, then they are deleted there.', 'limner' ) );
			}
		);
	}

	/**
	 * Reads its part of the form.
	 *
	 * @param array<string, mixed> $input What the browser sent.
	 * @return array<string, mixed>
	 */
	public function changes_from( array $input ): array {
		$limits = (array) ( $input['limits'] ?? array() );

		return array(
			'limits'                   => array_map( array( $this, 'microdollars' ), array_intersect_key( $limits, SettingsSchema::defaults()['limits'] ) ),
			'candidate_retention_days' => (int) ( $input['candidate_retention_days'] ?? 0 ),
		);
	}

	/**
	 * Prints a limit.
	 *
	 * @param string   $name        Which.
	 * @param int|null $value       Micro-dollars; null is none.
	 * @param string   $title       Its label.
	 * @param string   $description A sentence under it.
	 */
	private function render_limit( string $name, ?int $value, string $title, string $description ): void {
		Fields::row(
			$title,
			"limits][{$name}",
			static function () use ( $name, $value, $description ): void {
				echo '<span class="limner-money">$ ';
				Fields::text(
					"limits][{$name}",
					null === $value ? '' : number_format( $value / self::MICRODOLLARS, 2, '.', '' ),
					'small-text',
					array(
						'inputmode'   => 'decimal',
						'placeholder' => '∞',
					)
				);
				echo '</span>';
				if ( '' !== $description ) {
					Fields::description( $description );
				}
			}
		);
	}

	/**
	 * Reads an amount of dollars as people write it.
	 *
	 * @param mixed $dollars As in "20", "0.50" or "0,50"; empty is no limit.
	 * @return int|null|string Micro-dollars; what cannot be read stays as it is, for the check to refuse.
	 */
	private function microdollars( mixed $dollars ): int|null|string {
		$text = str_replace( ',', '.', trim( (string) $dollars, " \t\n\r\0\x0B$" ) );
		if ( '' === $text ) {
			return null;
		}

		return 1 === preg_match( '/^\d{1,9}(\.\d{1,6})?$/', $text ) ? (int) round( (float) $text * self::MICRODOLLARS ) : (string) $dollars;
	}
}
