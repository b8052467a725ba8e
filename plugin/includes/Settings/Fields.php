<?php
/**
 * Form fields in the admin's own look.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * Prints rows and fields of the settings form. Everything is escaped here; names are `limner[…]`.
 */
final class Fields {

	/**
	 * Prints a row with a label for one field, or a heading for several.
	 *
	 * @param string   $title The label.
	 * @param string   $field Id of the only field; empty where the row holds several.
	 * @param callable $cell  Prints what stands beside it.
	 */
	public static function row( string $title, string $field, callable $cell ): void {
		echo '<tr><th scope="row">';
		if ( '' === $field ) {
			echo esc_html( $title );
		} else {
			printf( '<label for="%s">%s</label>', esc_attr( self::id( $field ) ), esc_html( $title ) );
		}
		echo '</th><td>';
		if ( '' === $field ) {
			printf( '<fieldset><legend class="screen-reader-text"><span>%s</span></legend>', esc_html( $title ) );
		}
		$cell();
		echo '' === $field ? '</fieldset></td></tr>' : '</td></tr>';
	}

	/**
	 * Prints a text field.
	 *
	 * @param string                $field      Its name, as in `style][palette`.
	 * @param string                $value      What stands in it.
	 * @param string                $css_class  regular-text, small-text, ….
	 * @param array<string, string> $attributes More attributes.
	 */
	public static function text( string $field, string $value, string $css_class = 'regular-text', array $attributes = array() ): void {
		printf( '<input type="%s" id="%s" name="%s" value="%s" class="%s"', esc_attr( $attributes['type'] ?? 'text' ), esc_attr( self::id( $field ) ), esc_attr( self::name( $field ) ), esc_attr( $value ), esc_attr( $css_class ) );
		unset( $attributes['type'] );
		foreach ( $attributes as $attribute => $attribute_value ) {
			printf( ' %s="%s"', esc_attr( $attribute ), esc_attr( $attribute_value ) );
		}
		echo '>';
	}

	/**
	 * Prints a whole number.
	 *
	 * @param string $field    Its name.
	 * @param int    $value    What stands in it.
	 * @param int    $smallest Lower bound.
	 * @param int    $largest  Upper bound.
	 */
	public static function number( string $field, int $value, int $smallest, int $largest ): void {
		self::text(
			$field,
			(string) $value,
			'small-text',
			array(
				'type' => 'number',
				'min'  => (string) $smallest,
				'max'  => (string) $largest,
				'step' => '1',
			)
		);
	}

	/**
	 * Prints a text of several lines.
	 *
	 * @param string $field   Its name.
	 * @param string $value   What stands in it.
	 * @param int    $longest Characters.
	 * @param int    $rows    How high.
	 */
	public static function textarea( string $field, string $value, int $longest, int $rows = 3 ): void {
		printf( '<textarea id="%s" name="%s" class="large-text" maxlength="%d" rows="%d">%s</textarea>', esc_attr( self::id( $field ) ), esc_attr( self::name( $field ) ), (int) $longest, (int) $rows, esc_textarea( $value ) );
	}

	/**
	 * Prints a checkbox with its label.
	 *
	 * @param string $field Its name.
	 * @param bool   $is_on Whether it is ticked.
	 * @param string $label What it does.
	 */
	public static function checkbox( string $field, bool $is_on, string $label ): void {
		// The hidden field says "no" for a box that is not ticked: a browser sends nothing for it.
		printf( '<input type="hidden" name="%s" value="0">', esc_attr( self::name( $field ) ) );
		printf( '<label for="%1$s"><input type="checkbox" id="%1$s" name="%2$s" value="1"%3$s> %4$s</label>', esc_attr( self::id( $field ) ), esc_attr( self::name( $field ) ), checked( $is_on, true, false ), esc_html( $label ) );
	}

	/**
	 * Prints a choice.
	 *
	 * @param string                                              $field   Its name.
	 * @param string                                              $value   What is chosen.
	 * @param array<int|string, string|array<int|string, string>> $choices Labels by value; groups by label.
	 */
	public static function select( string $field, string $value, array $choices ): void {
		printf( '<select id="%s" name="%s">', esc_attr( self::id( $field ) ), esc_attr( self::name( $field ) ) );
		foreach ( $choices as $choice => $label ) {
			if ( is_array( $label ) ) {
				printf( '<optgroup label="%s">', esc_attr( (string) $choice ) );
				array_walk( $label, static fn ( string $inner, int|string $key ) => self::option( (string) $key, $inner, $value ) );
				echo '</optgroup>';
			} else {
				self::option( (string) $choice, $label, $value );
			}
		}
		echo '</select>';
	}

	/**
	 * Prints a choice as radio buttons, one a line.
	 *
	 * @param string                $field   Its name.
	 * @param string                $value   What is chosen.
	 * @param array<string, string> $choices Labels by value.
	 */
	public static function radios( string $field, string $value, array $choices ): void {
		foreach ( $choices as $choice => $label ) {
			printf( '<label><input type="radio" name="%s" value="%s"%s> %s</label><br>', esc_attr( self::name( $field ) ), esc_attr( (string) $choice ), checked( $value, (string) $choice, false ), esc_html( $label ) );
		}
	}

	/**
	 * Prints a sentence under a field.
	 *
	 * @param string $text The sentence.
	 */
	public static function description( string $text ): void {
		printf( '<p class="description">%s</p>', esc_html( $text ) );
	}

	/**
	 * The id of a field.
	 *
	 * @param string $field Its name.
	 */
	public static function id( string $field ): string {
		return 'limner-' . str_replace( array( '][', '_' ), '-', $field );
	}

	/**
	 * Prints an option of a choice.
	 *
	 * @param string $choice Its value.
	 * @param string $label  Its label.
	 * @param string $value  What is chosen.
	 */
	private static function option( string $choice, string $label, string $value ): void {
		printf( '<option value="%s"%s>%s</option>', esc_attr( $choice ), selected( $value, $choice, false ), esc_html( $label ) );
	}

	/**
	 * The name of a field in the form.
	 *
	 * @param string $field Its name.
	 */
	private static function name( string $field ): string {
		return 'limner[' . $field . ']';
	}
}
