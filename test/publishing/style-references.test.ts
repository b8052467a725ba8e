import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Plan } from '@limner/shared/contracts/plan';
import { encodePng } from '../plugin/encode-png.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { connectSite } from '../wordpress/connect-site.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';
import { makeManual } from './automatic-site.ts';

const wordpress = sharedWordPress();
let admin: WordPressSession;
let images: number[];
let text: number;

beforeAll(async () => {
	await makeManual(wordpress);
	admin = await wordpress.logIn();
	images = [
		await addFile('sea.png', encodePng(1400, 900, 20, 60, 120)),
		await addFile('sand.png', encodePng(300, 200)),
	];
	text = await addFile('notes.txt', Buffer.from('Wide views.'));
});
afterAll(async () => {
	await makeManual(wordpress);
	for (const id of [...images, text]) await wordpress.runPhp(`wp_delete_attachment( ${id}, true );`);
});

/** Puts a file into the media library as an upload does, with its smaller sizes. */
async function addFile(name: string, bytes: Uint8Array): Promise<number> {
	return await wordpress.runPhp<number>(`
		require_once ABSPATH . 'wp-admin/includes/image.php';
		$file = wp_upload_bits( '${name}', null, base64_decode( '${Buffer.from(bytes).toString('base64')}' ) )['file'];
		$id   = wp_insert_attachment( array( 'post_title' => '${name}', 'post_mime_type' => wp_check_filetype( $file )['type'] ), $file );
		wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $file ) );
		return $id;
	`);
}

/** Their sha256, as policies name them. */
async function sumsOf(ids: number[]): Promise<string[]> {
	return await wordpress.runPhp<string[]>(
		`return array_keys( Limner\\Media\\ReferenceImages::files( array( ${ids.join(', ')} ) ) );`,
	);
}

const policy = async () =>
	await wordpress.runPhp<{ style: object; style_references: string[] }>(
		`return ( new Limner\\Settings\\Options() )->policy();`,
	);

const change = (body: unknown) => admin.rest('limner/v1/settings', { method: 'PUT', body });
const choose = (references: number[]) => change({ style: { references } });

async function open(): Promise<string> {
	const address = `${wordpress.url}/wp-admin/options-general.php?page=limner&tab=style`;
	return await (await fetch(address, { headers: { cookie: admin.cookie } })).text();
}

/** Sends the tab as a browser without JavaScript does, with this in the line of numbers. */
async function save(line: string): Promise<string> {
	const nonce = /name="_wpnonce" value="([0-9a-f]+)"/.exec(await open())?.[1] ?? '';
	const body = new URLSearchParams({
		action: 'limner_save_settings',
		tab: 'style',
		_wpnonce: nonce,
		'limner[image_type]': 'realistic',
		'limner[style][references]': line,
		'limner[desktop][enabled]': '1',
		'limner[desktop][width]': '1600',
		'limner[desktop][height]': '900',
		'limner[mobile][enabled]': '0',
		'limner[mobile][width]': '960',
		'limner[mobile][height]': '1200',
		'limner[format_quality]': '80',
		'limner[label][enabled]': '1',
	});
	const address = `${wordpress.url}/wp-admin/admin-post.php`;
	return await (await fetch(address, { method: 'POST', headers: { cookie: admin.cookie }, body })).text();
}

describe('reference images in the settings', () => {
	it('are numbers of the media library without JavaScript, and shown small', async () => {
		const page = await save(`${images.join(' , ')}, ${images[0]}`);
		expect(page).toContain('Settings saved.');
		expect(page).toContain(`value="${images.join(', ')}"`);
		for (const id of images) {
			expect(page).toMatch(new RegExp(`<li data-id="${id}" data-title="[^"]+"><img [^>]*src="[^"]+\\.png"`));
		}
		expect(await policy()).toMatchObject({
			style: { palette: [], guidelines: '', avoid: '' },
			style_references: await sumsOf(images),
		});
		expect((await policy()).style).not.toHaveProperty('references');
		const valid = await wordpress.runPhp(
			`$valid = ( new Limner\\Contracts\\Validator() )->check( ( new Limner\\Settings\\Options() )->policy(), 'policy' ); return is_wp_error( $valid ) ? $valid->get_error_message() : $valid;`,
		);
		expect(valid).toBe(true);
	});

	it('are refused with the setting’s name where they are none, and what was typed stays', async () => {
		for (const [line, sentence] of [
			[`${images[0]}, 999999`, 'Reference images: number 999999 of the media library is no image'],
			[`${text}`, `Reference images: number ${text} of the media library is no image`],
			['sea.png', 'Reference images are at most four, each by its number'],
			['1, 2, 3, 4, 5', 'Reference images are at most four, each by its number'],
		] as const) {
			const page = await save(line);
			expect(page).toContain(sentence);
			expect(page).toContain(`value="${line}"`);
		}
		expect((await choose([999_999])).status).toBe(400);
		expect((await policy()).style_references).toEqual(await sumsOf(images));
	});

	it('are left out of the policy once they are gone, and the page says so', async () => {
		const passing = await addFile('passing.png', encodePng(40, 40));
		expect((await choose([passing, ...images])).status).toBe(200);
		await wordpress.runPhp(`wp_delete_attachment( ${passing}, true );`);
		expect(await open()).toContain(`${passing} is gone from the media library.`);
		expect((await policy()).style_references).toEqual(await sumsOf(images));
		await choose([]);
		expect((await policy()).style_references).toEqual([]);
	});
});

describe('with an image service', () => {
	let emulator: ProviderEmulator;
	let sidecar: RunningSidecar;

	beforeAll(async () => {
		emulator = await startProviderEmulator({ port: 0 });
		sidecar = await startSidecar({
			environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
		});
		await connectSite(admin, sidecar);
		await change({ provider: 'openai', quality: 'low', max_in_article: 0 });
	});
	afterAll(async () => {
		await admin.rest('limner/v1/connection', { method: 'DELETE' });
		await sidecar.stop();
		await emulator.stop();
	});

	/** Asks for a plan as the editor does. */
	async function plan(): Promise<Plan> {
		const post = await admin.rest('wp/v2/posts', { body: { title: 'Grinding colours', status: 'draft' } });
		const { id } = post.body as { id: number };
		const answer = await admin.rest(`limner/v1/posts/${id}/plan`, {
			body: { outline: { title: 'Grinding colours', has_featured_image: false, sections: [] } },
		});
		expect(answer.status).toBe(200);
		return answer.body as Plan;
	}

	const missing = ({ notices }: Plan) => notices.filter(({ code }) => code === 'style_reference_missing');

	it('they are brought once they are chosen, and shown to the model with the image', async () => {
		expect((await choose(images)).status).toBe(200);
		const { post_id, slots, ...planned } = await plan();
		expect(missing({ post_id, slots, ...planned })).toEqual([]);
		const started = await admin.rest(`limner/v1/posts/${post_id}/generations`, {
			body: {
				id: randomUUID(),
				slots: [{ slot_id: slots[0]?.slot_id, prompt: 'Ochre on a stone slab', alt: 'Ochre' }],
			},
		});
		expect(started.status).toBe(202);
		await expect.poll(() => emulator.requests().length, { timeout: 30_000 }).toBe(1);
		const [sent] = emulator.requests();
		expect(sent?.files.map(({ sha256 }) => sha256)).toEqual(await sumsOf(images));
	});

	it('they are brought again where the image service lacks them', async () => {
		const others = [await addFile('clay.png', encodePng(50, 50, 200)), images[0] ?? 0];
		// As after a service that lost its data: the plugin takes them for brought.
		await wordpress.runPhp(`
			$connection = new Limner\\Sidecar\\Connection( new Limner\\Sidecar\\SecretBox(), new Limner\\Sidecar\\SiteIdentity() );
			foreach ( array( '${(await sumsOf(others)).join("', '")}' ) as $sum ) {
				set_transient( 'limner_reference_' . $sum, $connection->site_id(), HOUR_IN_SECONDS );
			}
		`);
		await choose(others);
		expect(missing(await plan())).toEqual([]);
		await wordpress.runPhp(`wp_delete_attachment( ${others[0]}, true );`);
	});
});
