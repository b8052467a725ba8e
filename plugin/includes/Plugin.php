<?php
/**
 * Puts the plugin together.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner;

use Limner\Admin\ImagesColumn;
use Limner\Admin\Notices;
use Limner\Admin\PostsList;
use Limner\Admin\PrivacyPolicy;
use Limner\CLI\Command;
use Limner\CLI\CommandRegistration;
use Limner\Contracts\Validator;
use Limner\Editor\EditorScript;
use Limner\Media\Attachments;
use Limner\Media\Attempts;
use Limner\Media\Authority;
use Limner\Media\ImageFiles;
use Limner\Media\ImageInspector;
use Limner\Media\PostImages;
use Limner\Media\PullDelivery;
use Limner\Media\SocialSizes;
use Limner\Media\Sweeper;
use Limner\Media\Uploads;
use Limner\Media\UploadStore;
use Limner\Placement\CurrentPost;
use Limner\Placement\EditLock;
use Limner\Placement\ImageMarkup;
use Limner\Placement\InsertionPoint;
use Limner\Placement\PlacedImages;
use Limner\Placement\Placement;
use Limner\Prompts\PatternMeta;
use Limner\Publishing\Delivery;
use Limner\Publishing\MissingImages;
use Limner\Publishing\Outbox;
use Limner\Publishing\PostContent;
use Limner\Publishing\PublishHook;
use Limner\Publishing\PublishingUser;
use Limner\Publishing\Reconciliation;
use Limner\Rendering\AttachmentFacts;
use Limner\Rendering\OpenGraph;
use Limner\Rendering\PictureFilters;
use Limner\Rendering\RestFields;
use Limner\Rendering\SeoPluginImages;
use Limner\Rendering\SharedImage;
use Limner\REST\ConnectionRoutes;
use Limner\REST\ImageProxyRoutes;
use Limner\REST\MediaRoute;
use Limner\REST\PersonPermission;
use Limner\REST\PostImagesPollRoute;
use Limner\REST\PostImagesRoutes;
use Limner\REST\SidecarRoutes;
use Limner\Settings\Options;
use Limner\Settings\SettingsController;
use Limner\Settings\SettingsPage;
use Limner\Sidecar\Catalogue;
use Limner\Sidecar\Client;
use Limner\Sidecar\Connection;
use Limner\Sidecar\Handshake;
use Limner\Sidecar\Nonces;
use Limner\Sidecar\Pairing;
use Limner\Sidecar\SecretBox;
use Limner\Sidecar\SignatureVerifier;
use Limner\Sidecar\SiteIdentity;
use Limner\Sidecar\SiteStates;
use Limner\Sidecar\StyleReferences;
use Limner\SiteHealth\DebugInformation;
use Limner\SiteHealth\SiteHealthTests;
use Limner\Storage\Blogs;
use Limner\Storage\Tables;

/**
 * The only place where services are made. A constructor does nothing but take what it needs; what a service does with
 * WordPress begins in its register_hooks().
 */
final class Plugin {

	/**
	 * Runs when the plugin is activated.
	 */
	public static function activate(): void {
		( new Tables() )->install();
	}

	/**
	 * Runs when the plugin is deactivated: nothing stays in WP-Cron.
	 *
	 * @param bool $is_network_wide Whether for every blog of a network.
	 */
	public static function deactivate( bool $is_network_wide = false ): void {
		$unschedule = static function (): void {
			foreach ( array( Outbox::DELIVER_EVENT, Reconciliation::EVENT, PullDelivery::EVENT, Sweeper::EVENT ) as $event ) {
				wp_unschedule_hook( $event );
			}
		};
		if ( $is_network_wide ) {
			Blogs::on_each( $unschedule );
		} else {
			$unschedule();
		}
	}

	/**
	 * Runs on every request.
	 */
	public static function boot(): void {
		$tables = new Tables();
		$tables->install();

		$options         = new Options();
		$identity        = new SiteIdentity();
		$validator       = new Validator();
		$connection      = new Connection( new SecretBox(), $identity );
		$client          = new Client( $connection, $identity, $validator );
		$attempts        = new Attempts();
		$missing_images  = new MissingImages( $options );
		$publishing_user = new PublishingUser( $options );
		$post_content    = new PostContent();
		$outbox          = new Outbox( $options, $publishing_user, $missing_images, $post_content, $attempts );
		$references      = new StyleReferences( $connection, $client, $options );
		$delivery        = new Delivery( $connection, $client, $outbox, $references );
		$site_states     = new SiteStates( $client );

		$attachment_facts = new AttachmentFacts();
		$shared_image     = new SharedImage();

		$services = array(
			$tables,
			$outbox,
			new PublishHook( $connection, $options, $missing_images, $outbox ),
			$delivery,
			new Reconciliation( $connection, $options, $missing_images, $outbox ),
			new PictureFilters( $attachment_facts ),
			new RestFields( $attachment_facts ),
			new OpenGraph( $shared_image ),
			new SeoPluginImages( $shared_image, $attachment_facts ),
			new SocialSizes(),
			new SettingsPage( $options, $connection, $site_states, new Catalogue( $client ) ),
			$references,
			new SettingsController( $options ),
			new PatternMeta(),
			new PostsList( $connection, $missing_images, $outbox, new ImagesColumn( $missing_images, $outbox ) ),
			new Notices( $connection, $options, $publishing_user ),
			new PrivacyPolicy(),
			new SiteHealthTests( $connection, $site_states, $options, $publishing_user, $outbox ),
			new DebugInformation( $connection, $options, $publishing_user, $outbox ),
			new CommandRegistration( new Command( $connection, $outbox, $missing_images, $delivery ) ),
			new EditorScript(),
		);
		foreach ( array_merge( $services, self::image_services( $options, $identity, $validator, $connection, $client, $attempts, $publishing_user, $post_content, $outbox, $site_states, $references ) ) as $service ) {
			$service->register_hooks();
		}
	}

	/**
	 * What plans, fetches, stores and places images: the routes of the editor and of the sidecar, and what they share.
	 *
	 * @param Options         $options         The site's settings.
	 * @param SiteIdentity    $identity        Who the site is.
	 * @param Validator       $validator       Checks what crosses the border.
	 * @param Connection      $connection      Which sidecar.
	 * @param Client          $client          Talks to it.
	 * @param Attempts        $attempts        What was issued.
	 * @param PublishingUser  $publishing_user Answers for what nobody approved.
	 * @param PostContent     $post_content    Shows posts.
	 * @param Outbox          $outbox          Publications that wait.
	 * @param SiteStates      $site_states     How the sidecar sees this site.
	 * @param StyleReferences $references     Images that a policy names.
	 * @return list<MediaRoute|SidecarRoutes|PostImagesRoutes|PostImagesPollRoute|ImageProxyRoutes|ConnectionRoutes|PullDelivery|Sweeper>
	 */
	private static function image_services(
		Options $options,
		SiteIdentity $identity,
		Validator $validator,
		Connection $connection,
		Client $client,
		Attempts $attempts,
		PublishingUser $publishing_user,
		PostContent $post_content,
		Outbox $outbox,
		SiteStates $site_states,
		StyleReferences $references
	): array {
		$nonces        = new Nonces();
		$verifier      = new SignatureVerifier( $connection, $identity, $nonces );
		$permission    = new PersonPermission();
		$uploads       = new Uploads();
		$attachments   = new Attachments();
		$inspector     = new ImageInspector();
		$edit_lock     = new EditLock();
		$placed_images = new PlacedImages();
		$authority     = new Authority( $attempts, $permission, $publishing_user );
		$store         = new UploadStore( $authority, $uploads, $inspector, new ImageFiles(), $attachments );
		$current_post  = new CurrentPost( $post_content, $edit_lock );
		$placement     = new Placement( $authority, $uploads, $attachments, $edit_lock, $placed_images, new InsertionPoint(), new ImageMarkup() );
		$images        = new PostImages( $client, $uploads, $placed_images );
		$pull          = new PullDelivery( $connection, $site_states, $client, $validator, $store, $current_post, $placement );
		$pairing       = new Pairing( $client, $validator, $connection, $identity );

		return array(
			new MediaRoute( $verifier, $validator, $store ),
			new SidecarRoutes( $verifier, $validator, new Handshake( $identity, $options ), $outbox, $current_post, $placement ),
			new PostImagesRoutes( $permission, $client, $validator, $attempts, $images, $options, $post_content, $references ),
			new PostImagesPollRoute( $permission, $images, $pull, $options, $outbox ),
			new ImageProxyRoutes( $permission, $client, $attempts, $images, $inspector ),
			new ConnectionRoutes( $permission, $connection, $pairing, $site_states, $identity ),
			$pull,
			new Sweeper( $store, $nonces ),
		);
	}
}
