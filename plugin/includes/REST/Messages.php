<?php
/**
 * The sentences of the plugin's errors.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

/**
 * For each closed code: what happened, in a few words and in a sentence, and what to do. `%1$s` is the error's subject,
 * `%2$s` its amount, written out by what the code counts.
 */
final class Messages {

	/**
	 * Codes of failures after which a person wonders whether they paid.
	 */
	private const ABOUT_MONEY = '/^(provider_|model_|size_|price_|image_|organisation_|prompt_|too_many|internal)/';

	/**
	 * Title, text and action of an error, ready to show (plain text, not escaped).
	 *
	 * @param array{code: string, charged: string, subject: string, amount: int|null, retryable: bool, cause: string, budget?: array{whose: string, resets_on: string|null}} $error What went wrong.
	 * @return array{title: string, text: string, action: string}
	 */
	public static function for_error( array $error ): array {
		$code    = isset( self::table()[ $error['code'] ] ) ? $error['code'] : 'internal';
		$amount  = 'budget_reached' === $code ? BudgetSentence::for_error( $error ) : self::amount( $code, $error['amount'] );
		$subject = self::name( $code, $error['subject'] );

		list( $title, $text, $action ) = array_map( static fn ( string $text ): string => sprintf( $text, $subject, $amount ), self::table()[ $code ] );

		return array(
			'title'  => $title,
			'text'   => implode( ' ', array_filter( array( $text, self::charge( $code, $error['charged'] ) ) ) ),
			'action' => implode( ' ', array_filter( array( $action, self::replacement( $error['subject'] ) ) ) ),
		);
	}

	/**
	 * What the error is about, as people call it.
	 *
	 * @param string $code    The error's code.
	 * @param string $subject Its subject; behind an arrow, a model's refusal names what to take instead.
	 */
	private static function name( string $code, string $subject ): string {
		$name = explode( ' → ', $subject )[0];
		if ( 'disk_full' === $code ) {
			return 'sidecar' === $name ? __( 'the image service', 'limner' ) : __( 'this site', 'limner' );
		}
		if ( str_starts_with( $code, 'provider_' ) || 'organisation_unverified' === $code ) {
			return '' === $name ? __( 'The provider', 'limner' ) : ProviderNames::of( $name );
		}

		return '' === $name && 'post_locked' === $code ? __( 'Somebody', 'limner' ) : $name;
	}

	/**
	 * What a model that cannot be had is best replaced by.
	 *
	 * @param string $subject The error's subject.
	 */
	private static function replacement( string $subject ): string {
		$instead = rtrim( explode( ' → ', $subject )[1] ?? '', '?' );

		/* translators: %s: a model's name. */
		return '' === $instead ? '' : sprintf( __( '%s would do.', 'limner' ), $instead );
	}

	/**
	 * Whether money was spent, where a person wonders.
	 *
	 * @param string $code    The error's code.
	 * @param string $charged As errorInfoSchema has it.
	 */
	private static function charge( string $code, string $charged ): string {
		if ( 'outcome_in_doubt' === $code ) {
			return '';
		}

		return match ( $charged ) {
			'yes' => __( 'It was charged.', 'limner' ),
			'unknown' => __( 'It may have been charged.', 'limner' ),
			default => 1 === preg_match( self::ABOUT_MONEY, $code ) ? __( 'Nothing was charged.', 'limner' ) : '',
		};
	}

	/**
	 * The amount in the unit that the code counts.
	 *
	 * @param string   $code   The error's code.
	 * @param int|null $amount Micro-dollars, seconds, bytes or a count.
	 */
	private static function amount( string $code, ?int $amount ): string {
		if ( null === $amount ) {
			return 'outcome_in_doubt' === $code ? __( 'as much', 'limner' ) : '';
		}

		return match ( $code ) {
			'outcome_in_doubt' => Price::format( $amount ),
			'post_too_large', 'image_too_large', 'upload_incomplete' => (string) size_format( $amount ),
			default => number_format_i18n( $amount ),
		};
	}

	/**
	 * The table: code → title, text, what to do.
	 *
	 * @return array<string, array{string, string, string}>
	 */
	private static function table(): array {
		return self::about_the_request() + self::about_the_connection() + self::about_the_provider() + self::about_the_post();
	}

	/**
	 * What a person or a site asked for.
	 *
	 * @return array<string, array{string, string, string}>
	 */
	private static function about_the_request(): array {
		// phpcs:disable WordPress.WP.I18n.MissingTranslatorsComment -- The class comment explains %1$s and %2$s for all.
		return array(
			'request_malformed'       => array( __( 'The request could not be read', 'limner' ), __( 'Some of what was sent has another form than expected. Nothing was done.', 'limner' ), __( 'Reload the page and try again. If it stays, the plugin and the image service may be of different versions: update both.', 'limner' ) ),
			'post_empty'              => array( __( 'There is nothing to illustrate yet', 'limner' ), __( 'The post has no text that an image could be about.', 'limner' ), __( 'Write something first, or write the prompt yourself.', 'limner' ) ),
			'post_too_large'          => array( __( 'This post is too long to plan', 'limner' ), __( 'It is longer than the image service reads.', 'limner' ), __( 'Split the post, or make images for single sections.', 'limner' ) ),
			'prompt_missing'          => array( __( 'This image has no prompt yet', 'limner' ), __( 'There is too little text here to say something about.', 'limner' ), __( 'Say in a few words what it should show.', 'limner' ) ),
			'prompt_too_long'         => array( __( 'The prompt is too long', 'limner' ), __( 'The model takes shorter prompts.', 'limner' ), __( 'Shorten the prompt.', 'limner' ) ),
			'prompt_pattern_unusable' => array( __( 'The prompt pattern cannot be used', 'limner' ), __( 'It says %1$s, which Limner does not know.', 'limner' ), __( 'Change the pattern in the settings, on the category or on the post.', 'limner' ) ),
			'size_unsupported'        => array( __( 'The model cannot make this size', 'limner' ), __( 'It was asked to make %1$s.', 'limner' ), __( 'Choose another size or another model in the settings.', 'limner' ) ),
			'model_unknown'           => array( __( 'There is no model %1$s', 'limner' ), __( 'The provider does not have it.', 'limner' ), __( 'Choose another one in the settings.', 'limner' ) ),
			'model_retired'           => array( __( '%1$s is no longer offered', 'limner' ), __( 'The provider has retired it.', 'limner' ), __( 'Choose another one in the settings.', 'limner' ) ),
			'provider_unknown'        => array( __( 'The image service does not know %1$s', 'limner' ), __( 'It is not one of its providers.', 'limner' ), __( 'Choose another provider in the settings.', 'limner' ) ),
			'provider_key_missing'    => array( __( 'There is no key for %1$s', 'limner' ), __( 'The image service needs one to ask it.', 'limner' ), __( 'Set the key on the image service, or choose another provider in the settings.', 'limner' ) ),
			'price_ceiling_too_low'   => array( __( 'No image can be had below the price ceiling', 'limner' ), __( 'Every model of this quality costs more.', 'limner' ), __( 'Raise the price ceiling, or choose a cheaper model in the settings.', 'limner' ) ),
			'operation_unsupported'   => array( __( 'The model does not do this', 'limner' ), __( 'It was asked for: %1$s.', 'limner' ), __( 'Choose another model in the settings.', 'limner' ) ),
			'operation_off'           => array( __( 'This is switched off', 'limner' ), __( 'The image service does not offer: %1$s.', 'limner' ), __( 'Whoever runs the image service can switch it on.', 'limner' ) ),
			'chat_model_missing'      => array( __( 'No chat model is set up', 'limner' ), __( 'A chat model of the image service would write this, and none is named in %1$s.', 'limner' ), __( 'Whoever runs the image service can set it.', 'limner' ) ),
			'wording_not_declined'    => array( __( 'This wording was not declined', 'limner' ), __( 'A softer one is offered only after a provider declined the prompt.', 'limner' ), __( 'Change the prompt, or generate the image.', 'limner' ) ),
			'softer_wording_unknown'  => array( __( 'No softer wording is known', 'limner' ), __( 'The rules know no milder word for anything in this prompt.', 'limner' ), __( 'Change the prompt in your own words.', 'limner' ) ),
			'not_found'               => array( __( 'It is not there', 'limner' ), __( 'What you asked for does not belong to this post, or is gone.', 'limner' ), __( 'Reload the page.', 'limner' ) ),
			'generation_conflict'     => array( __( 'This was asked for before', 'limner' ), __( 'The same request came with other contents. Nothing was made twice.', 'limner' ), __( 'Reload the page, then generate again.', 'limner' ) ),
			'name_taken'              => array( __( 'The name is taken', 'limner' ), __( 'There is one named “%1$s” already. Nothing was changed.', 'limner' ), __( 'Choose another name.', 'limner' ) ),
			'candidate_not_ready'     => array( __( 'The image is not ready', 'limner' ), __( 'It is still being made, or was replaced.', 'limner' ), __( 'Wait until it is ready.', 'limner' ) ),
			'budget_reached'          => array( __( 'The limit is reached', 'limner' ), __( '%2$s Nothing was spent.', 'limner' ), __( 'Wait until it starts again, or raise the limit in the settings.', 'limner' ) ),
			'too_many_requests'       => array( __( 'Too many requests at once', 'limner' ), __( 'The image service asks for a pause.', 'limner' ), __( 'Try again in a minute.', 'limner' ) ),
			'cancelled'               => array( __( 'This was stopped', 'limner' ), __( 'The image was not made.', 'limner' ), __( 'Generate it again when you want it.', 'limner' ) ),
			'permission_denied'       => array( __( 'You may not do this here', 'limner' ), __( 'It takes the right to edit this post and to upload files.', 'limner' ), __( 'Ask an administrator of the site.', 'limner' ) ),
			'internal'                => array( __( 'An error inside Limner', 'limner' ), __( 'It was noted with its cause. What was made before is kept.', 'limner' ), __( 'Try again. If it stays, look under Tools → Site Health.', 'limner' ) ),
		);
		// phpcs:enable
	}

	/**
	 * The connection between this site and the image service.
	 *
	 * @return array<string, array{string, string, string}>
	 */
	private static function about_the_connection(): array {
		// phpcs:disable WordPress.WP.I18n.MissingTranslatorsComment -- The class comment explains %1$s and %2$s for all.
		return array(
			'signature_missing'         => array( __( 'The request is not signed', 'limner' ), __( 'Only the connected image service may ask this.', 'limner' ), __( 'Check that nothing between the two removes headers that begin with X-Limner.', 'limner' ) ),
			'signature_wrong'           => array( __( 'The signature does not fit', 'limner' ), __( 'The site and the image service have different secrets, or the request was changed on its way.', 'limner' ), __( 'Connect again with a new code.', 'limner' ) ),
			'signature_expired'         => array( __( 'The clocks differ', 'limner' ), __( 'The clocks of this site and of the image service differ by %2$s seconds.', 'limner' ), __( 'Set both clocks, best by NTP.', 'limner' ) ),
			'signature_replayed'        => array( __( 'The request came twice', 'limner' ), __( 'A signed request is good for one time.', 'limner' ), __( 'Nothing to do: the image service asks again by itself.', 'limner' ) ),
			'site_unknown'              => array( __( 'The two do not know each other', 'limner' ), __( 'The image service does not know this site, or this site does not know it.', 'limner' ), __( 'Connect again with a new code.', 'limner' ) ),
			'site_moved_or_copied'      => array( __( 'Has the site moved, or is it a copy?', 'limner' ), __( 'It was connected under another address or environment (%1$s). Until you say which, nothing is made and nothing is spent.', 'limner' ), __( 'Answer under Settings → Limner.', 'limner' ) ),
			'pairing_code_wrong'        => array( __( 'The code does not fit', 'limner' ), __( 'It was mistyped, used before, or is too old.', 'limner' ), __( 'Make a new code with “limner pair”.', 'limner' ) ),
			'sidecar_not_connected'     => array( __( 'No image service is connected', 'limner' ), __( 'Limner makes images with a service of your own.', 'limner' ), __( 'Connect it under Settings → Limner.', 'limner' ) ),
			'sidecar_unreachable'       => array( __( 'The image service does not answer', 'limner' ), __( 'Your post is safe and can be published. Images will be made when it is back.', 'limner' ), __( 'Test the connection under Settings → Limner.', 'limner' ) ),
			'sidecar_answer_unreadable' => array( __( 'The answer could not be read', 'limner' ), __( 'Something else than the image service answers at its address, or it is of another version.', 'limner' ), __( 'Check the address under Settings → Limner, and update both.', 'limner' ) ),
			'site_unreachable'          => array( __( 'The site cannot be reached', 'limner' ), __( 'The image service cannot reach this site. The site fetches finished images itself, about once a minute.', 'limner' ), __( 'Nothing to do, unless it should go faster: then let the image service reach the site.', 'limner' ) ),
			'site_refused'              => array( __( 'The site refused', 'limner' ), __( 'This site, or something in front of it, refuses the image service.', 'limner' ), __( 'Look for a security plugin or a login in front of /wp-json/limner/v1/.', 'limner' ) ),
		);
		// phpcs:enable
	}

	/**
	 * What a provider answers.
	 *
	 * @return array<string, array{string, string, string}>
	 */
	private static function about_the_provider(): array {
		// phpcs:disable WordPress.WP.I18n.MissingTranslatorsComment -- The class comment explains %1$s and %2$s for all.
		return array(
			'provider_moderated'         => array( __( '%1$s declined this prompt', 'limner' ), __( 'Its safety system refused the wording.', 'limner' ), __( 'Edit the prompt.', 'limner' ) ),
			'provider_quota'             => array( __( '%1$s has no credit left', 'limner' ), __( 'The image can be made when there is credit.', 'limner' ), __( 'Top up the account, or choose another provider.', 'limner' ) ),
			'provider_key_wrong'         => array( __( '%1$s does not accept its key', 'limner' ), __( 'The key on the image service is wrong, or was withdrawn.', 'limner' ), __( 'Set another key on the image service.', 'limner' ) ),
			'organisation_unverified'    => array( __( '%1$s wants your organisation verified', 'limner' ), __( 'Its image models need that once.', 'limner' ), __( 'Verify it on the provider’s side.', 'limner' ) ),
			'provider_rate_limited'      => array( __( '%1$s takes no more at the moment', 'limner' ), __( 'It allows only so many images a minute. The image is made when it allows.', 'limner' ), __( 'Nothing to do but wait.', 'limner' ) ),
			'provider_unavailable'       => array( __( '%1$s does not answer', 'limner' ), __( 'It has a fault of its own. It is tried again.', 'limner' ), __( 'Wait, or choose another provider.', 'limner' ) ),
			'provider_timeout'           => array( __( '%1$s took too long', 'limner' ), __( 'The answer did not come in time.', 'limner' ), __( 'Make it again, or choose another provider.', 'limner' ) ),
			'provider_rejected_request'  => array( __( '%1$s cannot make this image', 'limner' ), __( 'It refused what was asked of it.', 'limner' ), __( 'Change the prompt, or choose another size or model.', 'limner' ) ),
			'provider_answer_unreadable' => array( __( '%1$s sent something that is no image', 'limner' ), __( 'It cannot be used.', 'limner' ), __( 'Make it again, or choose another provider.', 'limner' ) ),
			'outcome_in_doubt'           => array( __( 'This image may have been charged', 'limner' ), __( 'The connection broke before the answer came.', 'limner' ), __( 'Making it again could cost %2$s again.', 'limner' ) ),
		);
		// phpcs:enable
	}

	/**
	 * Bringing an image back.
	 *
	 * @return array<string, array{string, string, string}>
	 */
	private static function about_the_post(): array {
		// phpcs:disable WordPress.WP.I18n.MissingTranslatorsComment -- The class comment explains %1$s and %2$s for all.
		return array(
			'post_locked'         => array( __( '%1$s is editing this post', 'limner' ), __( 'The image waits.', 'limner' ), __( 'Place it from the open editor, or wait until the post is closed.', 'limner' ) ),
			'post_gone'           => array( __( 'This post is no longer there', 'limner' ), __( 'It was deleted or is in the trash. Images that were made are kept.', 'limner' ), __( 'Restore the post, then approve the image again.', 'limner' ) ),
			'section_gone'        => array( __( 'Its section is no longer in the post', 'limner' ), __( 'The image is kept.', 'limner' ), __( 'Choose another place for it.', 'limner' ) ),
			'content_changed'     => array( __( 'The post changed meanwhile', 'limner' ), __( 'It was saved while the image was on its way. Nothing was overwritten.', 'limner' ), __( 'Nothing to do: the place is looked for again.', 'limner' ) ),
			'upload_incomplete'   => array( __( 'The image did not arrive whole', 'limner' ), __( 'Part of it is missing. It is sent again.', 'limner' ), __( 'Nothing to do, unless it stays: then look at the limits of the web server.', 'limner' ) ),
			'upload_rejected'     => array( __( 'The image was not accepted', 'limner' ), __( 'What was sent is not the image that it says it is. Nothing was stored.', 'limner' ), __( 'Make it again. If it stays, check the connection.', 'limner' ) ),
			'image_unreadable'    => array( __( 'The image could not be read', 'limner' ), __( 'The file is damaged or of another format.', 'limner' ), __( 'Make it again.', 'limner' ) ),
			'image_too_large'     => array( __( 'The image is too large', 'limner' ), __( 'It is larger than the site takes.', 'limner' ), __( 'Choose a smaller size in the settings.', 'limner' ) ),
			'image_stops_service' => array( __( 'The image service stopped each time it worked at this image', 'limner' ), __( 'So it is not tried again by itself.', 'limner' ), __( 'Make another one. The log of the image service may say why.', 'limner' ) ),
			'disk_full'           => array( __( 'There is no room left for the image', 'limner' ), __( 'The disk of %1$s is full. An image that was made is kept and will not be charged again.', 'limner' ), __( 'Make room there. It is tried again by itself.', 'limner' ) ),
			'image_store_away'    => array( __( 'The image service cannot reach its image store', 'limner' ), __( 'The place where it keeps images does not answer. What was made is kept.', 'limner' ), __( 'Ask whoever looks after the image service, and try again later.', 'limner' ) ),
		);
		// phpcs:enable
	}
}
