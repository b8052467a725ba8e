<?php
/**
 * A table of the plugin's own.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Storage;

/**
 * What Tables needs to know to make a table and to remove it.
 */
interface Table {

	/**
	 * The table's name on this blog, with prefix.
	 */
	public static function name(): string;

	/**
	 * The statement that makes it, in the form that dbDelta() reads: one line a column, two spaces after PRIMARY KEY.
	 */
	public static function schema(): string;
}
