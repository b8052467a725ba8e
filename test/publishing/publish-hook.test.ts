import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { emptyOutbox, makeAutomatic, makeManual, outboxRows, TWO_SECTIONS } from './automatic-site.ts';

const wordpress = sharedWordPress();

const insert = async (fields: string, before = '') =>
	await wordpress.runPhp<number>(
		`${before} return wp_insert_post( array( 'post_title' => 'A post', 'post_content' => '${TWO_SECTIONS}', ${fields} ) );`,
	);

beforeAll(async () => await makeAutomatic(wordpress));
beforeEach(async () => await emptyOutbox(wordpress));
afterAll(async () => await makeManual(wordpress));

describe('a row is written once', () => {
	it('when PHP inserts a published post', async () => {
		const id = await insert(`'post_status' => 'publish'`);
		expect(await outboxRows(wordpress, id)).toMatchObject([
			{ reason: 'published', lane: 'publish', person_id: 0, tries: 0 },
		]);
	});

	it('when the editor publishes a draft through REST', async () => {
		const author = await wordpress.logIn('author');
		const draft = await author.rest('wp/v2/posts', { body: { content: TWO_SECTIONS, status: 'draft' } });
		const { id } = draft.body as { id: number };
		expect(await outboxRows(wordpress, id)).toEqual([]);
		await author.rest(`wp/v2/posts/${id}`, { body: { status: 'publish' } });
		expect(await outboxRows(wordpress, id)).toMatchObject([{ reason: 'published' }]);
	});

	it('when an app publishes through REST at once, and not when it brings every image', async () => {
		const admin = await wordpress.logIn();
		const bare = await admin.rest('wp/v2/posts', { body: { content: TWO_SECTIONS, status: 'publish' } });
		const featured = await insertAttachment();
		const whole = await admin.rest('wp/v2/posts', {
			body: { content: 'No section.', status: 'publish', featured_media: featured },
		});
		const rows = await outboxRows(wordpress);
		expect(rows.map((row) => row.post_id)).toEqual([(bare.body as { id: number }).id]);
		expect(whole.status).toBe(201);
	});

	it('when an old client publishes through XML-RPC', async () => {
		const answer = await fetch(`${wordpress.url}/xmlrpc.php`, {
			method: 'POST',
			headers: { 'content-type': 'text/xml' },
			body: newPostCall(wordpress.adminUser, wordpress.adminPassword),
		});
		const id = Number(/<string>(\d+)<\/string>/.exec(await answer.text())?.[1]);
		expect(await outboxRows(wordpress, id)).toMatchObject([{ reason: 'published' }]);
	});

	it('when a post is scheduled, before its time', async () => {
		const id = await insert(
			`'post_status' => 'future', 'post_date_gmt' => gmdate( 'Y-m-d H:i:s', time() + 3600 )`,
		);
		expect(await outboxRows(wordpress, id)).toMatchObject([{ reason: 'scheduled' }]);
		await wordpress.runPhp(`wp_publish_post( ${id} );`);
		expect(await outboxRows(wordpress, id)).toHaveLength(1);
	});

	it('when a scheduled post goes live that had no row', async () => {
		const id = await insert(
			`'post_status' => 'future', 'post_date_gmt' => gmdate( 'Y-m-d H:i:s', time() + 3600 )`,
		);
		await emptyOutbox(wordpress);
		await wordpress.runPhp(`wp_publish_post( ${id} );`);
		expect(await outboxRows(wordpress, id)).toMatchObject([{ reason: 'published' }]);
	});

	it('when a plugin changes the status without saving the post', async () => {
		const id = await insert(`'post_status' => 'draft'`);
		await wordpress.runPhp(`
			global $wpdb;
			$wpdb->update( $wpdb->posts, array( 'post_status' => 'publish' ), array( 'ID' => ${id} ) );
			clean_post_cache( ${id} );
			wp_transition_post_status( 'publish', 'draft', get_post( ${id} ) );
		`);
		await expect
			.poll(async () => await outboxRows(wordpress, id), { timeout: 60_000 })
			.toMatchObject([{ reason: 'published' }]);
	});

	it('when a published post is updated and lacks something again', async () => {
		const id = await insert(`'post_status' => 'publish'`);
		await emptyOutbox(wordpress);
		await wordpress.runPhp(`wp_update_post( array( 'ID' => ${id}, 'post_title' => 'Another title' ) );`);
		expect(await outboxRows(wordpress, id)).toMatchObject([{ reason: 'updated' }]);
	});

	it('when several requests publish one post at the same time', async () => {
		const id = await insert(`'post_status' => 'draft'`);
		await Promise.all(
			[1, 2, 3, 4].map(() =>
				wordpress.runPhp(`wp_update_post( array( 'ID' => ${id}, 'post_status' => 'publish' ) );`),
			),
		);
		expect(await outboxRows(wordpress, id)).toHaveLength(1);
	});
});

describe('no row is written', () => {
	it('for an autosave or a revision', async () => {
		const id = await insert(`'post_status' => 'publish'`);
		await emptyOutbox(wordpress);
		const admin = await wordpress.logIn();
		const autosave = await admin.rest(`wp/v2/posts/${id}/autosaves`, {
			body: { content: 'Half a sentence' },
		});
		await wordpress.runPhp(`wp_save_post_revision( ${id} );`);
		expect(autosave.status).toBe(200);
		expect(await outboxRows(wordpress)).toEqual([]);
	});

	it('for a draft, a page whose type only asks, or a post that is trashed', async () => {
		await insert(`'post_status' => 'draft'`);
		await insert(`'post_status' => 'publish', 'post_type' => 'page'`);
		const id = await insert(`'post_status' => 'publish'`);
		await wordpress.runPhp(`wp_trash_post( ${id} );`);
		expect(await outboxRows(wordpress)).toEqual([]);
	});

	it('while an import runs', async () => {
		await insert(`'post_status' => 'publish'`, `define( 'WP_IMPORTING', true );`);
		expect(await outboxRows(wordpress)).toEqual([]);
	});

	it('when a post from before the site switched to automatic is edited', async () => {
		const id = await insert(`'post_status' => 'publish', 'post_date_gmt' => '2020-01-01 10:00:00'`);
		await emptyOutbox(wordpress);
		await wordpress.runPhp(`wp_update_post( array( 'ID' => ${id}, 'post_title' => 'A typo less' ) );`);
		expect(await outboxRows(wordpress)).toEqual([]);
	});

	it('after a post is deleted', async () => {
		const id = await insert(`'post_status' => 'publish'`);
		await wordpress.runPhp(`wp_delete_post( ${id}, true );`);
		expect(await outboxRows(wordpress)).toEqual([]);
	});
});

describe('publishing', () => {
	// The quickest of sixty rounds is what the code itself takes, whatever else the machine does meanwhile.
	it('sends no request and adds few milliseconds', async () => {
		const measured = await wordpress.runPhp<{ added: number; requests: number }>(`
			$requests = 0;
			add_filter( 'pre_http_request', function () use ( &$requests ) { ++$requests; return new WP_Error( 'counted', 'Counted.' ); } );
			$times   = array( 'off' => array(), 'automatic' => array() );
			$options = get_option( 'limner_settings' );
			for ( $round = 0; $round < 60; $round++ ) {
				foreach ( array_keys( $times ) as $choice ) {
					$options['on_publish']['post'] = $choice;
					update_option( 'limner_settings', $options );
					$id     = wp_insert_post( array( 'post_title' => 'Timed', 'post_content' => '${TWO_SECTIONS}', 'post_status' => 'draft' ) );
					$before = hrtime( true );
					wp_publish_post( $id );
					$times[ $choice ][] = ( hrtime( true ) - $before ) / 1e6;
				}
			}
			return array( 'added' => min( $times['automatic'] ) - min( $times['off'] ), 'requests' => $requests );
		`);
		console.log(`added to publishing on ${wordpress.host}: ${measured.added.toFixed(2)} ms`);
		// PHP as WebAssembly over SQLite is several times slower than what sites run on.
		expect(measured.added).toBeLessThanOrEqual(wordpress.host === 'native' ? 5 : 40);
		expect(measured.requests).toBe(0);
	});
});

async function insertAttachment(): Promise<number> {
	return await wordpress.runPhp<number>(
		`return wp_insert_attachment( array( 'post_title' => 'Chosen by hand', 'post_mime_type' => 'image/webp' ), '2026/01/chosen.webp' );`,
	);
}

function newPostCall(user: string, password: string): string {
	const value = (text: string) => `<param><value><string>${text}</string></value></param>`;
	const member = (name: string, text: string) =>
		`<member><name>${name}</name><value><string><![CDATA[${text}]]></string></value></member>`;
	const post = `<param><value><struct>${member('title', 'By XML-RPC')}${member('description', TWO_SECTIONS)}</struct></value></param>`;
	const publish = '<param><value><boolean>1</boolean></value></param>';
	return `<?xml version="1.0"?><methodCall><methodName>metaWeblog.newPost</methodName><params>${value('1')}${value(user)}${value(password)}${post}${publish}</params></methodCall>`;
}
