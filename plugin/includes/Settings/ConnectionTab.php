<?php
/**
 * The connection to the image service.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\REST\Failure;
use Limner\REST\Messages;
use Limner\Sidecar\Connection;
use Limner\Sidecar\SiteStates;
use WP_Error;

/**
 * Connects, tests, asks "moved, or a copy?" and disconnects. The buttons are the script's: it calls limner/v1/connection.
 *
 * @phpstan-import-type ErrorInfo from \Limner\REST\Failure
 */
final class ConnectionTab {

	/**
	 * Takes what it needs.
	 *
	 * @param Connection $connection  To the image service.
	 * @param SiteStates $site_states How the image service sees this site.
	 */
	public function __construct( private readonly Connection $connection, private readonly SiteStates $site_states ) {}

	/**
	 * Prints the tab.
	 */
	public function render(): void {
		echo '<div id="limner-connection">';
		if ( $this->connection->is_connected() && $this->connection->is_moved_or_copied() ) {
			$this->render_question();
		} elseif ( $this->connection->is_connected() ) {
			$this->render_state();
		} else {
			$this->render_form();
		}
		echo '<div id="limner-connection-result" role="status" aria-live="polite"></div>';
		printf( '<noscript><div class="notice notice-warning inline"><p>%s</p></div></noscript>', esc_html__( 'Connecting needs JavaScript. All other settings work without it.', 'limner' ) );
		echo '</div>';
	}

	/**
	 * Prints what to fill in to connect.
	 */
	private function render_form(): void {
		echo '<p>' . esc_html__( 'Limner makes images with an image service of your own. Nothing is sent anywhere before you connect it here.', 'limner' ) . '</p>';
		echo '<form class="limner-connect"><table class="form-table" role="presentation"><tbody>';
		Fields::row(
			__( 'Address', 'limner' ),
			'address',
			static function (): void {
				Fields::text(
					'address',
					'',
					'regular-text code',
					array(
						'type'           => 'url',
						'required'       => 'required',
						'placeholder'    => 'https://images.example.org',
						'autocapitalize' => 'off',
						'spellcheck'     => 'false',
					)
				);
				Fields::description( __( 'Where the image service answers. It is printed when it starts.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'One-time code', 'limner' ),
			'code',
			static function (): void {
				Fields::text(
					'code',
					'',
					'regular-text code',
					array(
						'required'       => 'required',
						'minlength'      => '6',
						'maxlength'      => '40',
						'autocomplete'   => 'off',
						'autocapitalize' => 'off',
						'spellcheck'     => 'false',
					)
				);
				echo '<p class="description">' . wp_kses(
					sprintf(
						/* translators: 1 and 2: commands. */
						__( 'Printed by %1$s on the machine that runs the image service: in its folder as %2$s.', 'limner' ),
						'<code>limner pair</code>',
						'<code>npx --no-install limner pair</code>'
					),
					array( 'code' => array() )
				) . '</p>';
			}
		);
		echo '</tbody></table>';
		printf( '<p class="submit"><button type="submit" class="button button-primary">%s</button></p></form>', esc_html__( 'Connect', 'limner' ) );
	}

	/**
	 * Prints how the connection stands, in both directions.
	 */
	private function render_state(): void {
		$answer = $this->site_states->refresh( 2.0 );
		$state  = is_wp_error( $answer ) ? null : $answer;
		if ( 'moved_or_copied' === ( $state['state'] ?? '' ) ) {
			$this->render_question();
			return;
		}

		echo '<table class="form-table" role="presentation"><tbody>';
		Fields::row( __( 'Address', 'limner' ), '', fn () => printf( '<code>%s</code>', esc_html( $this->connection->address() ) ) );
		Fields::row(
			__( 'Connected', 'limner' ),
			'',
			fn () => print esc_html( (string) wp_date( get_option( 'date_format' ) . ', ' . get_option( 'time_format' ), $this->connection->paired_as()['paired_at'] ) )
		);
		Fields::row(
			__( 'To the image service', 'limner' ),
			'',
			fn () => is_wp_error( $answer )
				? $this->render_failure( $answer )
				/* translators: %s: version number. */
				: $this->render_line( true, sprintf( __( 'It answers. Version %s.', 'limner' ), $answer['sidecar_version'] ) )
		);
		if ( null !== $state ) {
			Fields::row(
				__( 'Back to this site', 'limner' ),
				'',
				function () use ( $state ): void {
					/**
					 * The client held it against the contract.
					 *
					 * @var array{checking: bool, delivery: string, error: ErrorInfo|null} $state
					 */
					$this->render_way_back( $state );
				}
			);
		}
		echo '</tbody></table>';

		printf(
			'<p class="submit"><button type="button" class="button" data-limner-action="check">%s</button> <button type="button" class="button button-link-delete" data-limner-action="disconnect">%s</button></p>',
			esc_html__( 'Test the connection', 'limner' ),
			esc_html__( 'Disconnect', 'limner' )
		);
	}

	/**
	 * Prints whether the image service reaches this site. Where it does not, that is said plainly and works as well.
	 *
	 * @param array $state As siteStateSchema.
	 * @phpstan-param array{checking: bool, delivery: string, error: ErrorInfo|null} $state
	 */
	private function render_way_back( array $state ): void {
		if ( $state['checking'] ) {
			$this->render_line( true, __( 'It is being tested.', 'limner' ) );
			return;
		}
		if ( 'push' === $state['delivery'] && null === $state['error'] ) {
			$this->render_line( true, __( 'The image service reaches this site and brings finished images here.', 'limner' ) );
			return;
		}

		$this->render_line( true, __( 'Your site cannot be reached from the image service, so this site fetches finished images itself.', 'limner' ) );
		if ( is_array( $state['error'] ) ) {
			$message = Messages::for_error( $state['error'] );
			Fields::description( $message['title'] . '. ' . $message['action'] );
			$this->render_cause( $state['error']['cause'] );
		}
	}

	/**
	 * Prints why the image service cannot be asked.
	 *
	 * @param WP_Error $failure The reason.
	 */
	private function render_failure( WP_Error $failure ): void {
		$message = Messages::for_error( Failure::info( $failure ) );
		$this->render_line( false, $message['title'] . '. ' . $message['text'] );
		$this->render_cause( Failure::info( $failure )['cause'] );
	}

	/**
	 * Prints the question that only the owner can answer.
	 */
	private function render_question(): void {
		$before = $this->connection->paired_as();
		echo '<div class="limner-question">';
		printf( '<h3>%s</h3>', esc_html__( 'Has this site moved, or is it a copy?', 'limner' ) );
		echo '<p>' . wp_kses(
			sprintf(
				/* translators: 1: former address, 2: present address. */
				__( 'It was connected as %1$s and is now %2$s. Until you answer, no images are made and nothing is spent.', 'limner' ),
				'<code>' . esc_html( $this->identity( $before['home_url'], $before['environment'] ) ) . '</code>',
				'<code>' . esc_html( $this->identity( home_url(), wp_get_environment_type() ) ) . '</code>'
			),
			array( 'code' => array() )
		) . '</p>';
		printf(
			'<p><button type="button" class="button button-primary" data-limner-action="move">%s</button> %s</p>',
			esc_html__( 'It moved', 'limner' ),
			esc_html__( 'The same site under a new address. Everything goes on as before.', 'limner' )
		);
		printf(
			'<p><button type="button" class="button" data-limner-action="copy">%s</button> %s</p></div>',
			esc_html__( 'It is a copy', 'limner' ),
			esc_html__( 'For trying things out, for example. This copy is disconnected; the original stays connected.', 'limner' )
		);
	}

	/**
	 * Prints a line that says whether something works.
	 *
	 * @param bool   $works Whether it does.
	 * @param string $text  The sentence.
	 */
	private function render_line( bool $works, string $text ): void {
		printf( '<span class="limner-line"><span class="dashicons %s" aria-hidden="true"></span> %s</span>', esc_attr( $works ? 'dashicons-yes-alt' : 'dashicons-warning' ), esc_html( $text ) );
	}

	/**
	 * Prints a technical cause, for whoever can use it.
	 *
	 * @param string $cause The cause.
	 */
	private function render_cause( string $cause ): void {
		if ( '' !== $cause ) {
			printf( '<p class="description"><code>%s</code></p>', esc_html( $cause ) );
		}
	}

	/**
	 * A site in words: its address, with the environment where that is not production.
	 *
	 * @param string $home_url    Its address.
	 * @param string $environment Its environment type.
	 */
	private function identity( string $home_url, string $environment ): string {
		return 'production' === $environment ? $home_url : "{$home_url} ({$environment})";
	}
}
