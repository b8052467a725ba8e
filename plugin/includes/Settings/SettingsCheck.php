<?php
/**
 * Decides whether changed settings fit.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\Prompts\PromptPattern;
use Limner\Publishing\PublishingUser;
use WP_Error;

/**
 * Checks changes against the schema and against each other, and cleans what people typed.
 */
final class SettingsCheck {

	/**
	 * Merges changes into the settings and checks the result.
	 *
	 * @param array<string, mixed> $changes  Settings by name; groups may be given in part.
	 * @param array<string, mixed> $settings The settings as they stand, complete.
	 * @return array<string, mixed>|WP_Error The settings to store.
	 */
	public function check( array $changes, array $settings ): array|WP_Error {
		foreach ( $changes as $name => $value ) {
			$settings[ $name ] = is_array( $value ) && is_array( $settings[ $name ] ?? null )
				? array_merge( $settings[ $name ], $value )
				: $value;
		}

		$error = $this->misfits( $settings );
		if ( null !== $error ) {
			return $error;
		}
		$settings = $this->clean( (array) rest_sanitize_value_from_schema( $settings, SettingsSchema::schema(), 'settings' ) );

		return $this->contradictions( $settings ) ?? $settings;
	}

	/**
	 * Finds settings that do not fit the schema.
	 *
	 * @param array<string, mixed> $settings Settings as they were given.
	 * @return WP_Error|null Every sentence that a person should read, or nothing.
	 */
	private function misfits( array $settings ): ?WP_Error {
		$schemas   = SettingsSchema::schema()['properties'];
		$sentences = array(
			/* translators: 1: smallest, 2: largest number of pixels. */
			'desktop'                  => sprintf( __( 'Widths and heights are whole numbers from %1$d to %2$d pixels.', 'limner' ), SettingsSchema::SHORTEST_SIDE, SettingsSchema::LONGEST_SIDE ),
			'style'                    => __( 'Write each color as # with six digits, as in #1d3557, and at most eight of them. Guidelines may have 2,000 characters, what to avoid 1,000.', 'limner' ),
			'prompting'                => __( 'The prompt pattern may have 4,000 characters, the negative prompt 1,000.', 'limner' ),
			'choice'                   => __( 'Name at most five providers that take over, each by its name, and write the price ceiling in dollars or leave it empty.', 'limner' ),
			'format_quality'           => __( 'The file quality is a whole number from 1 to 100.', 'limner' ),
			'limits'                   => __( 'Write limits in dollars, as in 20 or 0.50, or leave them empty.', 'limner' ),
			'candidate_retention_days' => __( 'Unused images are kept for 1 to 3,650 days.', 'limner' ),
			'label'                    => __( 'The label may have 60 characters, the reason for switching it off 500.', 'limner' ),
		);

		$sentences['mobile'] = $sentences['desktop'];

		$error = new WP_Error();
		foreach ( $settings as $name => $value ) {
			$valid = isset( $schemas[ $name ] ) ? rest_validate_value_from_schema( $value, $schemas[ $name ], $name ) : false;
			if ( true !== $valid ) {
				/* translators: %s: name of a setting. */
				$sentence = $sentences[ $name ] ?? sprintf( __( 'The setting “%s” has a value that Limner does not know.', 'limner' ), $name );
				$error->add( 'limner_setting_' . sanitize_key( (string) $name ), $sentence, array( 'status' => 400 ) );
			}
		}

		return $error->has_errors() ? $error : null;
	}

	/**
	 * Cleans the texts and keeps only post types that exist.
	 *
	 * @param array<string, mixed> $settings Settings that fit the schema.
	 * @return array<string, mixed>
	 */
	private function clean( array $settings ): array {
		$settings['provider']              = sanitize_text_field( $settings['provider'] );
		$settings['model']                 = sanitize_text_field( $settings['model'] );
		$settings['style']['palette']      = array_values( array_unique( array_map( 'strtolower', $settings['style']['palette'] ) ) );
		$settings['style']['guidelines']   = sanitize_textarea_field( $settings['style']['guidelines'] );
		$settings['style']['avoid']        = sanitize_textarea_field( $settings['style']['avoid'] );
		$settings['prompting']['pattern']  = PromptPattern::clean( $settings['prompting']['pattern'] );
		$settings['prompting']['negative'] = sanitize_textarea_field( $settings['prompting']['negative'] );
		$settings['choice']['fallbacks']   = map_deep( $settings['choice']['fallbacks'], 'sanitize_text_field' );
		$settings['label']['text']         = sanitize_text_field( $settings['label']['text'] );
		$settings['label']['reason_off']   = $settings['label']['enabled'] ? '' : sanitize_textarea_field( $settings['label']['reason_off'] );
		$settings['on_publish']            = array_intersect_key( $settings['on_publish'], PostTypes::illustrated() );

		return $settings;
	}

	/**
	 * Finds settings that do not go together.
	 *
	 * @param array<string, mixed> $settings Clean settings.
	 * @return WP_Error|null Every sentence that a person should read, or nothing.
	 */
	private function contradictions( array $settings ): ?WP_Error {
		$error = new WP_Error();
		if ( ! $settings['desktop']['enabled'] && ! $settings['mobile']['enabled'] ) {
			$error->add( 'limner_no_composition', __( 'Choose at least one: a desktop image, a phone image, or both.', 'limner' ), array( 'status' => 400 ) );
		}
		foreach ( PromptPattern::sentences( $settings['prompting']['pattern'] ) as $sentence ) {
			$error->add( 'limner_prompt_pattern', $sentence, array( 'status' => 400 ) );
		}
		if ( ! $settings['label']['enabled'] && '' === trim( $settings['label']['reason_off'] ) ) {
			$error->add( 'limner_label_reason_missing', __( 'To switch the label off, say why. The reason is kept with the date and your name.', 'limner' ), array( 'status' => 400 ) );
		}
		if ( 0 !== $settings['publishing_user'] && ! PublishingUser::may_publish_images( $settings['publishing_user'] ) ) {
			$error->add( 'limner_publishing_user_not_allowed', __( 'The publishing user must be allowed to upload files and to edit posts of others. Choose an editor or an administrator.', 'limner' ), array( 'status' => 400 ) );
		}
		if ( in_array( 'automatic', $settings['on_publish'], true ) && 0 === $settings['publishing_user'] ) {
			$error->add( 'limner_publishing_user_missing', __( 'To have images made automatically, choose the user in whose name they are added.', 'limner' ), array( 'status' => 400 ) );
		}

		return $error->has_errors() ? $error : null;
	}
}
