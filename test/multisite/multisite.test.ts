import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { askSigned, type Identity } from '../plugin/connected-site.ts';
import { TWO_SECTIONS } from '../publishing/automatic-site.ts';
import {
	approve,
	ask,
	makeFirstImage,
	readCandidates,
	shortArticle,
	until,
} from '../wordpress/illustrate-post.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { startWordPress, type StartedWordPress } from '../wordpress/start-wordpress.ts';
import { useWordPress, type WordPress } from '../wordpress/use-wordpress.ts';
import { logInToWordPress, type WordPressSession } from '../wordpress/wordpress-session.ts';
import { parseWordPressVersion } from '../wordpress/wordpress-version.ts';

/** A network of blogs in folders: each is a site of its own to the image service. */
let network: StartedWordPress;
let sidecar: RunningSidecar;

interface Blog extends WordPress {
	id: number;
	admin: WordPressSession;
}

interface ConnectionState {
	state: string;
	now: { home_url: string; rest_url: string };
	site: { checking: boolean; delivery: string; error: unknown };
}

beforeAll(async () => {
	[network, sidecar] = await Promise.all([
		startWordPress({
			host: sharedWordPress().host,
			version: parseWordPressVersion(process.env.LIMNER_WORDPRESS_VERSION || '7.1'),
			multisite: true,
		}),
		startSidecar(),
	]);
});

afterAll(async () => {
	await network?.stop();
	await sidecar?.stop();
});

async function addBlog(name: string): Promise<Blog> {
	const id = await network.runPhp<number>(
		`wp_set_current_user( 1 );
		$id = wp_insert_site( array( 'domain' => get_site( 1 )->domain, 'path' => '/${name}/', 'title' => '${name}', 'user_id' => 1 ) );
		if ( is_wp_error( $id ) ) { throw new RuntimeException( $id->get_error_message() ); }
		return $id;`,
	);
	const blog = useWordPress({ ...network, url: `${network.url}/${name}` });
	const admin = await logInToWordPress(network.url, network.adminUser, network.adminPassword, blog.url);
	return { ...blog, id, admin };
}

/** The plugin's tables with the prefix of a blog, whether or not that blog is there any more. */
async function tablesOf(blogId: number): Promise<string[]> {
	return await network.runPhp<string[]>(
		`global $wpdb; $prefix = $wpdb->get_blog_prefix( ${blogId} );
		return array_values( array_filter( array_map( fn ( $name ) => str_starts_with( $name, $prefix . 'limner_' ) ? substr( $name, strlen( $prefix ) ) : null, $wpdb->get_col( "SHOW TABLES LIKE '%limner%'" ) ) ) );`,
	);
}

async function connect(blog: Blog): Promise<ConnectionState> {
	await ask(blog.admin, 'limner/v1/connection', { address: sidecar.url, code: await sidecar.pair() });
	return await until(
		() => ask<ConnectionState>(blog.admin, 'limner/v1/connection'),
		({ site }) => !site.checking,
	);
}

async function identityOf(blog: WordPress): Promise<Identity> {
	return await blog.runPhp<Identity>(`
		$identity   = new Limner\\Sidecar\\SiteIdentity();
		$connection = new Limner\\Sidecar\\Connection( new Limner\\Sidecar\\SecretBox(), $identity );
		$key        = $connection->signing_key();
		return array( 'siteId' => $connection->site_id(), 'keyId' => $key['key_id'], 'secret' => bin2hex( $key['secret'] ), 'homeUrl' => $identity->home_url(), 'environment' => $identity->environment() );
	`);
}

const ALL_TABLES = ['limner_attempts', 'limner_nonces', 'limner_outbox', 'limner_uploads'];

describe('on a network where the plugin is active on one blog', () => {
	it('has tables and routes there and nowhere else', async () => {
		const other = await addBlog('plain');
		expect((await other.admin.rest('limner/v1/connection')).status).toBe(404);
		expect(await tablesOf(1)).toEqual(ALL_TABLES);
		expect(await tablesOf(other.id)).toEqual([]);

		await other.runPhp(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php'; return activate_plugin( 'limner/limner.php' );`,
		);
		expect((await other.admin.rest('limner/v1/connection')).status).toBe(200);
		expect(await tablesOf(other.id)).toEqual(ALL_TABLES);
	});
});

describe('on a network where the plugin is active on all blogs', () => {
	let second: Blog;

	beforeAll(async () => {
		await network.runPhp(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php'; return activate_plugin( 'limner/limner.php', '', true );`,
		);
		second = await addBlog('second');
	});

	it('makes the tables of a blog that is added later', async () => {
		expect((await second.admin.rest('limner/v1/connection')).body).toMatchObject({ state: 'not_connected' });
		expect(await tablesOf(second.id)).toEqual(ALL_TABLES);
	});

	it('pairs each blog as a site of its own, which the image service reaches under its own address', async () => {
		const first: Blog = { ...network, id: 1, admin: await network.logIn() };
		for (const blog of [first, second]) {
			const connection = await connect(blog);
			expect(connection).toMatchObject({
				state: 'connected',
				now: { home_url: blog.url, rest_url: `${blog.url}/wp-json/limner/v1/` },
				site: { delivery: 'push', error: null },
			});
		}
		const [ours, theirs] = [await identityOf(first), await identityOf(second)];
		expect(theirs.siteId).not.toBe(ours.siteId);
		expect((await askSigned(second, theirs, 'GET', '/handshake')).status).toBe(200);
		const refused = await askSigned(second, ours, 'GET', '/handshake');
		expect(refused.status).toBe(401);
		expect(refused.body).toMatchObject({ code: 'limner_site_unknown' });
	});

	it('reaches a blog without pretty permalinks by rest_route', async () => {
		const third = await addBlog('third');
		await third.runPhp(`update_option( 'permalink_structure', '' ); return true;`);
		const connection = await connect(third);
		expect(connection.now.rest_url).toContain('rest_route=/limner/v1/');
		expect(connection.site).toMatchObject({ delivery: 'push', error: null });
		await network.runPhp(
			`require_once ABSPATH . 'wp-admin/includes/ms.php'; wpmu_delete_blog( ${third.id}, true );`,
		);
		expect(await tablesOf(third.id)).toEqual([]);
	});

	it("brings a blog's images into that blog's media library and folder", async () => {
		const post = { ...shortArticle, status: 'draft' };
		const { id: postId } = await ask<{ id: number }>(second.admin, 'wp/v2/posts', post);
		await approve(second.admin, postId, await makeFirstImage(second.admin, { id: postId, ...shortArticle }));
		const [uploaded] = await until(
			() => readCandidates(second.admin, postId),
			(candidates) => candidates.every(({ state }) => state === 'uploaded'),
		);
		expect(uploaded?.renditions.map(({ name }) => name).sort()).toEqual(['desktop', 'mobile']);
		for (const rendition of uploaded?.renditions ?? []) {
			expect(rendition.url).toContain(`/uploads/sites/${second.id}/`);
			expect((await fetch(rendition.url ?? '')).status).toBe(200);
		}
		expect(await network.runPhp(`return wp_count_attachments();`)).toEqual({ trash: '0' });
	});

	it('keeps what is published on another blog in one request in the outbox of that blog', async () => {
		await ask(
			second.admin,
			'limner/v1/settings',
			{ on_publish: { post: 'automatic' }, publishing_user: 1 },
			'PUT',
		);
		const content = JSON.stringify(TWO_SECTIONS);
		// The second post changes its status without wp_after_insert_post, so it is looked at when the request ends.
		const ids = await network.runPhp<number[]>(`
			wp_set_current_user( 1 );
			switch_to_blog( ${second.id} );
			$saved = wp_insert_post( array( 'post_title' => 'Saved', 'post_content' => ${content}, 'post_status' => 'publish' ) );
			$late  = wp_insert_post( array( 'post_title' => 'Late', 'post_content' => ${content}, 'post_status' => 'draft' ) );
			global $wpdb;
			$wpdb->update( $wpdb->posts, array( 'post_status' => 'publish' ), array( 'ID' => $late ) );
			clean_post_cache( $late );
			wp_transition_post_status( 'publish', 'draft', get_post( $late ) );
			restore_current_blog();
			return array( $saved, $late );
		`);
		const waiting = (blogId: number) =>
			network.runPhp<number[]>(
				`global $wpdb; $table = $wpdb->get_blog_prefix( ${blogId} ) . 'limner_outbox'; return array_map( 'intval', $wpdb->get_col( "SELECT post_id FROM {$table} ORDER BY post_id" ) );`,
			);
		await until(
			() => waiting(second.id),
			(found) => found.length === 2,
		);
		expect(await waiting(second.id)).toEqual(ids);
		expect(await waiting(1)).toEqual([]);
	});

	it('leaves nothing of its own anywhere when it is deleted, and every image', async () => {
		// As one would be left whose blog was deleted while the plugin did not run on the main one.
		await network.runPhp(
			`global $wpdb; $wpdb->query( "CREATE TABLE {$wpdb->base_prefix}77_limner_outbox LIKE {$wpdb->base_prefix}limner_outbox" );
			require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( 'limner/limner.php', false, true ); return true;`,
		);
		const left = await network.runPhp<Record<string, unknown>>(`
			global $wpdb;
			define( 'WP_UNINSTALL_PLUGIN', 'limner/limner.php' );
			require WP_PLUGIN_DIR . '/limner/uninstall.php';
			$options = array();
			$events  = array();
			foreach ( get_sites( array( 'fields' => 'ids' ) ) as $id ) {
				switch_to_blog( $id );
				$options = array_merge( $options, $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%limner%' AND option_name <> 'limner_trial_site'" ) );
				$events  = array_merge( $events, array_filter( array_merge( ...array_map( 'array_keys', array_filter( (array) _get_cron_array(), 'is_array' ) ) ), fn ( $hook ) => str_starts_with( (string) $hook, 'limner' ) ) );
				restore_current_blog();
			}
			return array( 'tables' => $wpdb->get_col( "SHOW TABLES LIKE '%limner%'" ), 'options' => $options, 'events' => $events );
		`);
		expect(left).toEqual({ tables: [], options: [], events: [] });
		const files = await second.runPhp<string[]>(
			`return array_map( 'get_attached_file', get_posts( array( 'post_type' => 'attachment', 'fields' => 'ids', 'numberposts' => -1 ) ) );`,
		);
		expect(files).toHaveLength(2);
		for (const file of files) {
			expect(existsSync(join(network.contentDir, file.slice(file.indexOf('/uploads/'))))).toBe(true);
		}
	});
});
