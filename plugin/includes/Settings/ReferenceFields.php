<?php
/**
 * The site's reference images: part of the settings "What should they look like?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * A list of attachments. Without JavaScript it is a line of numbers, with it the media library.
 */
final class ReferenceFields {

	private const FIELD = 'style][references';

	/**
	 * Prints the row.
	 *
	 * @param array<int|string> $references Attachment ids; what was refused a moment ago stands as it was typed.
	 */
	public function render( array $references ): void {
		Fields::row(
			__( 'Reference images', 'limner' ),
			'',
			function () use ( $references ): void {
				printf( '<div class="limner-references" data-most="%d"><ul>', (int) SettingsSchema::MOST_REFERENCES );
				foreach ( array_filter( array_map( 'intval', $references ) ) as $attachment_id ) {
					$this->render_image( $attachment_id );
				}
				printf( '</ul><p class="limner-numbers"><label for="%s">%s</label> ', esc_attr( Fields::id( self::FIELD ) ), esc_html__( 'Numbers in the media library:', 'limner' ) );
				Fields::text( self::FIELD, implode( ', ', $references ), 'regular-text code', array( 'placeholder' => '17, 42' ) );
				printf( '</p><button type="button" class="button limner-choose hide-if-no-js">%s</button></div>', esc_html__( 'Choose images', 'limner' ) );
				Fields::description( __( 'Up to four images that look as yours should. They go along with every image, the first as the most important, where the model takes images; the plan says where it does not. Some providers charge for each. They are sent to the provider, so take only what you may share.', 'limner' ) );
			}
		);
	}

	/**
	 * Reads the line.
	 *
	 * @param string $line As it was typed.
	 * @return list<int|string> What is no number stays as it is, to be refused.
	 */
	public function from( string $line ): array {
		$typed = array_map( 'strval', (array) preg_split( '/[\s,;]+/', $line, -1, PREG_SPLIT_NO_EMPTY ) );

		return array_map( static fn ( string $one ): int|string => ctype_digit( $one ) ? (int) $one : $one, $typed );
	}

	/**
	 * Prints an image of the list.
	 *
	 * @param int $attachment_id The attachment.
	 */
	private function render_image( int $attachment_id ): void {
		// WordPress has an icon also for an attachment that does not exist.
		$is_there = 'attachment' === get_post_type( $attachment_id );
		$title    = $is_there ? get_the_title( $attachment_id ) : (string) $attachment_id;
		printf( '<li data-id="%d" data-title="%s">', (int) $attachment_id, esc_attr( $title ) );
		/* translators: %d: number of an image in the media library. */
		echo $is_there ? wp_kses_post( wp_get_attachment_image( $attachment_id, 'thumbnail', true ) ) : esc_html( sprintf( __( '%d is gone from the media library.', 'limner' ), $attachment_id ) );
		echo '</li>';
	}
}
