<?php
/**
 * Plugin Name:       Limner
 * Description:       Puts pictures into a post: one for each section and the featured image, each for desktop and phone, made by an image service of your own.
 * Version:           0.1.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Author:            The Limner authors
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       limner
 * Domain Path:       /languages
 *
 * @package Limner
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

define( 'LIMNER_VERSION', '0.1.0' );
define( 'LIMNER_FILE', __FILE__ );

require_once __DIR__ . '/includes/autoload.php';

register_activation_hook( __FILE__, array( Limner\Plugin::class, 'activate' ) );
register_deactivation_hook( __FILE__, array( Limner\Plugin::class, 'deactivate' ) );
add_action( 'plugins_loaded', array( Limner\Plugin::class, 'boot' ) );
