import type { CurrentPost, PlacementRequest, PlacementResult } from '@limner/shared/contracts/delivery';
import { beforeAll, describe, expect, test } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { askSigned, connectSite, type Identity, type SignedAnswer } from './connected-site.ts';
import { encodePng } from './encode-png.ts';
import {
	describeUpload,
	encodeUpload,
	issueAttempt,
	type IssuedAttempt,
	sha256,
	type UploadFile,
} from './upload-requests.ts';

const wordpress = sharedWordPress();
let identity: Identity;

beforeAll(async () => {
	identity = await connectSite(wordpress, 'http://127.0.0.1:9');
});

const heading = (text: string): string =>
	`<!-- wp:heading -->\n<h2 class="wp-block-heading">${text}</h2>\n<!-- /wp:heading -->`;
const paragraph = (text: string): string => `<!-- wp:paragraph -->\n<p>${text}</p>\n<!-- /wp:paragraph -->`;
const article = [
	heading('Über 日本 🎨'),
	paragraph('Erste Zeile: äöü'),
	heading('Second'),
	paragraph('Last'),
].join('\n\n');

interface PlacedImage {
	attempt: IssuedAttempt;
	attachmentId: number;
	url: string;
}

/** An image of a post, in the library. */
async function bringImage(
	options: { login?: string; postId?: number; content?: string } = {},
): Promise<PlacedImage> {
	const attempt = await issueAttempt(wordpress, options);
	const files: UploadFile[] = [
		{ size: 'full', width: 160, height: 90, mediaType: 'image/png', bytes: encodePng(160, 90) },
		{ size: 'large', width: 80, height: 45, mediaType: 'image/png', bytes: encodePng(80, 45) },
	];
	const body = encodeUpload(describeUpload(attempt, files), files);
	const answer = await askSigned(wordpress, identity, 'PUT', `/media/${attempt.attemptId}/desktop`, { body });
	expect(answer.status).toBe(200);
	const { attachment_id: attachmentId } = answer.body as { attachment_id: number };
	const url = await wordpress.runPhp<string>(
		`return wp_get_attachment_image_url( ${attachmentId}, 'large' );`,
	);
	return { attempt, attachmentId, url };
}

async function readPost(postId: number): Promise<CurrentPost> {
	return (await askSigned(wordpress, identity, 'GET', `/posts/${postId}/content`)).body as CurrentPost;
}

async function place(
	image: PlacedImage,
	content: string,
	before: string | number,
	changes: Partial<PlacementRequest> = {},
): Promise<SignedAnswer> {
	const offset =
		typeof before === 'number' ? before : Buffer.byteLength(content.slice(0, content.indexOf(before)));
	const body: PlacementRequest = {
		attempt_id: image.attempt.attemptId,
		kind: 'block',
		content_sha256: sha256(Buffer.from(content)),
		byte_offset: offset,
		...changes,
	};
	return await askSigned(wordpress, identity, 'POST', `/posts/${image.attempt.postId}/place`, { body });
}

const codeOf = (answer: SignedAnswer): unknown => (answer.body as { code?: string }).code;

const contentOf = async (image: PlacedImage): Promise<string> =>
	(await readPost(image.attempt.postId)).post.content;

/** As the editor's own core/image block is saved. */
const block = (image: PlacedImage): string =>
	`<!-- wp:image {"id":${image.attachmentId},"sizeSlug":"large","linkDestination":"none"} -->\n` +
	`<figure class="wp-block-image size-large"><img src="${image.url}" alt="Ochre and lapis on a stone slab" class="wp-image-${image.attachmentId}"/>` +
	`<figcaption class="wp-element-caption">AI-generated</figcaption></figure>\n<!-- /wp:image -->`;

describe('an image is put into a post', () => {
	test('between two blocks, at an offset in bytes, with a revision of what stood there', async () => {
		const image = await bringImage({ content: article });
		const answer = await place(image, article, heading('Second'));
		expect([answer.status, answer.body]).toMatchObject([200, { placed: true, already: false }]);
		expect(await contentOf(image)).toBe(
			article.replace(heading('Second'), `${block(image)}\n\n${heading('Second')}`),
		);

		const revisions = await wordpress.runPhp<Array<{ id: number; content: string; author: number }>>(`
			return array_map( fn ( $revision ) => array( 'id' => $revision->ID, 'content' => $revision->post_content, 'author' => (int) $revision->post_author ), array_values( wp_get_post_revisions( ${image.attempt.postId} ) ) );
		`);
		expect(revisions.map((revision) => revision.content)).toContain(article);
		expect(revisions.find((revision) => revision.content.includes('wp:image'))).toMatchObject({
			id: (answer.body as PlacementResult).revision_id,
			author: image.attempt.personId,
		});
	});

	test('directly after a block, with one blank line on each side', async () => {
		const image = await bringImage({ content: article });
		const end =
			Buffer.byteLength(article.slice(0, article.indexOf(paragraph('Erste Zeile: äöü')))) +
			Buffer.byteLength(paragraph('Erste Zeile: äöü'));
		await place(image, article, end);
		expect(await contentOf(image)).toBe(
			article.replace(
				`äöü</p>\n<!-- /wp:paragraph -->`,
				`äöü</p>\n<!-- /wp:paragraph -->\n\n${block(image)}`,
			),
		);
	});

	test('at the end of the content', async () => {
		const image = await bringImage({ content: article });
		await place(image, article, Buffer.byteLength(article));
		expect(await contentOf(image)).toBe(`${article}\n\n${block(image)}`);
	});

	test('inside a group', async () => {
		const group = `<!-- wp:group -->\n<div class="wp-block-group">${heading('In')}\n\n${paragraph('Inside')}</div>\n<!-- /wp:group -->`;
		const image = await bringImage({ content: group });
		await place(image, group, group.indexOf('</div>'));
		expect(await contentOf(image)).toBe(group.replace('</div>', `\n\n${block(image)}</div>`));
		const names = await wordpress.runPhp<string[]>(`
			return array_column( parse_blocks( get_post( ${image.attempt.postId} )->post_content )[0]['innerBlocks'], 'blockName' );
		`);
		expect(names).toEqual(['core/heading', 'core/paragraph', 'core/image']);
	});

	test('and leaves everything else as it was, also what only an administrator may write', async () => {
		const risky = [
			heading('Ours'),
			'<!-- wp:html -->\n<iframe src="https://example.org/?a=1&amp;b=2"></iframe><script>let a = "\\\\n";</script>\n<!-- /wp:html -->',
			paragraph('A \\ and a \\" and &amp; stay'),
		].join('\n\n');
		const image = await bringImage({ login: 'author', content: article });
		await wordpress.runPhp(`
			global $wpdb;
			$wpdb->update( $wpdb->posts, array( 'post_content' => base64_decode( '${Buffer.from(risky).toString('base64')}' ) ), array( 'ID' => ${image.attempt.postId} ) );
			clean_post_cache( ${image.attempt.postId} );
			return true;
		`);
		const answer = await place(image, risky, '<!-- wp:html');
		expect(answer.status).toBe(200);
		expect(await contentOf(image)).toBe(risky.replace('<!-- wp:html', `${block(image)}\n\n<!-- wp:html`));
	});

	test('of text without blocks, as the classic editor would', async () => {
		const classic = '<h2>Ümläut</h2>\nFirst line of text.\n\nSecond paragraph.';
		const image = await bringImage({ content: classic });
		const answer = await place(image, classic, '\n\nSecond', { kind: 'classic' });
		expect(answer.status).toBe(200);
		expect(await contentOf(image)).toBe(
			`<h2>Ümläut</h2>\nFirst line of text.\n\n[caption id="attachment_${image.attachmentId}" align="alignnone" width="80"]` +
				`<img src="${image.url}" alt="Ochre and lapis on a stone slab" width="80" height="45" class="alignnone size-large wp-image-${image.attachmentId}" /> AI-generated[/caption]` +
				`\n\nSecond paragraph.`,
		);
	});

	test('once, however often it is asked', async () => {
		const image = await bringImage({ content: article });
		const answers = await Promise.all(
			Array.from({ length: 6 }, () => place(image, article, heading('Second'))),
		);
		const results = answers.map((answer) => answer.body as PlacementResult);
		expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 6 }, () => 200));
		expect(results.filter((result) => !result.already)).toHaveLength(1);
		expect((await contentOf(image)).split(`wp-image-${image.attachmentId}"`)).toHaveLength(2);
	});

	test('and of two at once into the same content, one finds it changed, every time', async () => {
		// A lock that is missing shows itself only sometimes; in WebAssembly a round takes long.
		const rounds = wordpress.host === 'native' ? 4 : 1;
		for (let round = 0; round < rounds; round++) {
			const first = await bringImage({ content: article });
			const second = await bringImage({ postId: first.attempt.postId });
			const answers = await Promise.all([
				place(first, article, heading('Second')),
				place(second, article, heading('Second')),
			]);
			expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
			expect(answers.map(codeOf)).toContain('limner_content_changed');
			expect((await contentOf(first)).match(/<!-- wp:image /g)).toHaveLength(1);
		}
	});

	test('as featured image, and no second time', async () => {
		const image = await bringImage({ content: article });
		const ask = () => place(image, article, 0, { kind: 'featured', byte_offset: null });
		expect((await ask()).body).toMatchObject({ placed: true, already: false });
		expect((await ask()).body).toMatchObject({ placed: true, already: true });
		expect((await readPost(image.attempt.postId)).post).toMatchObject({
			has_featured_image: true,
			content: article,
		});
	});
});

describe('an image is not put into a post, and nothing is changed', () => {
	async function expectRefusal(
		image: PlacedImage,
		ask: () => Promise<SignedAnswer>,
		status: number,
		code: string,
	): Promise<SignedAnswer> {
		const before = await wordpress.runPhp(`return get_post( ${image.attempt.postId} );`);
		const answer = await ask();
		expect([answer.status, codeOf(answer)]).toEqual([status, `limner_${code}`]);
		expect(await wordpress.runPhp(`return get_post( ${image.attempt.postId} );`)).toEqual(before);
		return answer;
	}

	const lock = async (postId: number, secondsAgo: number): Promise<unknown> =>
		await wordpress.runPhp(
			`return (bool) update_post_meta( ${postId}, '_edit_lock', ( time() - ${secondsAgo} ) . ':' . get_user_by( 'login', 'editor' )->ID );`,
		);

	test('while somebody has it open, until the lock is old', async () => {
		const image = await bringImage({ content: article });
		await lock(image.attempt.postId, 100);
		expect((await readPost(image.attempt.postId)).locked_by).toBe('Editor');
		const refusal = await expectRefusal(
			image,
			() => place(image, article, heading('Second')),
			423,
			'post_locked',
		);
		expect(refusal.body).toMatchObject({
			message: 'The image waits.',
			data: { title: 'Editor is editing this post' },
		});
		await expectRefusal(
			image,
			() => place(image, article, 0, { kind: 'featured', byte_offset: null }),
			423,
			'post_locked',
		);

		await lock(image.attempt.postId, 151);
		expect((await readPost(image.attempt.postId)).locked_by).toBeNull();
		expect((await place(image, article, heading('Second'))).status).toBe(200);
	});

	test('where the content is another by now', async () => {
		const image = await bringImage({ content: article });
		const older = article.replace('Last', 'Older');
		await expectRefusal(image, () => place(image, older, heading('Second')), 409, 'content_changed');
	});

	test.each([
		['inside a character', Buffer.byteLength(article.slice(0, article.indexOf('日'))) + 1],
		['inside a delimiter', article.indexOf('wp:heading')],
		['inside a block', Buffer.byteLength(article.slice(0, article.indexOf('Zeile')))],
		['behind the end', Buffer.byteLength(article) + 1],
	])('%s', async (_, offset) => {
		const image = await bringImage({ content: article });
		await expectRefusal(image, () => place(image, article, offset), 400, 'request_malformed');
	});

	test.each([
		['inside a tag', '<p class="a">Text</p>', 5],
		['inside a line', 'Some text here', 4],
	])('of text without blocks %s', async (_, content, offset) => {
		const image = await bringImage({ content });
		await expectRefusal(
			image,
			() => place(image, content, offset, { kind: 'classic' }),
			400,
			'request_malformed',
		);
	});

	test('without an offset', async () => {
		const image = await bringImage({ content: article });
		await expectRefusal(
			image,
			() => place(image, article, 0, { byte_offset: null }),
			400,
			'request_malformed',
		);
	});

	test.each([
		['in the trash', 'wp_trash_post( $post_id )'],
		['deleted', 'wp_delete_post( $post_id, true )'],
	])('that is %s', async (_, removal) => {
		const image = await bringImage({ content: article });
		await wordpress.runPhp(`$post_id = ${image.attempt.postId}; return (bool) ${removal};`);
		await expectRefusal(image, () => place(image, article, heading('Second')), 410, 'post_gone');
		expect(
			(await askSigned(wordpress, identity, 'GET', `/posts/${image.attempt.postId}/content`)).status,
		).toBe(410);
	});

	test('of another attempt, or before it is in the library', async () => {
		const image = await bringImage({ content: article });
		const other = await bringImage({ content: article });
		const strange = { ...image, attempt: { ...other.attempt, postId: image.attempt.postId } };
		await expectRefusal(image, () => place(strange, article, heading('Second')), 403, 'permission_denied');
		const fresh = { ...image, attempt: await issueAttempt(wordpress, { postId: image.attempt.postId }) };
		await expectRefusal(image, () => place(fresh, article, heading('Second')), 409, 'candidate_not_ready');
	});

	test('over a featured image that a person chose', async () => {
		const image = await bringImage({ content: article });
		await wordpress.runPhp(`
			$chosen = wp_insert_attachment( array( 'post_title' => 'Chosen', 'post_mime_type' => 'image/png' ), 'chosen.png' );
			return (bool) update_post_meta( ${image.attempt.postId}, '_thumbnail_id', $chosen );
		`);
		await expectRefusal(
			image,
			() => place(image, article, 0, { kind: 'featured', byte_offset: null }),
			409,
			'section_gone',
		);
	});
});

test('the post is shown with the synced patterns that it refers to, nested ones, too', async () => {
	const [inner, outer] = await wordpress.runPhp<[number, number]>(`
		$inner = wp_insert_post( array( 'post_type' => 'wp_block', 'post_status' => 'publish', 'post_title' => 'Inner', 'post_content' => 'inner text' ) );
		$outer = wp_insert_post( array( 'post_type' => 'wp_block', 'post_status' => 'publish', 'post_title' => 'Outer', 'post_content' => '<!-- wp:block {"ref":' . $inner . '} /-->' ) );
		return array( $inner, $outer );
	`);
	const { postId } = await issueAttempt(wordpress, { content: `<!-- wp:block {"ref":${outer}} /-->` });
	const { post } = await readPost(postId);
	expect(post.patterns).toEqual([
		{ id: outer, content: `<!-- wp:block {"ref":${inner}} /-->` },
		{ id: inner, content: 'inner text' },
	]);
});
