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
		foreach ( $this->limits() as $name => list( $title, $description ) ) {
			Fields::row( $title, '', fn () => $this->render_limit( $name, $title, $settings['limits'][ $name ], $settings['image_limits'][ $name ], $description ) );
		}
		Fields::row( __( 'A month begins', 'limner' ), 'period_start', fn () => $this->render_period_start( $settings['period_start'] ) );
		Fields::row(
			__( 'One image', 'limner' ),
			'choice][price_ceiling',
			static function () use ( $settings ): void {
				Dollars::field( 'choice][price_ceiling', $settings['choice']['price_ceiling'] );
				Fields::description( __( 'At most, as the price is known before. Models that cost more, or whose price nobody published, are not taken. Empty means no ceiling.', 'limner' ) );
			}
		);
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
		$names   = SettingsSchema::defaults()['limits'];
		$changes = array(
			'limits'                   => array_map( array( Dollars::class, 'read' ), array_intersect_key( (array) ( $input['limits'] ?? array() ), $names ) ),
			'image_limits'             => array_map( array( $this, 'count' ), array_intersect_key( (array) ( $input['image_limits'] ?? array() ), $names ) ),
			'candidate_retention_days' => (int) ( $input['candidate_retention_days'] ?? 0 ),
		);
		if ( isset( $input['choice']['price_ceiling'] ) ) {
			$changes['choice'] = array( 'price_ceiling' => Dollars::read( $input['choice']['price_ceiling'] ) );
		}

		return isset( $input['period_start'] ) ? $changes + array( 'period_start' => $this->count( $input['period_start'] ) ) : $changes;
	}

	/**
	 * The limits with their labels.
	 *
	 * @return array<string, array{string, string}> Title and a sentence, by name.
	 */
	private function limits(): array {
		return array(
			'site_month'   => array( __( 'The site, per month', 'limner' ), '' ),
			'person_month' => array( __( 'Each person, per month', 'limner' ), '' ),
			'post'         => array( __( 'Each post', 'limner' ), '' ),
			'run'          => array( __( 'Each run', 'limner' ), __( 'One click on Generate, or one round of making missing images. Empty means no limit; of two limits the one that is reached first counts. It is checked before money is spent.', 'limner' ) ),
		);
	}

	/**
	 * Prints a limit, in money and in images.
	 *
	 * @param string          $name        Which.
	 * @param string          $title       Its label.
	 * @param int|string|null $money       Micro-dollars; null is none; a text is what was typed and refused.
	 * @param int|string|null $images      A number of images; null is none; a text is what was typed and refused.
	 * @param string          $description A sentence under it.
	 */
	private function render_limit( string $name, string $title, int|string|null $money, int|string|null $images, string $description ): void {
		/* translators: %s: whose limit, as in "Each post". */
		Dollars::field( "limits][{$name}", $money, sprintf( __( '%s, in dollars', 'limner' ), $title ) );
		echo '<span class="limner-images"> ';
		Fields::text(
			"image_limits][{$name}",
			(string) $images,
			'small-text',
			array(
				'inputmode'   => 'numeric',
				'placeholder' => '∞',
				/* translators: %s: whose limit, as in "Each post". */
				'aria-label'  => sprintf( __( '%s, in images', 'limner' ), $title ),
			)
		);
		printf( ' %s</span>', esc_html__( 'images', 'limner' ) );
		if ( '' !== $description ) {
			Fields::description( $description );
		}
	}

	/**
	 * Prints the day on which a month begins.
	 *
	 * @param int|string|null $day The day; a text is what was typed and refused.
	 */
	private function render_period_start( int|string|null $day ): void {
		$attributes = array(
			'type' => 'number',
			'min'  => '1',
			'max'  => (string) SettingsSchema::LATEST_PERIOD_START,
			'step' => '1',
		);
		echo esc_html_x( 'on day', 'before the day of a month', 'limner' ) . ' ';
		Fields::text( 'period_start', (string) $day, 'small-text', $attributes );
		Fields::description( __( 'At midnight in the site’s time zone, for limits by the month. Day 1 is the calendar’s month; another one may be the day of your provider’s bill.', 'limner' ) );
	}

	/**
	 * Reads a whole number as people write it.
	 *
	 * @param mixed $number As in "20"; empty is none.
	 * @return int|null|string What cannot be read stays as it is, for the check to refuse.
	 */
	private function count( mixed $number ): int|null|string {
		$text = is_scalar( $number ) ? trim( (string) $number ) : '';
		if ( '' === $text ) {
			return null;
		}

		return 1 === preg_match( '/^\d{1,9}$/', $text ) ? (int) $text : $text;
	}
}
