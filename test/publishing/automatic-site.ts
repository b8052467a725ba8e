import type { WordPress } from '../wordpress/use-wordpress.ts';

const SITE_ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** Two sections without an image, and no featured image. */
export const TWO_SECTIONS =
	'<!-- wp:heading --><h2 class="wp-block-heading">Grinding</h2><!-- /wp:heading -->' +
	'<!-- wp:paragraph --><p>Ochre is ground on a stone slab.</p><!-- /wp:paragraph -->' +
	'<!-- wp:heading --><h2 class="wp-block-heading">Binding</h2><!-- /wp:heading -->' +
	'<!-- wp:paragraph --><p>Egg white binds it.</p><!-- /wp:paragraph -->';

export interface OutboxRow {
	publication_id: string;
	post_id: number;
	reason: string;
	lane: string;
	person_id: number;
	tries: number;
	next_try_at: number;
	last_error: string;
}

/** Connects the site to an address and has its posts illustrated by themselves, as an administrator would. */
export async function makeAutomatic(wordpress: WordPress, address = 'http://127.0.0.1:9'): Promise<void> {
	await wordpress.runPhp(`
		wp_set_current_user( 1 );
		$connection = new Limner\\Sidecar\\Connection( new Limner\\Sidecar\\SecretBox(), new Limner\\Sidecar\\SiteIdentity() );
		$connection->connect( '${address}', '${SITE_ID}', 'key-one', str_repeat( 'ab', 32 ) );
		$saved = ( new Limner\\Settings\\Options() )->update( array( 'publishing_user' => 1, 'on_publish' => array( 'post' => 'automatic', 'page' => 'ask' ) ) );
		if ( is_wp_error( $saved ) ) {
			throw new RuntimeException( implode( ' ', $saved->get_error_messages() ) );
		}
	`);
	await emptyOutbox(wordpress);
}

/** Puts the plugin back as it is after its activation: not connected, every setting as by default, nothing waiting. */
export async function makeManual(wordpress: WordPress): Promise<void> {
	await emptyOutbox(wordpress);
	await wordpress.runPhp(`
		foreach ( array( 'limner_settings', 'limner_automatic_since', 'limner_connection', 'limner_site_state', 'limner_reconcile_cursor' ) as $option ) {
			delete_option( $option );
		}
		wp_unschedule_hook( 'limner_deliver_outbox' );
	`);
}

export async function emptyOutbox(wordpress: WordPress): Promise<void> {
	await wordpress.runPhp(`global $wpdb; $wpdb->query( "DELETE FROM {$wpdb->prefix}limner_outbox" );`);
}

/** The rows of the outbox, of one post where it is named. */
export async function outboxRows(wordpress: WordPress, postId?: number): Promise<OutboxRow[]> {
	const rows = await wordpress.runPhp<Record<keyof OutboxRow, string>[]>(
		`global $wpdb; return $wpdb->get_results( "SELECT * FROM {$wpdb->prefix}limner_outbox ORDER BY created_at", ARRAY_A );`,
	);
	return rows
		.map((row) => ({
			...row,
			post_id: Number(row.post_id),
			person_id: Number(row.person_id),
			tries: Number(row.tries),
			next_try_at: Number(row.next_try_at),
		}))
		.filter((row) => postId === undefined || row.post_id === postId);
}
