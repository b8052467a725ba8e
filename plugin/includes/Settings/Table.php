<?php
/**
 * Tables in the admin's own look.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * Prints a table of texts. On a narrow screen each row becomes a small list, with its columns' names beside the texts.
 */
final class Table {

	/**
	 * Prints it; everything is escaped here.
	 *
	 * @param string             $caption What it shows, for screen readers.
	 * @param list<string>       $columns Their titles; the first column names the row.
	 * @param list<list<string>> $rows    A text for each column.
	 */
	public static function render( string $caption, array $columns, array $rows ): void {
		printf( '<table class="widefat striped limner-table"><caption class="screen-reader-text">%s</caption><thead><tr>', esc_html( $caption ) );
		foreach ( $columns as $column ) {
			printf( '<th scope="col">%s</th>', esc_html( $column ) );
		}
		echo '</tr></thead><tbody>';
		foreach ( $rows as $row ) {
			echo '<tr>';
			foreach ( $row as $position => $text ) {
				0 === $position
					? printf( '<th scope="row">%s</th>', esc_html( $text ) )
					: printf( '<td data-colname="%s">%s</td>', esc_attr( $columns[ $position ] ), esc_html( $text ) );
			}
			echo '</tr>';
		}
		echo '</tbody></table>';
	}
}
