import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
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
import { parseWordPressVersion } from '../wordpress/wordpress-version.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';

/**
 * What stands between the sidecar and the site, as an option says. `closed`: the address that the site gives has nobody
 * behind it, as at home behind a router. `login`: a password in front of everything, which people have typed (browsers,
 * and this test) and neither the sidecar nor the site's own requests to itself know.
 */
const wall = `<?php
$wall = get_option( 'test_wall' );
if ( 'closed' === $wall ) {
	add_filter( 'rest_url', fn ( $url ) => preg_replace( '/:\\d+\\//', ':9/', $url ) );
}
if ( 'login' === $wall && ! preg_match( '/^(node|Mozilla)/', $_SERVER['HTTP_USER_AGENT'] ?? '' ) && isset( $_SERVER['REQUEST_METHOD'] ) ) {
	header( 'WWW-Authenticate: Basic realm="Members"', true, 401 );
	exit( '<h1>Members only</h1>' );
}
`;

interface ConnectionState {
	state: string;
	site: { checking: boolean; delivery: string; error: { code: string } | null };
}

let folder: string;
let wordpress: StartedWordPress;
let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let admin: WordPressSession;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'limner-wall-'));
	await writeFile(join(folder, 'wall.php'), wall);
	emulator = await startProviderEmulator({ port: 0 });
	[wordpress, sidecar] = await Promise.all([
		startWordPress({
			host: sharedWordPress().host,
			version: parseWordPressVersion(process.env.LIMNER_WORDPRESS_VERSION || '7.1'),
			mustUsePlugins: [join(folder, 'wall.php')],
		}),
		startSidecar({
			environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
		}),
	]);
	admin = await wordpress.logIn();
	await ask(admin, 'limner/v1/settings', { provider: 'openai', publishing_user: 1 }, 'PUT');
});

afterAll(async () => {
	await wordpress?.stop();
	await sidecar?.stop();
	await emulator?.stop();
	await rm(folder, { recursive: true, force: true });
});

async function connectBehind(kind: '' | 'closed' | 'login'): Promise<ConnectionState> {
	await wordpress.runPhp(`update_option( 'test_wall', '${kind}' ); return true;`);
	await ask(admin, 'limner/v1/connection', { address: sidecar.url, code: await sidecar.pair() });
	return await until(
		() => ask<ConnectionState>(admin, 'limner/v1/connection'),
		({ site }) => !site.checking,
	);
}

async function readSettingsPage(): Promise<string> {
	const page = await fetch(`${wordpress.url}/wp-admin/options-general.php?page=limner`, {
		headers: { cookie: admin.cookie },
	});
	return (await page.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

/** WP-Cron at the minute when Limner's own event is due, twice at once, as two page views can start it. */
async function runCronTwice(): Promise<void> {
	await wordpress.runPhp(
		`wp_clear_scheduled_hook( 'limner_pull' ); wp_schedule_event( time() - 1, 'limner_every_minute', 'limner_pull' ); delete_transient( 'doing_cron' ); return true;`,
	);
	await Promise.all([wordpress.runCron(), wordpress.runCron()]);
}

interface Library {
	attachments: number;
	/** Attempt and rendition of every image: one line twice would be one image twice. */
	images: string[];
}

async function readLibrary(postId: number): Promise<Library> {
	return await wordpress.runPhp<Library>(`
		$ids = get_posts( array( 'post_type' => 'attachment', 'post_parent' => ${postId}, 'fields' => 'ids', 'numberposts' => -1 ) );
		return array( 'attachments' => count( $ids ), 'images' => array_map( fn ( $id ) => get_post_meta( $id, '_limner_attempt', true ) . ' ' . get_post_meta( $id, '_limner_rendition', true ), $ids ) );
	`);
}

const SENTENCE =
	'Your site cannot be reached from the image service, so this site fetches finished images itself.';

describe('where nobody answers at the address of the site', () => {
	it('the settings page says plainly that the site fetches its images itself, and why', async () => {
		expect(await connectBehind('closed')).toMatchObject({
			state: 'connected',
			site: { delivery: 'pull', error: { code: 'site_unreachable' } },
		});
		const page = await readSettingsPage();
		expect(page).toContain(SENTENCE);
		expect(page).toContain('ECONNREFUSED');
	});

	it('an image that a person approves is fetched once, by whoever comes first: the open editor or WP-Cron', async () => {
		const post = { ...shortArticle, status: 'draft' };
		const { id } = await ask<{ id: number }>(admin, 'wp/v2/posts', post);
		await approve(admin, id, await makeFirstImage(admin, { id, ...shortArticle }));
		const [candidate] = await until(
			async () => {
				const [candidates] = await Promise.all([
					readCandidates(admin, id),
					readCandidates(admin, id),
					runCronTwice(),
				]);
				return candidates;
			},
			(candidates) => candidates.every(({ state }) => state === 'uploaded'),
		);
		expect(candidate?.renditions.map(({ name }) => name).sort()).toEqual(['desktop', 'mobile']);
		const library = await readLibrary(id);
		expect(library.attachments).toBe(2);
		expect(new Set(library.images).size).toBe(2);
		expect(emulator.charges()).toHaveLength(1);
	});

	it('what is published gets every image, in its place and once, by WP-Cron alone', async () => {
		const before = emulator.charges().length;
		await ask(
			admin,
			'limner/v1/settings',
			{ approval: 'automatic', on_publish: { post: 'automatic' } },
			'PUT',
		);
		const post = { ...shortArticle, title: 'Published by the limner', status: 'publish' };
		const { id } = await ask<{ id: number }>(admin, 'wp/v2/posts', post);
		const read = () =>
			ask<{ content: { raw: string }; featured_media: number }>(admin, `wp/v2/posts/${id}?context=edit`);
		const isDone = (saved: { content: { raw: string }; featured_media: number }) =>
			saved.featured_media > 0 && saved.content.raw.includes('<!-- wp:image');
		await until(async () => {
			await runCronTwice();
			return await read();
		}, isDone);
		await runCronTwice();
		const saved = await read();
		expect(saved.content.raw.match(/<!-- wp:image /g)).toHaveLength(1);
		expect(saved.content.raw.indexOf('<!-- wp:image')).toBeGreaterThan(saved.content.raw.indexOf('</p>'));
		const library = await readLibrary(id);
		expect(library.attachments).toBe(4);
		expect(new Set(library.images).size).toBe(4);
		expect(emulator.charges().length - before).toBe(2);
	});
});

describe('where a password stands in front of the site', () => {
	it('the settings page says so, too', async () => {
		expect(await connectBehind('login')).toMatchObject({
			state: 'connected',
			site: { delivery: 'pull', error: { code: 'site_refused' } },
		});
		const page = await readSettingsPage();
		expect(page).toContain(SENTENCE);
		expect(page).toContain('401');
	});

	it('and an approved image comes while the editor is open, although WP-Cron cannot start itself', async () => {
		await ask(admin, 'limner/v1/settings', { approval: 'by_hand', on_publish: { post: 'off' } }, 'PUT');
		const { id } = await ask<{ id: number }>(admin, 'wp/v2/posts', { ...shortArticle, status: 'draft' });
		await approve(admin, id, await makeFirstImage(admin, { id, ...shortArticle }));
		await until(
			() => readCandidates(admin, id),
			(candidates) => candidates.every(({ state }) => state === 'uploaded'),
		);
		expect((await readLibrary(id)).attachments).toBe(2);
	});
});

describe('once the way is free', () => {
	it('a test of the connection finds it, and images are brought again', async () => {
		await wordpress.runPhp(`update_option( 'test_wall', '' ); return true;`);
		await ask(admin, 'limner/v1/connection/check', undefined, 'POST');
		const connection = await until(
			() => ask<ConnectionState>(admin, 'limner/v1/connection'),
			({ site }) => !site.checking,
		);
		expect(connection.site).toMatchObject({ delivery: 'push', error: null });
		expect(await readSettingsPage()).not.toContain(SENTENCE);
	});
});
