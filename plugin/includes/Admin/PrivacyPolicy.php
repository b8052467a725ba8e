<?php
/**
 * What a site should tell its visitors.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Admin;

/**
 * Suggests a text for the site's privacy policy.
 */
final class PrivacyPolicy {

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_action( 'admin_init', array( $this, 'suggest' ) );
	}

	/**
	 * Adds the suggestion to Settings → Privacy.
	 */
	public function suggest(): void {
		$text = '<p class="privacy-policy-tutorial">' . esc_html__( 'Limner tells visitors nothing about anybody and stores nothing about visitors. It concerns the people who write.', 'limner' ) . '</p>'
			. '<p><strong class="privacy-policy-tutorial">' . esc_html__( 'Suggested text:', 'limner' ) . ' </strong>'
			. esc_html__( 'Images on this site may be made by artificial intelligence. For this, the text of a post and the names of its headings are sent to an image service that we run ourselves, and a description of the image from there to the provider that draws it. With each image we keep who asked for it and who approved it.', 'limner' ) . '</p>';
		wp_add_privacy_policy_content( 'Limner', $text );
	}
}
