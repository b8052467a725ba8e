<?php
/**
 * The lists of posts in the admin.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Admin;

use Limner\Publishing\MissingImages;
use Limner\Publishing\Outbox;
use Limner\Settings\PostTypes;
use Limner\Sidecar\Connection;
use WP_Post;
use WP_Screen;

/**
 * Adds the column "Images", the row action and the bulk action "Make missing images".
 */
final class PostsList {

	private const COLUMN    = 'limner_images';
	private const ACTION    = 'limner_make_missing';
	private const REQUESTED = 'limner_requested';
	private const SKIPPED   = 'limner_skipped';

	/**
	 * Takes what it needs.
	 *
	 * @param Connection    $connection     To the image service.
	 * @param MissingImages $missing_images Counts what a post lacks.
	 * @param Outbox        $outbox         Keeps what waits.
	 * @param ImagesColumn  $column         Prints the column.
	 */
	public function __construct(
		private readonly Connection $connection,
		private readonly MissingImages $missing_images,
		private readonly Outbox $outbox,
		private readonly ImagesColumn $column
	) {}

	/**
	 * Registers with WordPress.
	 */
	public function register_hooks(): void {
		add_filter( 'manage_posts_columns', array( $this, 'add_column' ), 10, 2 );
		add_filter( 'manage_pages_columns', array( $this, 'add_column' ) );
		add_action( 'manage_posts_custom_column', array( $this, 'print_column' ), 10, 2 );
		add_action( 'manage_pages_custom_column', array( $this, 'print_column' ), 10, 2 );
		add_filter( 'post_row_actions', array( $this, 'add_row_action' ), 10, 2 );
		add_filter( 'page_row_actions', array( $this, 'add_row_action' ), 10, 2 );
		add_action( 'current_screen', array( $this, 'add_bulk_action' ) );
		add_action( 'admin_post_' . self::ACTION, array( $this, 'run_row_action' ) );
		add_action( 'admin_notices', array( $this, 'print_result' ) );
		add_filter( 'removable_query_args', array( $this, 'forget_result' ) );
	}

	/**
	 * Adds the column before the date, where the eye ends.
	 *
	 * @param array<string, string> $columns   Titles by name.
	 * @param string                $post_type The list's post type.
	 * @return array<string, string>
	 */
	public function add_column( array $columns, string $post_type = 'page' ): array {
		if ( ! isset( PostTypes::illustrated()[ $post_type ] ) ) {
			return $columns;
		}

		$date = array_intersect_key( $columns, array( 'date' => true ) );

		return array_diff_key( $columns, $date ) + array( self::COLUMN => __( 'Images', 'limner' ) ) + $date;
	}

	/**
	 * Prints the column of one post.
	 *
	 * @param string $column  The column's name.
	 * @param int    $post_id The post.
	 */
	public function print_column( string $column, int $post_id ): void {
		$post = self::COLUMN === $column ? get_post( $post_id ) : null;
		if ( $post instanceof WP_Post ) {
			$this->column->print( $post );
		}
	}

	/**
	 * Adds the action under a post's title.
	 *
	 * @param array<string, string> $actions Links by name.
	 * @param WP_Post               $post    The post.
	 * @return array<string, string>
	 */
	public function add_row_action( array $actions, WP_Post $post ): array {
		if ( ! $this->may_make( $post ) || ! $this->missing_images->any( $post ) || $this->column->is_waiting( $post->ID ) ) {
			return $actions;
		}

		$url = wp_nonce_url(
			add_query_arg(
				array(
					'action' => self::ACTION,
					'post'   => $post->ID,
				),
				admin_url( 'admin-post.php' )
			),
			self::ACTION . $post->ID
		);

		$actions[ self::ACTION ] = sprintf(
			'<a href="%s" aria-label="%s">%s</a>',
			esc_url( $url ),
			/* translators: %s: title of a post. */
			esc_attr( sprintf( __( 'Make the missing images of “%s”', 'limner' ), _draft_or_post_title( $post ) ) ),
			esc_html__( 'Make missing images', 'limner' )
		);

		return $actions;
	}

	/**
	 * Adds the action to the list of bulk actions.
	 *
	 * @param WP_Screen $screen The screen.
	 */
	public function add_bulk_action( WP_Screen $screen ): void {
		if ( 'edit' !== $screen->base || ! isset( PostTypes::illustrated()[ $screen->post_type ] ) ) {
			return;
		}
		if ( ! $this->connection->is_connected() || ! current_user_can( 'upload_files' ) ) {
			return;
		}
		add_filter(
			"bulk_actions-{$screen->id}",
			static fn ( array $actions ): array => $actions + array( self::ACTION => __( 'Make missing images', 'limner' ) )
		);
		add_filter( "handle_bulk_actions-{$screen->id}", array( $this, 'run_bulk_action' ), 10, 3 );
	}

	/**
	 * Asks for the images of the chosen posts. WordPress has checked the nonce.
	 *
	 * @param string $redirect Where to go next.
	 * @param string $action   The chosen action.
	 * @param int[]  $post_ids The chosen posts.
	 */
	public function run_bulk_action( string $redirect, string $action, array $post_ids ): string {
		return self::ACTION === $action ? $this->make( array_map( 'intval', $post_ids ), $redirect ) : $redirect;
	}

	/**
	 * Asks for the images of one post.
	 */
	public function run_row_action(): void {
		$post_id = absint( $_GET['post'] ?? 0 );
		check_admin_referer( self::ACTION . $post_id );
		if ( ! current_user_can( 'edit_post', $post_id ) || ! current_user_can( 'upload_files' ) ) {
			wp_die( esc_html__( 'You may not have images made for this post.', 'limner' ), 403 );
		}

		$back = wp_get_referer();
		wp_safe_redirect( $this->make( array( $post_id ), $back ? $back : admin_url( 'edit.php?post_type=' . get_post_type( $post_id ) ) ) );
		exit;
	}

	/**
	 * Prints what came of an action.
	 */
	public function print_result(): void {
		// phpcs:disable WordPress.Security.NonceVerification.Recommended -- two numbers in a sentence.
		if ( ! isset( $_GET[ self::REQUESTED ], $_GET[ self::SKIPPED ] ) ) {
			return;
		}
		$requested = absint( $_GET[ self::REQUESTED ] );
		$skipped   = absint( $_GET[ self::SKIPPED ] );
		// phpcs:enable
		$sentences = array();
		if ( $requested > 0 ) {
			/* translators: %s: number of posts. */
			$sentences[] = sprintf( _n( 'The missing images of %s post will be made.', 'The missing images of %s posts will be made.', $requested, 'limner' ), number_format_i18n( $requested ) );
		}
		if ( $skipped > 0 ) {
			/* translators: %s: number of posts. */
			$sentences[] = sprintf( _n( '%s post was left out: nothing is missing, it waits already, or you may not edit it.', '%s posts were left out: nothing is missing, they wait already, or you may not edit them.', $skipped, 'limner' ), number_format_i18n( $skipped ) );
		}
		wp_admin_notice(
			esc_html( implode( ' ', $sentences ) ),
			array(
				'type'        => $requested > 0 ? 'success' : 'warning',
				'dismissible' => true,
			)
		);
	}

	/**
	 * Keeps the result out of the address that the browser shows.
	 *
	 * @param string[] $arguments Names that WordPress removes.
	 * @return string[]
	 */
	public function forget_result( array $arguments ): array {
		return array_merge( $arguments, array( self::REQUESTED, self::SKIPPED ) );
	}

	/**
	 * Writes a row for each post that lacks images. One post that a person waits for goes before many.
	 *
	 * @param int[]  $post_ids Posts.
	 * @param string $redirect Where to go next.
	 * @return string The same with the result.
	 */
	private function make( array $post_ids, string $redirect ): string {
		$lane      = 1 === count( $post_ids ) ? 'interactive' : 'backfill';
		$requested = 0;
		foreach ( $post_ids as $post_id ) {
			$post       = get_post( $post_id );
			$is_wanted  = $post instanceof WP_Post && $this->may_make( $post ) && $this->missing_images->any( $post );
			$requested += $is_wanted && $this->outbox->add( $post_id, 'requested', $lane, get_current_user_id() ) ? 1 : 0;
		}

		return add_query_arg(
			array(
				self::REQUESTED => $requested,
				self::SKIPPED   => count( $post_ids ) - $requested,
			),
			remove_query_arg( array( self::REQUESTED, self::SKIPPED ), $redirect )
		);
	}

	/**
	 * Whether the current user can have images made for a post.
	 *
	 * @param WP_Post $post The post.
	 */
	private function may_make( WP_Post $post ): bool {
		return $this->connection->is_connected()
			&& isset( PostTypes::illustrated()[ $post->post_type ] )
			&& 'trash' !== $post->post_status
			&& current_user_can( 'edit_post', $post->ID )
			&& current_user_can( 'upload_files' );
	}
}
