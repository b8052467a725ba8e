import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';
import { emptyOutbox, makeAutomatic, makeManual, outboxRows, TWO_SECTIONS } from './automatic-site.ts';

const wordpress = sharedWordPress();
let editor: WordPressSession;
let author: WordPressSession;
let bare: number;
let whole: number;

beforeAll(async () => {
	await makeAutomatic(wordpress);
	[editor, author] = [await wordpress.logIn('editor'), await wordpress.logIn('author')];
	({ bare, whole } = await wordpress.runPhp<{ bare: number; whole: number }>(`
		$editor = get_user_by( 'login', 'editor' )->ID;
		$media  = wp_insert_attachment( array( 'post_title' => 'Made', 'post_mime_type' => 'image/webp', 'meta_input' => array( '_limner_attempt' => wp_generate_uuid4() ) ), '2026/01/made.webp' );
		$insert = function ( $content ) use ( $editor ) { return wp_insert_post( array( 'post_title' => 'Listed', 'post_content' => $content, 'post_status' => 'draft', 'post_author' => $editor ) ); };
		$ids    = array( 'bare' => $insert( '${TWO_SECTIONS}' ), 'whole' => $insert( 'No section.' ) );
		set_post_thumbnail( $ids['whole'], $media );
		return $ids;
	`));
});
beforeEach(async () => await emptyOutbox(wordpress));
afterAll(async () => await makeManual(wordpress));

const open = async (person: WordPressSession, address: string) =>
	await fetch(`${wordpress.url}/wp-admin/${address}`, { headers: { cookie: person.cookie } });

async function rowOf(person: WordPressSession, id: number): Promise<string> {
	const page = await (await open(person, 'edit.php?post_type=post')).text();
	return new RegExp(`<tr id="post-${id}".*?</tr>`, 's').exec(page)?.[0] ?? '';
}

describe('the list of posts', () => {
	it('says what is missing and what was made, and offers to make it only where something is missing', async () => {
		const missing = await rowOf(editor, bare);
		expect(missing).toContain('No featured image');
		expect(missing).toContain('2 missing in the text');
		expect(missing).toContain('Make missing images');
		const complete = await rowOf(editor, whole);
		expect(complete).toContain('1 made');
		expect(complete).not.toContain('Make missing images');
	});

	it('has them made for one post, in the name of whoever clicked, and says so', async () => {
		const link = /href="([^"]*action=limner_make_missing[^"]*)"/.exec(await rowOf(editor, bare))?.[1] ?? '';
		const answer = await fetch(link.replaceAll('&amp;', '&').replaceAll('&#038;', '&'), {
			headers: { cookie: editor.cookie },
		});
		expect(await answer.text()).toContain('The missing images of 1 post will be made.');
		const rows = await outboxRows(wordpress, bare);
		expect(rows).toMatchObject([{ reason: 'requested', lane: 'interactive' }]);
		expect(rows[0]?.person_id).toBeGreaterThan(1);
		expect(await rowOf(editor, bare)).toContain('Waiting for');
	});

	it('has them made for several posts and counts what it left out', async () => {
		const page = await (await open(editor, 'edit.php?post_type=post')).text();
		const nonce = /name="_wpnonce" value="([0-9a-f]+)"/.exec(page)?.[1] ?? '';
		const answer = await open(
			editor,
			`edit.php?post_type=post&action=limner_make_missing&action2=-1&_wpnonce=${nonce}&post[]=${bare}&post[]=${whole}`,
		);
		const text = await answer.text();
		expect(text).toContain('The missing images of 1 post will be made.');
		expect(text).toContain('1 post was left out');
		expect(await outboxRows(wordpress)).toMatchObject([{ post_id: bare, lane: 'backfill' }]);
	});

	it("refuses without a nonce and for another's post", async () => {
		const forged = await open(editor, `admin-post.php?action=limner_make_missing&post=${bare}`);
		expect(forged.status).toBe(403);
		expect(await rowOf(author, bare)).not.toContain('limner_make_missing');
		expect(await outboxRows(wordpress)).toEqual([]);
	});
});
