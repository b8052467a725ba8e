<?php
/**
 * The settings "When are they made?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use WP_Post_Type;

/**
 * How many images, what happens on publish and who approves.
 */
final class TimingTab implements Tab {

	/**
	 * Its name in the address.
	 */
	public function slug(): string {
		return 'timing';
	}

	/**
	 * The question it answers.
	 */
	public function title(): string {
		return __( 'When are they made?', 'limner' );
	}

	/**
	 * Prints its rows.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	public function render( array $settings ): void {
		Fields::row( __( 'Images in an article', 'limner' ), '', fn () => $this->render_amount( $settings ) );
		Fields::row( __( 'When a post is published', 'limner' ), '', fn () => $this->render_on_publish( $settings['on_publish'] ) );
		Fields::row(
			__( 'Publishing user', 'limner' ),
			'publishing_user',
			fn () => $this->render_publishing_user( $settings['publishing_user'] )
		);
		Fields::row(
			__( 'Approval', 'limner' ),
			'',
			static fn () => Fields::radios(
				'approval',
				$settings['approval'],
				array(
					'by_hand'   => __( 'A person looks at each image before it goes into the post', 'limner' ),
					'automatic' => __( 'Images go into the post as soon as they are made', 'limner' ),
				)
			)
		);
	}

	/**
	 * Reads its part of the form.
	 *
	 * @param array<string, mixed> $input What the browser sent.
	 * @return array<string, mixed>
	 */
	public function changes_from( array $input ): array {
		$amount  = (string) ( $input['amount'] ?? '' );
		$changes = array(
			'every_section'   => 'every' === $amount,
			'on_publish'      => array_map( 'strval', (array) ( $input['on_publish'] ?? array() ) ),
			'publishing_user' => (int) ( $input['publishing_user'] ?? 0 ),
			'approval'        => (string) ( $input['approval'] ?? 'by_hand' ),
		);

		return 'every' === $amount ? $changes : $changes + array( 'max_in_article' => (int) $amount );
	}

	/**
	 * Prints how many images an article gets.
	 *
	 * @param array<string, mixed> $settings The settings to show.
	 */
	private function render_amount( array $settings ): void {
		printf( '<label class="screen-reader-text" for="%s">%s</label>', esc_attr( Fields::id( 'amount' ) ), esc_html__( 'Images in an article', 'limner' ) );
		$choices = array( '0' => __( 'None, only the featured image', 'limner' ) );
		for ( $amount = 1; $amount <= 5; $amount++ ) {
			/* translators: %s: a number from 1 to 5. */
			$choices[ (string) $amount ] = sprintf( _n( 'Up to %s image', 'Up to %s images', $amount, 'limner' ), number_format_i18n( $amount ) );
		}
		$choices['every'] = __( 'One for every section', 'limner' );
		Fields::select( 'amount', $settings['every_section'] ? 'every' : (string) $settings['max_in_article'], $choices );
		Fields::description( __( 'The longest sections without an image get one first, spread over the post. The featured image comes on top.', 'limner' ) );
	}

	/**
	 * Prints the choice for each post type.
	 *
	 * @param array<string, string> $chosen What happens, by post type.
	 */
	private function render_on_publish( array $chosen ): void {
		$choices = array(
			'off'       => __( 'Nothing happens', 'limner' ),
			'ask'       => __( 'The editor offers to make what is missing', 'limner' ),
			'automatic' => __( 'Missing images are made by themselves', 'limner' ),
		);
		foreach ( PostTypes::illustrated() as $type ) {
			/**
			 * The field of one post type.
			 *
			 * @var WP_Post_Type $type
			 */
			$field = "on_publish][{$type->name}";
			printf( '<div class="limner-post-type"><label for="%s">%s</label> ', esc_attr( Fields::id( $field ) ), esc_html( $type->labels->name ) );
			Fields::select( $field, $chosen[ $type->name ] ?? 'off', $choices );
			echo '</div>';
		}
		Fields::description( __( 'Made by themselves means: whichever way a post is published, also by a scheduled date, an app or a script. Scheduled posts get their images before their time. Posts from before you switch it on are left alone.', 'limner' ) );
	}

	/**
	 * Prints the choice of the publishing user.
	 *
	 * @param int $chosen The chosen user.
	 */
	private function render_publishing_user( int $chosen ): void {
		$users   = get_users(
			array(
				'capability' => array( 'edit_others_posts', 'upload_files' ),
				'orderby'    => 'display_name',
				'number'     => 200,
				'fields'     => array( 'ID', 'display_name' ),
			)
		);
		$choices = array( '0' => __( '— Nobody yet —', 'limner' ) );
		foreach ( $users as $user ) {
			$choices[ (string) $user->ID ] = $user->display_name;
		}
		$former = get_userdata( $chosen );
		if ( $former && ! isset( $choices[ (string) $chosen ] ) ) {
			/* translators: %s: name of a user. */
			$choices[ (string) $chosen ] = sprintf( __( '%s (no longer allowed)', 'limner' ), $former->display_name );
		}
		Fields::select( 'publishing_user', (string) $chosen, $choices );
		Fields::description( __( 'Images that are made by themselves are added in this user’s name, as the author of a post may not be allowed to upload files.', 'limner' ) );
	}
}
