import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { sharedWordPress } from './shared-wordpress.ts';

describe('a started site', () => {
	const wordpress = sharedWordPress();

	it('lets every role log in and act with its own rights', async () => {
		const rights: Record<string, unknown> = {};
		for (const role of ['admin', 'editor', 'author', 'contributor']) {
			const person = await wordpress.logIn(role);
			const answer = await person.rest('wp/v2/posts', { body: { title: `By ${role}`, status: 'publish' } });
			rights[role] = answer.status;
		}
		expect(rights).toEqual({ admin: 201, editor: 201, author: 201, contributor: 403 });
	});

	it('serves a published post at a pretty address', async () => {
		const id = await wordpress.runPhp<number>(
			`return wp_insert_post( array( 'post_title' => 'A pretty address', 'post_status' => 'publish' ) );`,
		);
		const answer = await fetch(`${wordpress.url}/a-pretty-address/`);
		expect(id).toBeGreaterThan(0);
		expect(answer.status).toBe(200);
		expect(await answer.text()).toContain('A pretty address');
	});

	it('hands an error in PHP on to whoever sent the PHP', async () => {
		await expect(wordpress.runPhp(`throw new LogicException( 'as planned' );`)).rejects.toThrow(
			'LogicException: as planned',
		);
	});

	it('runs no PHP for whoever does not know the token', async () => {
		const answer = await fetch(wordpress.url, {
			method: 'POST',
			headers: { 'x-limner-test-token': 'guessed' },
			body: 'echo 6 * 111111;',
		});
		expect(await answer.text()).not.toContain('666666');
	});

	it('publishes a scheduled post when its events are run', async () => {
		const id = await wordpress.runPhp<number>(`
			$id = wp_insert_post( array( 'post_title' => 'Later', 'post_status' => 'future', 'post_date_gmt' => gmdate( 'Y-m-d H:i:s', time() + 60 ) ) );
			global $wpdb;
			$wpdb->update( $wpdb->posts, array( 'post_date_gmt' => '2020-01-01 00:00:00', 'post_date' => '2020-01-01 00:00:00' ), array( 'ID' => $id ) );
			clean_post_cache( $id );
			wp_clear_scheduled_hook( 'publish_future_post', array( $id ) );
			wp_schedule_single_event( time() - 1, 'publish_future_post', array( $id ) );
			return $id;
		`);
		await wordpress.runCron();
		await expect
			.poll(() => wordpress.runPhp(`return get_post_status( ${id} );`), { timeout: 20_000 })
			.toBe('publish');
	});

	it('asks nobody outside for updates, and does not complain that nobody answers', async () => {
		const { cookie } = await wordpress.logIn();
		const page = await fetch(`${wordpress.url}/wp-admin/plugins.php`, { headers: { cookie } });
		expect(page.status).toBe(200);
		await wordpress.runPhp(
			`foreach ( array( 'wp_version_check', 'wp_update_plugins', 'wp_update_themes' ) as $event ) { do_action( $event ); }`,
		);
		const log = await readFile(wordpress.debugLog, 'utf8').catch(() => '');
		expect(log).not.toContain('WordPress.org');
	});

	it('lets PHP wait for a server that calls PHP', async () => {
		const status = await wordpress.runPhp(
			`return wp_remote_retrieve_response_code( wp_remote_get( home_url( '/wp-json/' ), array( 'timeout' => 30 ) ) );`,
		);
		expect(status).toBe(200);
	});

	it('keeps its uploads where this machine can look at them', async () => {
		const admin = await wordpress.logIn();
		const pixel = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');
		const answer = await admin.rest('wp/v2/media', {
			body: new Uint8Array(pixel),
			headers: { 'content-type': 'image/gif', 'content-disposition': 'attachment; filename="pixel.gif"' },
		});
		const file = await wordpress.runPhp<string>(
			`return get_post_meta( ${(answer.body as { id: number }).id}, '_wp_attached_file', true );`,
		);
		expect(answer.status).toBe(201);
		expect(existsSync(join(wordpress.contentDir, 'uploads', file))).toBe(true);
	});
});
