<?php
/**
 * The settings "What should they look like?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * The site's style, the two compositions, the files and the label.
 */
final class StyleTab implements Tab {

	/**
	 * Takes what it needs.
	 *
	 * @param Options $options Knows when the label was switched.
	 */
	public function __construct( private readonly Options $options ) {}

	/**
	 * Its name in the address.
	 */
	public function slug(): string {
		return 'style';
	}

	/**
	 * The question it answers.
	 */
	public function title(): string {
		return __( 'What should they look like?', 'limner' );
	}

	/**
	 * Prints its rows.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	public function render( array $settings ): void {
		$this->render_look( $settings );
		( new ReferenceFields() )->render( $settings['style']['references'] );
		( new PromptFields() )->render( $settings['prompting'] );
		$this->render_compositions( $settings );
		$this->render_files( $settings );
		Fields::row( __( 'Label', 'limner' ), '', fn () => $this->render_label( $settings['label'] ) );
	}

	/**
	 * Reads its part of the form.
	 *
	 * @param array<string, mixed> $input What the browser sent.
	 * @return array<string, mixed>
	 */
	public function changes_from( array $input ): array {
		$style = (array) ( $input['style'] ?? array() );
		$label = (array) ( $input['label'] ?? array() );

		$prompting = isset( $input['prompting'] ) ? array( 'prompting' => ( new PromptFields() )->changes_from( (array) $input['prompting'] ) ) : array();

		return $prompting + array(
			'image_type'     => (string) ( $input['image_type'] ?? 'realistic' ),
			'style'          => array(
				'palette'    => (array) preg_split( '/[\s,;]+/', (string) ( $style['palette'] ?? '' ), -1, PREG_SPLIT_NO_EMPTY ),
				'guidelines' => (string) ( $style['guidelines'] ?? '' ),
				'avoid'      => (string) ( $style['avoid'] ?? '' ),
				'references' => ( new ReferenceFields() )->from( (string) ( $style['references'] ?? '' ) ),
			),
			'desktop'        => $this->composition_from( (array) ( $input['desktop'] ?? array() ) ),
			'mobile'         => $this->composition_from( (array) ( $input['mobile'] ?? array() ) ),
			'mobile_mode'    => (string) ( $input['mobile_mode'] ?? 'crop' ),
			'format'         => (string) ( $input['format'] ?? 'webp' ),
			'format_quality' => (int) ( $input['format_quality'] ?? 0 ),
			'label'          => array(
				'enabled'    => '1' === ( $label['enabled'] ?? '' ),
				'text'       => (string) ( $label['text'] ?? '' ),
				'reason_off' => (string) ( $label['reason_off'] ?? '' ),
			),
		);
	}

	/**
	 * The names of the image types.
	 *
	 * @return array<string, string>
	 */
	private function image_types(): array {
		return array(
			'realistic'    => __( 'Realistic, like a photograph', 'limner' ),
			'artistic'     => __( 'Artistic, like a painting', 'limner' ),
			'illustration' => __( 'Illustration', 'limner' ),
			'cartoon'      => __( 'Cartoon', 'limner' ),
			'watercolor'   => __( 'Watercolor', 'limner' ),
			'line_art'     => __( 'Line drawing', 'limner' ),
			'flat'         => __( 'Flat shapes', 'limner' ),
			'minimalist'   => __( 'Minimalist', 'limner' ),
			'3d'           => __( '3D rendering', 'limner' ),
			'vintage'      => __( 'Vintage', 'limner' ),
		);
	}

	/**
	 * Prints type, colours and words, with the example beside them.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	private function render_look( array $settings ): void {
		Fields::row(
			__( 'Image type', 'limner' ),
			'image_type',
			function () use ( $settings ): void {
				Fields::select( 'image_type', $settings['image_type'], $this->image_types() );
				echo '<div id="limner-example" class="limner-example" hidden></div>';
			}
		);
		Fields::row(
			__( 'Colors', 'limner' ),
			'style][palette',
			static function () use ( $settings ): void {
				Fields::text( 'style][palette', implode( ', ', $settings['style']['palette'] ), 'regular-text code', array( 'placeholder' => '#1d3557, #e63946' ) );
				Fields::description( __( 'Up to eight, as in #1d3557, separated by commas. Empty leaves the colors to the model.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'Guidelines', 'limner' ),
			'style][guidelines',
			static function () use ( $settings ): void {
				Fields::textarea( 'style][guidelines', $settings['style']['guidelines'], 2000, 4 );
				Fields::description( __( 'Said with every image, so that the images of a site belong together. For example: soft morning light, wide views, people seen from behind.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'Avoid', 'limner' ),
			'style][avoid',
			static function () use ( $settings ): void {
				Fields::textarea( 'style][avoid', $settings['style']['avoid'], 1000, 2 );
				Fields::description( __( 'What should not be in an image. For example: logos, text, flags.', 'limner' ) );
			}
		);
	}

	/**
	 * Prints the two compositions.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	private function render_compositions( array $settings ): void {
		Fields::row(
			__( 'Sizes', 'limner' ),
			'',
			function () use ( $settings ): void {
				$this->render_composition( 'desktop', $settings['desktop'], __( 'For desktop', 'limner' ), __( 'Desktop width in pixels', 'limner' ), __( 'Desktop height in pixels', 'limner' ) );
				$this->render_composition( 'mobile', $settings['mobile'], __( 'For phones', 'limner' ), __( 'Phone width in pixels', 'limner' ), __( 'Phone height in pixels', 'limner' ) );
				Fields::description( __( 'Width × height in pixels. Phones get their own image up to a window of 599 pixels.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'Phone image', 'limner' ),
			'',
			static function () use ( $settings ): void {
				Fields::radios(
					'mobile_mode',
					$settings['mobile_mode'],
					array(
						'crop'    => __( 'Cut from the desktop image, around its subject. Costs nothing more.', 'limner' ),
						'compose' => __( 'Composed by the model for its own shape. A second paid image each time.', 'limner' ),
					)
				);
			}
		);
	}

	/**
	 * Prints a composition.
	 *
	 * @param string                                        $field        desktop or mobile.
	 * @param array{enabled: bool, width: int, height: int} $composition  As it stands.
	 * @param string                                        $label        What it is for.
	 * @param string                                        $width_label  For screen readers.
	 * @param string                                        $height_label For screen readers.
	 */
	private function render_composition( string $field, array $composition, string $label, string $width_label, string $height_label ): void {
		echo '<div class="limner-composition">';
		Fields::checkbox( "{$field}][enabled", $composition['enabled'], $label );
		echo '<span class="limner-size">';
		printf( '<label class="screen-reader-text" for="%s">%s</label>', esc_attr( Fields::id( "{$field}][width" ) ), esc_html( $width_label ) );
		Fields::number( "{$field}][width", $composition['width'], SettingsSchema::SHORTEST_SIDE, SettingsSchema::LONGEST_SIDE );
		echo ' × ';
		printf( '<label class="screen-reader-text" for="%s">%s</label>', esc_attr( Fields::id( "{$field}][height" ) ), esc_html( $height_label ) );
		Fields::number( "{$field}][height", $composition['height'], SettingsSchema::SHORTEST_SIDE, SettingsSchema::LONGEST_SIDE );
		echo '</span></div>';
	}

	/**
	 * Prints format and file quality.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	private function render_files( array $settings ): void {
		Fields::row(
			__( 'File format', 'limner' ),
			'format',
			static fn () => Fields::select(
				'format',
				$settings['format'],
				array(
					'webp' => __( 'WebP (recommended)', 'limner' ),
					'avif' => __( 'AVIF (smallest, slower to make)', 'limner' ),
					'jpeg' => __( 'JPEG', 'limner' ),
					'png'  => __( 'PNG (large)', 'limner' ),
				)
			)
		);
		Fields::row(
			__( 'File quality', 'limner' ),
			'format_quality',
			static function () use ( $settings ): void {
				Fields::number( 'format_quality', $settings['format_quality'], 1, 100 );
				Fields::description( __( '1 to 100. Higher looks better and makes larger files; PNG ignores it.', 'limner' ) );
			}
		);
	}

	/**
	 * Prints the label and its history.
	 *
	 * @param array{enabled: bool, text: string, reason_off: string} $label As it stands.
	 */
	private function render_label( array $label ): void {
		Fields::checkbox( 'label][enabled', $label['enabled'], __( 'Show a label on realistic images', 'limner' ) );
		printf( '<p><label for="%s">%s</label> ', esc_attr( Fields::id( 'label][text' ) ), esc_html__( 'Text:', 'limner' ) );
		Fields::text(
			'label][text',
			$label['text'],
			'regular-text',
			array(
				'placeholder' => __( 'AI-generated', 'limner' ),
				'maxlength'   => '60',
			)
		);
		echo '</p>';
		Fields::description( __( 'In the caption of images in the article, and in the picture itself of featured images. In the European Union, images that look real and are not must be marked.', 'limner' ) );
		echo '<div class="limner-label-reason">';
		printf( '<p><label for="%s">%s</label></p>', esc_attr( Fields::id( 'label][reason_off' ) ), esc_html__( 'Why is it switched off? The reason is kept with the date and your name.', 'limner' ) );
		Fields::textarea( 'label][reason_off', $label['reason_off'], 500, 2 );
		echo '</div>';
		foreach ( array_slice( $this->options->label_log(), 0, 5 ) as $entry ) {
			$who = get_userdata( $entry['who'] );
			/* translators: 1: date, 2: name of a user. */
			$text = $entry['enabled'] ? __( '%1$s: switched on by %2$s.', 'limner' ) : __( '%1$s: switched off by %2$s.', 'limner' );
			$text = sprintf( $text, wp_date( (string) get_option( 'date_format' ), $entry['when'] ), $who ? $who->display_name : __( 'a user who is gone', 'limner' ) );
			Fields::description( '' === $entry['reason'] ? $text : $text . ' ' . $entry['reason'] );
		}
	}

	/**
	 * Reads a composition.
	 *
	 * @param array<string, mixed> $input Its part of the form.
	 * @return array{enabled: bool, width: int, height: int}
	 */
	private function composition_from( array $input ): array {
		return array(
			'enabled' => '1' === ( $input['enabled'] ?? '' ),
			'width'   => (int) ( $input['width'] ?? 0 ),
			'height'  => (int) ( $input['height'] ?? 0 ),
		);
	}
}
