<?php
/**
 * Limner in the block editor.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Editor;

use Limner\Settings\PostTypes;

/**
 * Loads the small script that puts Limner's entry into the editor; the rest comes when somebody opens it.
 */
final class EditorScript {

	private const HANDLE = 'limner-editor';

	/**
	 * The part that comes later. WordPress never prints it; it is registered for its translations only.
	 */
	private const LATER_HANDLE = 'limner-editor-images';

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'enqueue_block_editor_assets', array( $this, 'enqueue' ) );
	}

	/**
	 * Loads the script where a post is edited whose type can have images.
	 */
	public function enqueue(): void {
		$screen = get_current_screen();
		$facts  = plugin_dir_path( LIMNER_FILE ) . 'build/index.asset.php';
		if ( ! $screen || 'post' !== $screen->base || ! isset( PostTypes::illustrated()[ $screen->post_type ] ) || ! is_readable( $facts ) ) {
			return;
		}

		/**
		 * What the build wrote beside the script.
		 *
		 * @var array{dependencies: list<non-empty-string>, version: string} $asset
		 */
		$asset  = require $facts;
		$config = array(
			'restNamespace' => 'limner/v1',
			'version'       => $asset['version'],
		);
		wp_enqueue_script( self::HANDLE, plugins_url( 'build/index.js', LIMNER_FILE ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
		$this->translate( $asset['version'] );
		wp_add_inline_script( self::HANDLE, 'window.limnerConfig = ' . wp_json_encode( $config, JSON_HEX_TAG ) . ';', 'before' );
	}

	/**
	 * Gives both parts their translations. WordPress finds those of a script by its address, so the later part needs a
	 * handle of its own; its translations are printed before the first part, which is what loads it.
	 *
	 * @param string $version Of the build.
	 */
	private function translate( string $version ): void {
		$folder = plugin_dir_path( LIMNER_FILE ) . 'languages';
		wp_set_script_translations( self::HANDLE, 'limner', $folder );
		wp_register_script( self::LATER_HANDLE, plugin_dir_url( LIMNER_FILE ) . 'build/images.js', array(), $version, array( 'in_footer' => true ) );
		wp_set_script_translations( self::LATER_HANDLE, 'limner', $folder );
		$translations = wp_scripts()->print_translations( self::LATER_HANDLE, false );
		if ( is_string( $translations ) ) {
			wp_add_inline_script( self::HANDLE, $translations, 'before' );
		}
	}
}
