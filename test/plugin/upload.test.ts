import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { UploadHead, UploadResult } from '@limner/shared/contracts/delivery';
import { beforeAll, describe, expect, test } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { askSigned, connectSite, type Identity, type SignedAnswer } from './connected-site.ts';
import { encodePng } from './encode-png.ts';
import { fillFolder } from './fill-folder.ts';
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

const png = (size: string, width: number, height: number, red = 120): UploadFile => ({
	size,
	width,
	height,
	mediaType: 'image/png',
	bytes: encodePng(width, height, red),
});

const desktopFiles = (): UploadFile[] => [
	png('full', 1600, 900),
	png('large', 1024, 576),
	png('thumbnail', 150, 150),
];

async function send(
	attempt: IssuedAttempt,
	head: UploadHead,
	body: Uint8Array,
	query = '',
): Promise<SignedAnswer> {
	const path = `/media/${attempt.attemptId}/${head.rendition}`;
	return await askSigned(wordpress, identity, 'PUT', path, { body, query });
}

async function upload(
	attempt: IssuedAttempt,
	files: UploadFile[],
	changes: Partial<UploadHead> = {},
): Promise<SignedAnswer> {
	const head = describeUpload(attempt, files, changes);
	return await send(attempt, head, encodeUpload(head, files));
}

const codeOf = (answer: SignedAnswer): unknown => (answer.body as { code?: string }).code;
const resultOf = (answer: SignedAnswer): UploadResult => answer.body as UploadResult;

async function uploadedFiles(): Promise<string[]> {
	const folder = join(wordpress.contentDir, 'uploads');
	await mkdir(folder, { recursive: true });
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** What an upload must leave behind when it is refused: nothing. */
async function expectNothingStored(attempt: IssuedAttempt, send: () => Promise<void>): Promise<void> {
	const before = await uploadedFiles();
	await send();
	expect(await uploadedFiles()).toEqual(before);
	expect(await countAttachments(attempt)).toBe(0);
}

async function countAttachments(attempt: IssuedAttempt): Promise<number> {
	return await wordpress.runPhp<number>(`
		return count( get_posts( array( 'post_type' => 'attachment', 'post_status' => 'any', 'numberposts' => -1, 'meta_key' => '_limner_attempt', 'meta_value' => '${attempt.attemptId}' ) ) );
	`);
}

describe('an upload', () => {
	test('comes twenty times at once and is stored once', async () => {
		const attempt = await issueAttempt(wordpress);
		const files = desktopFiles();
		const head = describeUpload(attempt, files);
		const body = encodeUpload(head, files);
		const answers = await Promise.all(Array.from({ length: 20 }, () => send(attempt, head, body)));
		expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
		expect(new Set(answers.map((answer) => resultOf(answer).attachment_id)).size).toBe(1);
		expect(await countAttachments(attempt)).toBe(1);

		const again = await send(attempt, head, body);
		expect(resultOf(again)).toEqual(resultOf(answers[0] as SignedAnswer));
	});

	test('becomes an attachment with the sizes that came, and none that PHP made', async () => {
		const attempt = await issueAttempt(wordpress);
		const before = new Set(await uploadedFiles());
		const answer = await upload(attempt, desktopFiles());
		const added = (await uploadedFiles()).filter((file) => !before.has(file));
		expect(added).toHaveLength(3);

		const stored = await wordpress.runPhp<Record<string, unknown>>(`
			$post = get_post( ${resultOf(answer).attachment_id} );
			return array(
				'author'   => (int) $post->post_author,
				'parent'   => $post->post_parent,
				'title'    => $post->post_title,
				'caption'  => $post->post_excerpt,
				'alt'      => get_post_meta( $post->ID, '_wp_attachment_image_alt', true ),
				'focal'    => get_post_meta( $post->ID, '_limner_focal_point', true ),
				'record'   => json_decode( get_post_meta( $post->ID, '_limner_record', true ), true ),
				'metadata' => wp_get_attachment_metadata( $post->ID ),
				'large'    => wp_get_attachment_image_src( $post->ID, 'large' ),
			);
		`);
		expect(stored).toMatchObject({
			author: attempt.personId,
			parent: attempt.postId,
			title: 'How pigments were ground',
			caption: 'AI-generated',
			alt: 'Ochre and lapis on a stone slab',
			focal: { x: 0.5, y: 0.25 },
			record: { provider: 'sketch', prompt: 'Ochre and lapis', original_sha256: 'a'.repeat(64) },
			metadata: { width: 1600, height: 900, sizes: { large: { width: 1024, 'mime-type': 'image/png' } } },
		});
		const large = (stored['large'] as [string, number, number])[0];
		const served = new Uint8Array(await (await fetch(large)).arrayBuffer());
		expect(sha256(served)).toBe(sha256(encodePng(1024, 576)));
	});

	test('for desktop and for phones become twins, whichever comes last', async () => {
		const attempt = await issueAttempt(wordpress);
		const [mobile, desktop] = await Promise.all([
			upload(attempt, [png('full', 960, 1200)], { rendition: 'mobile' }),
			upload(attempt, desktopFiles()),
		]);
		const twins = await wordpress.runPhp<number[]>(`
			return array( (int) get_post_meta( ${resultOf(desktop).attachment_id}, '_limner_twin', true ), (int) get_post_meta( ${resultOf(mobile).attachment_id}, '_limner_twin', true ) );
		`);
		expect(twins).toEqual([resultOf(mobile).attachment_id, resultOf(desktop).attachment_id]);
	});

	test('comes in parts, in any order, and exists once every part is there', async () => {
		const attempt = await issueAttempt(wordpress);
		const files = desktopFiles();
		const head = describeUpload(attempt, files);
		const part = (sizes: string[]): UploadHead => ({
			...head,
			files: head.files.map((file) => ({ ...file, included: sizes.includes(file.size) })),
		});
		const answers: UploadResult[] = [];
		for (const sizes of [['thumbnail'], ['thumbnail', 'large'], ['full']]) {
			answers.push(resultOf(await send(attempt, part(sizes), encodeUpload(part(sizes), files))));
		}
		expect(answers[0]).toEqual({ attachment_id: null, url: null, missing: ['full', 'large'] });
		expect(answers[1]).toEqual({ attachment_id: null, url: null, missing: ['full'] });
		expect(answers[2]?.attachment_id).toBeGreaterThan(0);
		expect(await countAttachments(attempt)).toBe(1);
	});

	test('is taken over from a writer that died', async () => {
		const attempt = await issueAttempt(wordpress);
		await wordpress.runPhp(`
			global $wpdb;
			return $wpdb->insert( $wpdb->prefix . 'limner_uploads', array( 'attempt_id' => '${attempt.attemptId}', 'rendition' => 'desktop', 'post_id' => ${attempt.postId}, 'files' => '{}', 'writer' => '${'d'.repeat(32)}', 'writer_seen_at' => ( time() - 31 ) * 1000 ) );
		`);
		expect((await upload(attempt, desktopFiles())).status).toBe(200);
	});

	test('is found again where the writer died after making the attachment', async () => {
		const attempt = await issueAttempt(wordpress);
		const first = await upload(attempt, desktopFiles());
		await wordpress.runPhp(
			`global $wpdb; return $wpdb->query( 'DELETE FROM ' . $wpdb->prefix . 'limner_uploads' );`,
		);
		const second = await upload(attempt, desktopFiles());
		expect(resultOf(second)).toEqual(resultOf(first));
		expect(await countAttachments(attempt)).toBe(1);
	});

	test('is stored anew where somebody deleted the attachment', async () => {
		const attempt = await issueAttempt(wordpress);
		const first = resultOf(await upload(attempt, desktopFiles()));
		await wordpress.runPhp(`return (bool) wp_delete_attachment( ${first.attachment_id}, true );`);
		const second = resultOf(await upload(attempt, desktopFiles()));
		expect(second.attachment_id).not.toBe(first.attachment_id);
		expect((await fetch(second.url ?? '')).status).toBe(200);
	});

	test('has its text sanitised as an author’s, without shortcodes', async () => {
		const attempt = await issueAttempt(wordpress, { login: 'admin' });
		const answer = await upload(attempt, desktopFiles(), {
			title: 'A <script>alert(1)</script>title',
			alt: 'Alt [gallery] "quoted" <img src=x onerror=alert(1)>',
			caption: '<b onclick="x()">Label</b> [evil]',
		});
		const texts = await wordpress.runPhp<string[]>(`
			$post = get_post( ${resultOf(answer).attachment_id} );
			return array( $post->post_title, get_post_meta( $post->ID, '_wp_attachment_image_alt', true ), $post->post_excerpt );
		`);
		expect(texts).toEqual(['A title', 'Alt "quoted"', 'Label (evil)']);
	});
});

describe('what is refused, with nothing stored', () => {
	const cases: Array<[string, string, (attempt: IssuedAttempt) => Promise<SignedAnswer>]> = [
		[
			'a body that ends too early',
			'limner_upload_incomplete',
			async (attempt) => {
				const files = desktopFiles();
				const head = describeUpload(attempt, files);
				return await send(attempt, head, encodeUpload(head, files).slice(0, -100));
			},
		],
		[
			'a body with more than the head names',
			'limner_upload_rejected',
			async (attempt) => {
				const files = desktopFiles();
				const head = describeUpload(attempt, files);
				return await send(attempt, head, Buffer.concat([encodeUpload(head, files), Buffer.from('more')]));
			},
		],
		[
			'bytes with another sha256',
			'limner_upload_incomplete',
			async (attempt) => {
				const files = desktopFiles();
				const head = describeUpload(attempt, files);
				const [first, ...others] = head.files;
				const changed = { ...head, files: [{ ...first, sha256: 'c'.repeat(64) }, ...others] } as UploadHead;
				return await send(attempt, changed, encodeUpload(changed, files));
			},
		],
		[
			'a head that is no JSON',
			'limner_request_malformed',
			async (attempt) => {
				const head = describeUpload(attempt, desktopFiles());
				return await send(attempt, head, Buffer.concat([Buffer.from([0, 0, 0, 4]), Buffer.from('oops')]));
			},
		],
		[
			'an empty body',
			'limner_request_malformed',
			async (attempt) => await send(attempt, describeUpload(attempt, desktopFiles()), new Uint8Array()),
		],
		[
			'a name with a path in it',
			'limner_request_malformed',
			async (attempt) => await upload(attempt, desktopFiles(), { file_stem: '../../evil' }),
		],
		[
			'a name with an extension',
			'limner_request_malformed',
			async (attempt) => await upload(attempt, desktopFiles(), { file_stem: 'evil.php' }),
		],
		[
			'a number written as text',
			'limner_request_malformed',
			async (attempt) => {
				const files = desktopFiles();
				const head = describeUpload(attempt, files);
				return await send(attempt, head, encodeUpload({ ...head, post_id: `${head.post_id}` }, files));
			},
		],
		[
			'a head for another attempt than the address',
			'limner_request_malformed',
			async (attempt) => await upload(attempt, desktopFiles(), { attempt_id: crypto.randomUUID() }),
		],
		[
			'an upload for another post than the attempt’s',
			'limner_permission_denied',
			async (attempt) => await upload(attempt, desktopFiles(), { post_id: 1 }),
		],
		[
			'an approver who did not approve',
			'limner_permission_denied',
			async (attempt) => await upload(attempt, desktopFiles(), { approved_by: 1 }),
		],
		[
			'an attempt that this site did not issue',
			'limner_not_found',
			async (attempt) => await upload({ ...attempt, attemptId: crypto.randomUUID() }, desktopFiles()),
		],
	];

	test.each(cases)('%s: %s', async (_, code, attack) => {
		const attempt = await issueAttempt(wordpress);
		await expectNothingStored(attempt, async () => {
			expect(codeOf(await attack(attempt))).toBe(code);
		});
	});

	const real = encodePng(20, 20);
	const svg =
		'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><script>alert(1)</script></svg>';
	const hostile: Array<[string, Uint8Array]> = [
		['PHP', Buffer.from('<?php phpinfo(); ?>'.padEnd(60, ' '))],
		['SVG', Buffer.from(svg)],
		['HTML', Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>')],
		[
			'a GIF',
			Buffer.from(
				'474946383961140014008000000000ffffff21f90401000000002c00000000140014000002138c8fa9cbed0fa39cb4da8bb3debcfb0f8605003b',
				'hex',
			),
		],
		['a PNG with PHP behind it', Buffer.concat([real, Buffer.from('<?php phpinfo(); ?>')])],
		['a PNG with PHP in a comment', insertComment(real, 'Comment\0<?php phpinfo(); ?>')],
		['half a PNG', real.slice(0, real.length - 20)],
		['random bytes', randomBytes(200)],
		['another size than it says', encodePng(21, 20)],
	];

	test.each(hostile)('%s instead of an image', async (_, bytes) => {
		const attempt = await issueAttempt(wordpress);
		const file: UploadFile = { size: 'full', width: 20, height: 20, mediaType: 'image/png', bytes };
		await expectNothingStored(attempt, async () => {
			expect(codeOf(await upload(attempt, [file]))).toBe('limner_upload_rejected');
		});
	});

	test('a PNG that says it is a WebP', async () => {
		const attempt = await issueAttempt(wordpress);
		const file: UploadFile = { ...png('full', 20, 20), mediaType: 'image/webp' };
		await expectNothingStored(attempt, async () => {
			expect(codeOf(await upload(attempt, [file]))).toBe('limner_upload_rejected');
		});
	});

	test.each([
		['in the trash', 'wp_trash_post( $post_id )'],
		['deleted', 'wp_delete_post( $post_id, true )'],
	])('an image for a post that is %s', async (_, removal) => {
		const attempt = await issueAttempt(wordpress);
		await wordpress.runPhp(`$post_id = ${attempt.postId}; return (bool) ${removal};`);
		await expectNothingStored(attempt, async () => {
			const answer = await upload(attempt, desktopFiles());
			expect([answer.status, codeOf(answer)]).toEqual([410, 'limner_post_gone']);
		});
	});

	test('an image whose person may not any more', async () => {
		const attempt = await issueAttempt(wordpress);
		const setRole = async (role: string): Promise<unknown> =>
			await wordpress.runPhp(`get_user_by( 'login', 'author' )->set_role( '${role}' ); return true;`);
		await setRole('contributor');
		try {
			await expectNothingStored(attempt, async () => {
				const answer = await upload(attempt, desktopFiles());
				expect([answer.status, codeOf(answer)]).toEqual([403, 'limner_permission_denied']);
			});
		} finally {
			await setRole('author');
		}
	});

	test('an image for which the disk has no room, and it is taken when there is', async () => {
		const attempt = await issueAttempt(wordpress);
		const files = [
			png('full', 1600, 900),
			{ ...png('large', 1024, 576), bytes: noisyPng(1024, 576) },
			png('thumbnail', 150, 150),
		];
		const folder = await wordpress.runPhp<string>(`return wp_upload_dir()['subdir'];`);
		const full = await fillFolder(join(wordpress.contentDir, 'uploads', folder), 256 * 1024);
		try {
			await expectNothingStored(attempt, async () => {
				const answer = await upload(attempt, files);
				expect([answer.status, codeOf(answer)]).toEqual([507, 'limner_disk_full']);
				expect((answer.body as { data: { error: { retryable: boolean } } }).data.error.retryable).toBe(true);
			});
		} finally {
			await full.empty();
		}
		expect((await upload(attempt, files)).status).toBe(200);
	});
});

/** A PNG that no compression makes small. */
function noisyPng(width: number, height: number): Uint8Array {
	return insertComment(encodePng(width, height), `Noise\0${randomBytes(400_000).toString('latin1')}`);
}

function insertComment(bytes: Uint8Array, text: string): Uint8Array {
	const data = Buffer.from(text, 'latin1');
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const end = bytes.length - 12;
	// Readers skip a text chunk's checksum, so four zeros do.
	const chunk = Buffer.concat([length, Buffer.from('tEXt'), data, Buffer.alloc(4)]);
	return Buffer.concat([bytes.slice(0, end), chunk, bytes.slice(end)]);
}
