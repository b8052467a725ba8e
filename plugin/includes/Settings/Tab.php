<?php
/**
 * One tab of the settings page.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * A group of settings that answer one question.
 *
 * @phpstan-import-type Settings from Options
 */
interface Tab {

	/**
	 * Its name in the address.
	 */
	public function slug(): string;

	/**
	 * The question it answers.
	 */
	public function title(): string;

	/**
	 * Prints its rows.
	 *
	 * @param array $settings The settings to show.
	 * @phpstan-param Settings $settings
	 */
	public function render( array $settings ): void;

	/**
	 * Reads its part of the form.
	 *
	 * @param array<string, mixed> $input What the browser sent, unslashed.
	 * @return array<string, mixed> Settings by name, not yet checked.
	 */
	public function changes_from( array $input ): array;
}
