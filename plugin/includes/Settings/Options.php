<?php
/**
 * The site's settings.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\Media\ReferenceImages;
use Limner\Prompts\PatternLookup;
use Limner\REST\ProviderNames;
use WP_Error;
use WP_Post;

/**
 * Reads and writes the settings, and tells the other side what they mean.
 *
 * @phpstan-type Composition array{enabled: bool, width: int, height: int}
 * @phpstan-type Limits array{site_month: int|null, person_month: int|null, post: int|null, run: int|null}
 * @phpstan-type Settings array{provider: string, model: string, quality: string, image_type: string, style: array{palette: list<string>, guidelines: string, avoid: string, references: list<int>}, prompting: array{pattern: string, negative: string, enhance: bool, keep_together: bool, first_as_reference: bool}, choice: array{tier: string, fallbacks: list<array{provider: string, model: string}>, price_ceiling: int|null}, max_in_article: int, every_section: bool, format: string, format_quality: int, desktop: Composition, mobile: Composition, mobile_mode: string, previews: bool, approval: string, label: array{enabled: bool, text: string, reason_off: string}, on_publish: array<string, string>, publishing_user: int, candidate_retention_days: int, limits: Limits, image_limits: Limits, period_start: int, social: list<string>}
 */
final class Options {

	public const OPTION = 'limner_settings';

	/**
	 * Since when each post type makes its images by itself, in seconds since 1970. Older posts are left alone.
	 */
	private const AUTOMATIC_SINCE = 'limner_automatic_since';

	/**
	 * Who switched the visible label on or off, when and why: the record that the law asks for.
	 */
	private const LABEL_LOG = 'limner_label_log';

	/**
	 * The settings, complete: what was never saved has its default.
	 *
	 * @return Settings
	 */
	public function all(): array {
		$stored   = get_option( self::OPTION, array() );
		$settings = SettingsSchema::defaults();
		if ( ! is_array( $stored ) ) {
			$stored = array();
		}

		foreach ( array_intersect_key( $stored, $settings ) as $name => $value ) {
			$settings[ $name ] = is_array( $value ) && 'on_publish' !== $name && ! in_array( $name, SettingsSchema::LISTS, true )
				? array_merge( $settings[ $name ], $value )
				: $value;
		}

		/**
		 * What was stored went through the schema, and what was not comes from the defaults.
		 *
		 * @var Settings $settings
		 */
		return $settings;
	}

	/**
	 * Changes settings. Nothing is written unless everything fits.
	 *
	 * @param array<string, mixed> $changes Settings by name; groups may be given in part.
	 * @return true|WP_Error With one message per setting that does not fit.
	 */
	public function update( array $changes ): bool|WP_Error {
		$before = $this->all();
		$after  = ( new SettingsCheck() )->check( $changes, $before );
		if ( is_wp_error( $after ) ) {
			return $after;
		}

		update_option( self::OPTION, $after, true );
		$this->remember_automatic_since( $before['on_publish'], $after['on_publish'] );
		$this->log_label_change( $before['label'], $after['label'] );

		return true;
	}

	/**
	 * The settings as the image service wants them with every request (policySchema in the contracts).
	 *
	 * @return array<string, mixed>
	 */
	public function policy(): array {
		$settings = $this->all();

		return array(
			'provider'                 => $settings['provider'],
			'model'                    => $settings['model'],
			'quality'                  => $settings['quality'],
			'image_type'               => $settings['image_type'],
			'style'                    => array_diff_key( $settings['style'], array( 'references' => true ) ),
			'style_references'         => array_map( 'strval', array_keys( ReferenceImages::files( $settings['style']['references'] ) ) ),
			'prompting'                => $settings['prompting'],
			'choice'                   => $settings['choice'],
			'max_in_article'           => $settings['max_in_article'],
			'every_section'            => $settings['every_section'],
			'format'                   => $settings['format'],
			'format_quality'           => $settings['format_quality'],
			'desktop'                  => $settings['desktop'],
			'mobile'                   => $settings['mobile'],
			'mobile_mode'              => $settings['mobile_mode'],
			'previews'                 => $settings['previews'],
			'approval'                 => $settings['approval'],
			'label'                    => $this->label(),
			'candidate_retention_days' => $settings['candidate_retention_days'],
			'limits'                   => $settings['limits'],
			'image_limits'             => $settings['image_limits'],
			'period_start'             => $settings['period_start'],
			'social'                   => $settings['social'],
			'sub_sizes'                => $this->sub_sizes(),
			'largest_side'             => $this->largest_side(),
			'timezone'                 => wp_timezone_string(),
		);
	}

	/**
	 * The same for one post: its prompt pattern may be its own, or that of a category.
	 *
	 * @param WP_Post $post The post.
	 * @return array<string, mixed>
	 */
	public function policy_for( WP_Post $post ): array {
		$policy = $this->policy();

		$policy['prompting']['pattern'] = PatternLookup::find( $post, $policy['prompting']['pattern'] );

		return $policy;
	}

	/**
	 * The `settings` of what the editor reads about a post's images (editorPostImagesSchema).
	 *
	 * @param string $post_type The post's type.
	 * @return array<string, mixed>
	 */
	public function editor_settings( string $post_type = 'post' ): array {
		$settings = $this->all();

		return array(
			'provider'       => $settings['provider'],
			'model'          => $settings['model'],
			'image_type'     => $settings['image_type'],
			'quality'        => $settings['quality'],
			'approval'       => $settings['approval'],
			'on_publish'     => $this->on_publish( $post_type ),
			'mobile'         => $settings['mobile']['enabled'],
			'desktop'        => $settings['desktop']['enabled'],
			'max_in_article' => $settings['max_in_article'],
			'every_section'  => $settings['every_section'],
			'previews'       => $settings['previews'],
			'settings_url'   => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=limner' ) : '',
			'providers'      => ProviderNames::all(),
		);
	}

	/**
	 * The user that the site chose to act when images are made without anybody asking; 0 where none was chosen.
	 * Whether that user still may is another question: see Publishing\PublishingUser.
	 */
	public function publishing_user_id(): int {
		return $this->all()['publishing_user'];
	}

	/**
	 * What happens when a post of this type is published: `off`, `ask` or `automatic`.
	 *
	 * @param string $post_type Name of the post type.
	 */
	public function on_publish( string $post_type ): string {
		return $this->all()['on_publish'][ $post_type ] ?? 'off';
	}

	/**
	 * Post types that make their images by themselves, with the second since when they do.
	 *
	 * @return array<string, int>
	 */
	public function automatic_post_types(): array {
		$automatic = array_keys( $this->all()['on_publish'], 'automatic', true );
		$since     = (array) get_option( self::AUTOMATIC_SINCE, array() );
		$result    = array();
		foreach ( $automatic as $post_type ) {
			$result[ $post_type ] = (int) ( $since[ $post_type ] ?? time() );
		}

		return $result;
	}

	/**
	 * The visible label on realistic images; empty where the site switched it off.
	 */
	public function label(): string {
		$label = $this->all()['label'];
		if ( ! $label['enabled'] ) {
			return '';
		}

		return '' === $label['text'] ? __( 'AI-generated', 'limner' ) : $label['text'];
	}

	/**
	 * When the label was switched, newest first.
	 *
	 * @return list<array{when: int, who: int, enabled: bool, reason: string}>
	 */
	public function label_log(): array {
		/**
		 * Only log_label_change() writes it.
		 *
		 * @var list<array{when: int, who: int, enabled: bool, reason: string}> $log
		 */
		$log = array_values( (array) get_option( self::LABEL_LOG, array() ) );

		return array_reverse( $log );
	}

	/**
	 * WordPress's registered image sizes as subSizeSchema.
	 *
	 * @return list<array{name: string, width: int, height: int, crop: bool}>
	 */
	private function sub_sizes(): array {
		$sizes = array();
		foreach ( wp_get_registered_image_subsizes() as $name => $size ) {
			$sizes[] = array(
				'name'   => (string) $name,
				'width'  => min( 20000, (int) $size['width'] ),
				'height' => min( 20000, (int) $size['height'] ),
				'crop'   => (bool) $size['crop'],
			);
		}

		return array_slice( $sizes, 0, 60 );
	}

	/**
	 * The largest side that WordPress keeps, in pixels; 0 is no limit.
	 */
	private function largest_side(): int {
		$settings = $this->all();
		$size     = array( $settings['desktop']['width'], $settings['desktop']['height'] );
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- WordPress's own filter: sites change the threshold there.
		$threshold = apply_filters( 'big_image_size_threshold', 2560, $size, '', 0 );

		return min( 20000, max( 0, (int) $threshold ) );
	}

	/**
	 * Notes the moment at which a post type was switched to automatic.
	 *
	 * @param array<string, string> $before What happened on publish before.
	 * @param array<string, string> $after  What happens from now on.
	 */
	private function remember_automatic_since( array $before, array $after ): void {
		$since = (array) get_option( self::AUTOMATIC_SINCE, array() );
		foreach ( $after as $post_type => $choice ) {
			if ( 'automatic' !== $choice ) {
				unset( $since[ $post_type ] );
			} elseif ( 'automatic' !== ( $before[ $post_type ] ?? 'off' ) || ! isset( $since[ $post_type ] ) ) {
				$since[ $post_type ] = time();
			}
		}
		update_option( self::AUTOMATIC_SINCE, $since, false );
	}

	/**
	 * Logs a switch of the visible label with its reason.
	 *
	 * @param array{enabled: bool, text: string, reason_off: string} $before The label before.
	 * @param array{enabled: bool, text: string, reason_off: string} $after  The label after.
	 */
	private function log_label_change( array $before, array $after ): void {
		if ( $before['enabled'] === $after['enabled'] ) {
			return;
		}

		$log   = (array) get_option( self::LABEL_LOG, array() );
		$log[] = array(
			'when'    => time(),
			'who'     => get_current_user_id(),
			'enabled' => $after['enabled'],
			'reason'  => $after['enabled'] ? '' : $after['reason_off'],
		);
		update_option( self::LABEL_LOG, $log, false );
	}
}
