<?php
/**
 * Settings → Limner.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\Sidecar\Catalogue;
use Limner\Sidecar\Connection;
use Limner\Sidecar\SiteStates;
use WP_Error;

/**
 * The settings page, a tab for each question. It works without JavaScript, but for connecting.
 *
 * @phpstan-import-type Settings from Options
 */
final class SettingsPage {

	public const SLUG = 'limner';

	private const ACTION         = 'limner_save_settings';
	private const CONNECTION_TAB = 'connection';
	private const UNSAVED        = 'limner_unsaved_';

	/**
	 * Takes what it needs.
	 *
	 * @param Options    $options     The site's settings.
	 * @param Connection $connection  To the image service.
	 * @param SiteStates $site_states How the image service sees this site.
	 * @param Catalogue  $catalogue   What there is to choose from.
	 */
	public function __construct(
		private readonly Options $options,
		private readonly Connection $connection,
		private readonly SiteStates $site_states,
		private readonly Catalogue $catalogue
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'admin_menu', array( $this, 'add_page' ) );
		add_action( 'admin_post_' . self::ACTION, array( $this, 'save' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( LIMNER_FILE ), array( $this, 'add_plugin_link' ) );
	}

	/**
	 * The address of a tab.
	 *
	 * @param string $tab Its slug.
	 */
	public static function url( string $tab = self::CONNECTION_TAB ): string {
		return add_query_arg(
			array(
				'page' => self::SLUG,
				'tab'  => $tab,
			),
			admin_url( 'options-general.php' )
		);
	}

	/**
	 * Adds the page to the menu.
	 */
	public function add_page(): void {
		$hook = add_options_page( __( 'Limner settings', 'limner' ), __( 'Limner', 'limner' ), 'manage_options', self::SLUG, array( $this, 'render' ) );
		add_action( "admin_print_styles-{$hook}", array( $this, 'enqueue' ) );
	}

	/**
	 * Adds "Settings" to the plugin's row in the list of plugins.
	 *
	 * @param string[] $links Links in the row.
	 * @return string[]
	 */
	public function add_plugin_link( array $links ): array {
		if ( current_user_can( 'manage_options' ) ) {
			array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'limner' ) ) );
		}

		return $links;
	}

	/**
	 * Loads the page's style and script.
	 */
	public function enqueue(): void {
		wp_enqueue_style( 'limner-settings', plugins_url( 'assets/settings.css', LIMNER_FILE ), array(), LIMNER_VERSION );
		wp_enqueue_script( 'limner-settings', plugins_url( 'assets/settings.js', LIMNER_FILE ), array( 'wp-api-fetch', 'wp-i18n', 'wp-a11y' ), LIMNER_VERSION, true );
		if ( 'style' === $this->current_tab()?->slug() ) {
			wp_enqueue_media();
		}
		wp_set_script_translations( 'limner-settings', 'limner', plugin_dir_path( LIMNER_FILE ) . 'languages' );
	}

	/**
	 * Prints the page.
	 */
	public function render(): void {
		if ( ! current_user_can( 'manage_options' ) ) {
			return;
		}

		$tab     = $this->current_tab();
		$current = null === $tab ? self::CONNECTION_TAB : $tab->slug();
		echo '<div class="wrap limner-settings">';
		printf( '<h1>%s</h1>', esc_html__( 'Limner', 'limner' ) );
		$this->render_navigation( $current );
		if ( null === $tab ) {
			printf( '<h2 class="screen-reader-text">%s</h2>', esc_html__( 'Connection', 'limner' ) );
			( new ConnectionTab( $this->connection, $this->site_states ) )->render();
		} else {
			$this->render_form( $tab );
		}
		echo '</div>';
	}

	/**
	 * Saves a tab and goes back to it. What was refused is shown again with the reason, and nothing of it is lost.
	 */
	public function save(): void {
		check_admin_referer( self::ACTION );
		if ( ! current_user_can( 'manage_options' ) ) {
			wp_die( esc_html__( 'You may not change these settings.', 'limner' ), 403 );
		}

		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- SettingsCheck checks and cleans every setting.
		$input = isset( $_POST['limner'] ) && is_array( $_POST['limner'] ) ? wp_unslash( $_POST['limner'] ) : array();
		$tab   = $this->tab( sanitize_key( wp_unslash( $_POST['tab'] ?? '' ) ) );
		if ( null === $tab ) {
			wp_safe_redirect( self::url() );
			exit;
		}

		$changes = $tab->changes_from( $input );
		$saved   = $this->options->update( $changes );
		if ( is_wp_error( $saved ) ) {
			set_transient( self::UNSAVED . get_current_user_id(), $changes, 5 * MINUTE_IN_SECONDS );
			$this->report( $saved );
		} else {
			add_settings_error( self::SLUG, 'settings_updated', __( 'Settings saved.', 'limner' ), 'success' );
		}
		set_transient( 'settings_errors', get_settings_errors(), 30 );
		wp_safe_redirect( add_query_arg( 'settings-updated', 'true', self::url( $tab->slug() ) ) );
		exit;
	}

	/**
	 * The tabs with a form.
	 *
	 * @return list<Tab>
	 */
	private function tabs(): array {
		return array(
			new ProviderTab( $this->connection, $this->catalogue, $this->options ),
			new StyleTab( $this->options ),
			new TimingTab(),
			new SocialTab( $this->connection, $this->catalogue ),
			new LimitsTab(),
		);
	}

	/**
	 * A tab by its slug.
	 *
	 * @param string $slug Its slug.
	 */
	private function tab( string $slug ): ?Tab {
		foreach ( $this->tabs() as $tab ) {
			if ( $tab->slug() === $slug ) {
				return $tab;
			}
		}

		return null;
	}

	/**
	 * The tab that the address names; null is the connection.
	 */
	private function current_tab(): ?Tab {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- chooses what is shown and changes nothing.
		return $this->tab( sanitize_key( wp_unslash( $_GET['tab'] ?? '' ) ) );
	}

	/**
	 * Prints the tabs' names.
	 *
	 * @param string $current The open tab.
	 */
	private function render_navigation( string $current ): void {
		$titles = array( self::CONNECTION_TAB => __( 'Connection', 'limner' ) );
		foreach ( $this->tabs() as $tab ) {
			$titles[ $tab->slug() ] = $tab->title();
		}

		printf( '<nav class="nav-tab-wrapper" aria-label="%s">', esc_attr__( 'Settings by question', 'limner' ) );
		foreach ( $titles as $slug => $title ) {
			printf(
				'<a href="%s" class="%s" aria-current="%s">%s</a>',
				esc_url( self::url( $slug ) ),
				esc_attr( $slug === $current ? 'nav-tab nav-tab-active' : 'nav-tab' ),
				esc_attr( $slug === $current ? 'page' : 'false' ),
				esc_html( $title )
			);
		}
		echo '</nav>';
	}

	/**
	 * Prints a tab's form.
	 *
	 * @param Tab $tab The tab.
	 */
	private function render_form( Tab $tab ): void {
		printf( '<h2 class="screen-reader-text">%s</h2>', esc_html( $tab->title() ) );
		printf( '<form method="post" action="%s">', esc_url( admin_url( 'admin-post.php' ) ) );
		wp_nonce_field( self::ACTION );
		printf( '<input type="hidden" name="action" value="%s">', esc_attr( self::ACTION ) );
		printf( '<input type="hidden" name="tab" value="%s">', esc_attr( $tab->slug() ) );
		echo '<table class="form-table" role="presentation"><tbody>';
		/**
		 * Every setting has the type that Options gives it.
		 *
		 * @var Settings $settings
		 */
		$settings = $this->settings_to_show();
		$tab->render( $settings );
		echo '</tbody></table>';
		submit_button();
		echo '</form>';
	}

	/**
	 * The settings, with what was refused a moment ago in its place, as it was typed.
	 *
	 * @return array<string, mixed>
	 */
	private function settings_to_show(): array {
		$settings = $this->options->all();
		$key      = self::UNSAVED . get_current_user_id();
		$unsaved  = get_transient( $key );
		delete_transient( $key );
		foreach ( is_array( $unsaved ) ? $unsaved : array() as $name => $value ) {
			$settings[ $name ] = is_array( $value ) && ! in_array( $name, SettingsSchema::LISTS, true ) ? array_merge( (array) $settings[ $name ], $value ) : $value;
		}

		return $settings;
	}

	/**
	 * Shows each reason of a refusal.
	 *
	 * @param WP_Error $error The reasons.
	 */
	private function report( WP_Error $error ): void {
		foreach ( $error->get_error_codes() as $code ) {
			add_settings_error( self::SLUG, (string) $code, $error->get_error_message( $code ) . ' ' . __( 'Nothing was saved.', 'limner' ), 'error' );
		}
	}
}
