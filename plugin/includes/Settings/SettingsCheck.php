<?php
/**
 * Decides whether changed settings fit.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\Media\ReferenceImages;
use Limner\Prompts\PromptPattern;
use Limner\Publishing\PublishingUser;
use Limner\Sidecar\Catalogue;
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
			$settings[ $name ] = is_array( $value ) && is_array( $settings[ $name ] ?? null ) && ! in_array( $name, SettingsSchema::LISTS, true )
				? array_merge( $settings[ $name ], $value )
				: $value;
		}

		$error = $this->misfits( $settings ) ?? $this->unknown_names( $changes );
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
		$schemas = SettingsSchema::schema()['properties'];

		$error = new WP_Error();
		foreach ( $settings as $name => $value ) {
			$valid = isset( $schemas[ $name ] ) ? rest_validate_value_from_schema( $value, $schemas[ $name ], $name ) : false;
			if ( true !== $valid ) {
				$detail = is_wp_error( $valid ) ? $valid->get_error_message() : '';
				$error->add( 'limner_setting_' . sanitize_key( (string) $name ), SettingSentences::for( (string) $name, $detail ), array( 'status' => 400 ) );
			}
		}

		return $error->has_errors() ? $error : null;
	}

	/**
	 * Finds providers and templates that were named just now and that the image service does not have, and reference
	 * images that are none. What was stored before is left alone: a provider that is gone must not stand in the way of
	 * other settings.
	 *
	 * @param array<string, mixed> $changes Changes that fit the schema.
	 * @return WP_Error|null A sentence for each; nothing also where the image service never said what it has.
	 */
	private function unknown_names( array $changes ): ?WP_Error {
		$error     = new WP_Error();
		$providers = array_column( Catalogue::last_known( 'providers' ), 'name' );
		$named     = array_column( $changes['choice']['fallbacks'] ?? array(), 'provider' );
		if ( isset( $changes['provider'] ) && 'automatic' !== $changes['provider'] ) {
			$named[] = $changes['provider'];
		}
		foreach ( array() === $providers ? array() : array_diff( $named, $providers ) as $name ) {
			$error->add( 'limner_provider_unknown', SettingSentences::unknown_provider( (string) $name, $providers ), array( 'status' => 400 ) );
		}

		$templates = array_column( Catalogue::last_known( 'templates' ), 'id' );
		foreach ( array() === $templates ? array() : array_diff( $changes['social'] ?? array(), $templates ) as $name ) {
			$error->add( 'limner_template_unknown', SettingSentences::unknown_template( (string) $name, $templates ), array( 'status' => 400 ) );
		}

		foreach ( $changes['style']['references'] ?? array() as $attachment_id ) {
			if ( null === ReferenceImages::file( (int) $attachment_id ) ) {
				$error->add( 'limner_reference_unusable', SettingSentences::unusable_reference( (int) $attachment_id ), array( 'status' => 400 ) );
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
		$settings['style']['references']   = array_values( array_unique( array_map( 'intval', $settings['style']['references'] ) ) );
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
