<?php
/**
 * Limner's tests under Tools → Site Health.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\SiteHealth;

use Limner\Publishing\Outbox;
use Limner\Publishing\PublishingUser;
use Limner\REST\Messages;
use Limner\Settings\Options;
use Limner\Settings\SettingsPage;
use Limner\Sidecar\Connection;
use Limner\Sidecar\SiteStates;

/**
 * Says why images are not made, or that nothing stands in their way.
 *
 * @phpstan-import-type ErrorInfo from \Limner\REST\Failure
 */
final class SiteHealthTests {

	/**
	 * Rows older than this should long have been handed over.
	 */
	private const OLD_AFTER = HOUR_IN_SECONDS;

	/**
	 * Takes what it needs.
	 *
	 * @param Connection     $connection      To the image service.
	 * @param SiteStates     $site_states     How the image service sees this site.
	 * @param Options        $options         The site's settings.
	 * @param PublishingUser $publishing_user Acts where no person asked.
	 * @param Outbox         $outbox          Keeps what waits.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly SiteStates $site_states,
		private readonly Options $options,
		private readonly PublishingUser $publishing_user,
		private readonly Outbox $outbox
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_filter( 'site_status_tests', array( $this, 'add' ) );
	}

	/**
	 * Adds the tests. Before an image service is connected there is nothing to test.
	 *
	 * @param array<string, array<string, mixed>> $tests WordPress's tests.
	 * @return array<string, array<string, mixed>>
	 */
	public function add( array $tests ): array {
		if ( ! $this->connection->is_connected() ) {
			return $tests;
		}

		$tests['direct']['limner_connection']      = array(
			'label' => __( 'Limner’s image service', 'limner' ),
			'test'  => array( $this, 'test_connection' ),
		);
		$tests['direct']['limner_publishing_user'] = array(
			'label' => __( 'Limner’s publishing user', 'limner' ),
			'test'  => array( $this, 'test_publishing_user' ),
		);
		$tests['direct']['limner_outbox']          = array(
			'label' => __( 'Limner’s waiting posts', 'limner' ),
			'test'  => array( $this, 'test_outbox' ),
		);

		return $tests;
	}

	/**
	 * Whether the image service answers and takes this site's signature; a skewed clock shows here with its seconds.
	 *
	 * @return array<string, mixed>
	 */
	public function test_connection(): array {
		if ( $this->connection->is_moved_or_copied() ) {
			return $this->result( 'limner_connection', 'critical', __( 'Limner asks: has this site moved, or is it a copy?', 'limner' ), __( 'Its address or environment is another than when the image service was connected. Until you answer, no images are made and nothing is spent.', 'limner' ), 'connection' );
		}

		$state = $this->site_states->refresh( 3.0 );
		if ( is_wp_error( $state ) ) {
			$data = (array) $state->get_error_data();
			return $this->result( 'limner_connection', 'critical', (string) ( $data['title'] ?? __( 'Limner’s image service does not answer', 'limner' ) ), $state->get_error_message() . ' ' . ( $data['action'] ?? '' ), 'connection' );
		}
		if ( 'pull' === $state['delivery'] ) {
			/**
			 * The client held it against the contract.
			 *
			 * @var ErrorInfo|null $error
			 */
			$error  = $state['error'];
			$reason = null === $error ? '' : ' ' . Messages::for_error( $error )['action'];
			return $this->result( 'limner_connection', 'good', __( 'Limner’s image service answers, and this site fetches its images', 'limner' ), __( 'Your site cannot be reached from the image service, so this site fetches finished images itself.', 'limner' ) . $reason, 'connection' );
		}

		return $this->result( 'limner_connection', 'good', __( 'Limner’s image service and this site reach each other', 'limner' ), __( 'Images are made outside of this site and brought here when they are finished. This site needs no image library of PHP’s own for them.', 'limner' ), '' );
	}

	/**
	 * Whether somebody can stand for the site when images are made by themselves.
	 *
	 * @return array<string, mixed>
	 */
	public function test_publishing_user(): array {
		if ( ! $this->options->automatic_post_types() ) {
			return $this->result( 'limner_publishing_user', 'good', __( 'Limner needs no publishing user', 'limner' ), __( 'No images are made by themselves on this site.', 'limner' ), '' );
		}
		if ( 0 === $this->publishing_user->id() ) {
			return $this->result( 'limner_publishing_user', 'critical', __( 'Limner has no publishing user', 'limner' ), __( 'Images that should be made by themselves wait, as nobody is there in whose name they could be added. The publishing user must be allowed to upload files and to edit posts of others.', 'limner' ), 'timing' );
		}

		return $this->result( 'limner_publishing_user', 'good', __( 'Limner’s publishing user may add images', 'limner' ), __( 'Images that are made by themselves are added in this user’s name.', 'limner' ), '' );
	}

	/**
	 * Whether posts wait longer than they should, with the most likely cause.
	 *
	 * @return array<string, mixed>
	 */
	public function test_outbox(): array {
		$summary = $this->outbox->summary();
		if ( 0 === $summary['count'] || $summary['oldest'] > time() - self::OLD_AFTER ) {
			return $this->result( 'limner_outbox', 'good', __( 'No post waits long for Limner’s images', 'limner' ), __( 'Posts that want images are handed to the image service within minutes.', 'limner' ), '' );
		}

		$cause = __( 'The image service did not take them.', 'limner' );
		if ( 'publishing_user_missing' === $summary['last_error'] || ( '' === $summary['last_error'] && 0 === $this->publishing_user->id() ) ) {
			$cause = __( 'There is no publishing user.', 'limner' );
		} elseif ( '' === $summary['last_error'] ) {
			$cause = __( 'WP-Cron has not run: look whether it is switched off (DISABLE_WP_CRON) without a cron job of the server’s own.', 'limner' );
		}
		$text = sprintf(
			/* translators: 1: number of posts, 2: a time span as in "2 hours". */
			_n( '%1$s post waits, the oldest for %2$s.', '%1$s posts wait, the oldest for %2$s.', $summary['count'], 'limner' ),
			number_format_i18n( $summary['count'] ),
			human_time_diff( $summary['oldest'] )
		);

		return $this->result( 'limner_outbox', 'recommended', __( 'Posts wait for Limner’s images', 'limner' ), $text . ' ' . $cause, 'connection' );
	}

	/**
	 * A result in the form that Site Health shows.
	 *
	 * @param string $test   The test's name.
	 * @param string $status good, recommended or critical.
	 * @param string $label  What was found.
	 * @param string $text   What it means and what to do.
	 * @param string $tab    The settings tab where it is set right; empty for none.
	 * @return array<string, mixed>
	 */
	private function result( string $test, string $status, string $label, string $text, string $tab ): array {
		return array(
			'label'       => $label,
			'status'      => $status,
			'badge'       => array(
				'label' => __( 'Limner', 'limner' ),
				'color' => 'blue',
			),
			'description' => '<p>' . esc_html( $text ) . '</p>',
			'actions'     => '' === $tab ? '' : sprintf( '<p><a href="%s">%s</a></p>', esc_url( SettingsPage::url( $tab ) ), esc_html__( 'Open the settings of Limner', 'limner' ) ),
			'test'        => $test,
		);
	}
}
