import { randomUUID } from 'node:crypto';

import type { Plan } from '@limner/shared/contracts/plan';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeManual } from '../publishing/automatic-site.ts';
import { connectSite } from '../wordpress/connect-site.ts';
import { approve, ask, readCandidates, until } from '../wordpress/illustrate-post.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';

const wordpress = sharedWordPress();
const title = 'Salt & “ochre”';

let sidecar: RunningSidecar;
let admin: WordPressSession;
let post: { id: number; link: string };
let attachmentId: number;

beforeAll(async () => {
	await makeManual(wordpress);
	sidecar = await startSidecar({ environment: { OPENAI_API_KEY: '' } });
	admin = await wordpress.logIn();
	await connectSite(admin, sidecar);
	await ask(
		admin,
		'limner/v1/settings',
		{ provider: 'sketch', social: ['facebook-feed', 'x-card', 'pinterest-pin'] },
		'PUT',
	);
	post = await ask(admin, 'wp/v2/posts', { title, content: 'Ochre is dug.', status: 'publish' });
	attachmentId = await makeFeaturedImage();
});
afterAll(async () => {
	await admin?.rest('limner/v1/connection', { method: 'DELETE' });
	await sidecar?.stop();
	await makeManual(wordpress);
});

/** As the editor does: plan, generate, approve, and choose what came into the library. */
async function makeFeaturedImage(): Promise<number> {
	const plan = await ask<Plan>(admin, `limner/v1/posts/${post.id}/plan`, {
		outline: { title, has_featured_image: false, sections: [] },
	});
	const slot = plan.slots.find(({ kind }) => kind === 'featured');
	await ask(admin, `limner/v1/posts/${post.id}/generations`, {
		id: randomUUID(),
		slots: [{ slot_id: slot?.slot_id, prompt: 'A heap of salt', alt: 'A heap of salt' }],
	});
	const candidates = () => readCandidates(admin, post.id);
	const [made] = await until(candidates, (all) => all.length > 0);
	if (!made) throw new Error('There is no candidate.');
	await approve(admin, post.id, made);
	const [uploaded] = await until(candidates, ([one]) => one?.state === 'uploaded');
	const desktop = uploaded?.renditions.find(({ name }) => name === 'desktop');
	await ask(admin, `wp/v2/posts/${post.id}`, { featured_media: desktop?.attachment_id });
	return desktop?.attachment_id ?? 0;
}

/** The tags of a public page's head, by property or name. */
async function readHead(address: string): Promise<Map<string, string>> {
	const page = await (await fetch(address)).text();
	const tags = page
		.slice(0, page.indexOf('</head>'))
		.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g);
	return new Map([...tags].map(([, name = '', content = '']) => [name, content]));
}

/** Runs code as if the post's page were being shown, and gives what it returns. */
const onPage = <Value>(code: string) =>
	wordpress.runPhp<Value>(
		`$GLOBALS['wp_query'] = $GLOBALS['wp_the_query'] = new WP_Query( 'p=${post.id}' ); ${code}`,
	);

describe('files for social media', () => {
	it('are in the library beside the sizes of the featured image, as JPEG, and not in srcset', async () => {
		const media = await ask<{
			media_details: { sizes: Record<string, { source_url: string; mime_type: string }> };
		}>(admin, `wp/v2/media/${attachmentId}`);
		const { sizes } = media.media_details;
		expect(
			Object.keys(sizes)
				.filter((size) => size.startsWith('limner-'))
				.sort(),
		).toEqual(['limner-facebook-feed', 'limner-pinterest-pin', 'limner-x-card']);
		const pin = sizes['limner-pinterest-pin'];
		expect(pin?.mime_type).toBe('image/jpeg');
		const bytes = Buffer.from(await (await fetch(pin?.source_url ?? '')).arrayBuffer());
		expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1000, height: 1500 });
		const srcset = await wordpress.runPhp<string>(
			`$metadata = wp_get_attachment_metadata( ${attachmentId} ); $metadata['sizes']['limner-x-post'] = array( 'file' => 'x-1200x675.jpg', 'width' => 1200, 'height' => 675, 'mime-type' => 'image/jpeg' ); return wp_get_attachment_image_srcset( ${attachmentId}, 'full', $metadata );`,
		);
		expect(srcset).toContain('1024w');
		expect(srcset).not.toContain('.jpg');
	});
});

describe('the head of a post', () => {
	it('says which image a link shows: the one cut for it, with its size and its text', async () => {
		const head = await readHead(post.link);
		expect(Object.fromEntries(head)).toMatchObject({
			'og:type': 'article',
			'og:title': 'Salt &amp; “ochre”',
			'og:url': post.link,
			'og:image': expect.stringMatching(/-1200x630\.jpg$/),
			'og:image:type': 'image/jpeg',
			'og:image:width': '1200',
			'og:image:height': '630',
			'og:image:alt': 'A heap of salt',
			'twitter:card': 'summary_large_image',
			'twitter:image': expect.stringMatching(/-1200x628\.jpg$/),
		});
		const answer = await fetch(head.get('og:image') ?? '');
		expect(answer.headers.get('content-type')).toBe('image/jpeg');
		const bytes = Buffer.from(await answer.arrayBuffer());
		const { width, height, xmp } = await sharp(bytes).metadata();
		expect([width, height]).toEqual([1200, 630]);
		expect(xmp?.toString()).toContain('algorithmicMedia');
	});

	it('says nothing where there is no image of ours, and nothing of what a password hides', async () => {
		const plain = await ask<{ id: number; link: string }>(admin, 'wp/v2/posts', {
			title: 'Plain',
			status: 'publish',
		});
		const hidden = await ask<{ link: string }>(admin, 'wp/v2/posts', {
			title: 'Hidden',
			status: 'publish',
			password: 'salt',
			featured_media: attachmentId,
		});
		for (const address of [plain.link, hidden.link, wordpress.url]) {
			expect([...(await readHead(address)).keys()].filter((name) => /^(og|twitter):/.test(name))).toEqual([]);
		}
	});

	it('is left to an SEO plugin where there is one, and to whoever says so', async () => {
		const print = `ob_start(); ( new Limner\\Rendering\\OpenGraph( new Limner\\Rendering\\SharedImage() ) )->print_tags(); return ob_get_clean();`;
		expect(await onPage<string>(print)).toContain('og:image');
		expect(await onPage<string>(`define( 'AIOSEO_VERSION', '4.9' ); ${print}`)).toBe('');
		expect(await onPage<string>(`add_filter( 'limner_print_open_graph', '__return_false' ); ${print}`)).toBe(
			'',
		);
	});
});

describe('SEO plugins', () => {
	it('that ask for sizes get ours first; images that have none keep theirs', async () => {
		for (const filter of ['wpseo_image_sizes', 'rank_math/opengraph/image_sizes']) {
			const sizes = await onPage<string[]>(`return apply_filters( '${filter}', array( 'full', 'large' ) );`);
			expect(sizes[0]).toBe('limner-facebook-feed');
			expect(sizes.slice(-2)).toEqual(['full', 'large']);
		}
	});

	it('that hand over their tags get our file for the featured image, in whatever size they took it', async () => {
		const tags = await onPage<Record<string, unknown>>(
			`return apply_filters( 'aioseo_facebook_tags', array( 'og:title' => 'T', 'og:image' => wp_get_attachment_image_url( ${attachmentId}, 'large' ), 'og:image:width' => 1024, 'og:image:height' => 576 ) );`,
		);
		expect(tags).toMatchObject({
			'og:title': 'T',
			'og:image': expect.stringMatching(/-1200x630\.jpg$/),
			'og:image:width': 1200,
			'og:image:height': 630,
		});
		const card = await onPage<Record<string, unknown>>(
			`return apply_filters( 'aioseo_twitter_tags', array( 'twitter:card' => 'summary', 'twitter:image' => wp_get_attachment_url( ${attachmentId} ) ) );`,
		);
		expect(card).toMatchObject({ 'twitter:image': expect.stringMatching(/-1200x628\.jpg$/) });
		const html = await onPage<string>(
			`return apply_filters( 'seopress_social_og_thumb', '<meta property="og:image" content="' . wp_get_attachment_url( ${attachmentId} ) . '">' );`,
		);
		expect(html).toMatch(/og:image" content="[^"]+-1200x630\.jpg"/);
		expect(html).toContain('og:image:alt" content="A heap of salt"');
	});

	it('keep an image that somebody chose there', async () => {
		const chosen = { 'og:image': 'https://example.org/chosen.jpg', 'og:image:width': 800 };
		expect(
			await onPage(
				`return apply_filters( 'aioseo_facebook_tags', array( 'og:image' => 'https://example.org/chosen.jpg', 'og:image:width' => 800 ) );`,
			),
		).toEqual(chosen);
		const html = '<meta property="og:image" content="https://example.org/chosen.jpg">';
		expect(await onPage(`return apply_filters( 'seopress_social_og_thumb', '${html}' );`)).toBe(html);
	});
});
