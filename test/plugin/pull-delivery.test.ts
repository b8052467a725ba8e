import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import type { Plan } from '@limner/shared/contracts/plan';
import { extractSections } from '@limner/shared/sections/extract-sections';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { startWordPress, type StartedWordPress } from '../wordpress/start-wordpress.ts';
import { parseWordPressVersion } from '../wordpress/wordpress-version.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';

/** Stands for a login in front of the site: what the sidecar sends does not get through. */
const gate = `<?php
add_filter( 'rest_authentication_errors', function ( $result ) {
	return isset( $_SERVER['HTTP_X_LIMNER_SIGNATURE'] ) ? new WP_Error( 'rest_not_logged_in', 'Log in first.', array( 'status' => 401 ) ) : $result;
} );
`;

let wordpress: StartedWordPress;
let sidecar: RunningSidecar;
let admin: WordPressSession;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'limner-gate-'));
	const gateFile = join(folder, 'gate.php');
	await writeFile(gateFile, gate);
	const version = parseWordPressVersion(process.env.LIMNER_WORDPRESS_VERSION ?? '7.1');
	const host = process.env.LIMNER_WORDPRESS_HOST === 'native' ? 'native' : 'playground';
	[wordpress, sidecar] = await Promise.all([
		startWordPress({ host, version, mustUsePlugins: [gateFile] }),
		startSidecar(),
	]);
	admin = await wordpress.logIn();
});

afterAll(async () => {
	await wordpress?.stop();
	await sidecar?.stop();
	await rm(folder, { recursive: true, force: true });
});

/** Asks until it is so. */
async function until<Value>(ask: () => Promise<Value>, isSo: (value: Value) => boolean): Promise<Value> {
	const deadline = Date.now() + 60_000;
	for (;;) {
		const value = await ask();
		if (isSo(value)) {
			return value;
		}
		if (Date.now() > deadline) {
			throw new Error(`It did not become so: ${JSON.stringify(value).slice(0, 3000)}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 300));
	}
}

async function rest<Value>(route: string, body?: unknown, method?: string): Promise<Value> {
	const answer = await admin.rest(route, { body, ...(method === undefined ? {} : { method }) });
	if (answer.status >= 300) {
		throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
	}
	return answer.body as Value;
}

const sentence =
	'The limner grinds ochre and lapis on a stone slab near the window until the colour runs bright. ';
const content = `<!-- wp:heading -->
<h2 class="wp-block-heading">How pigments were ground</h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>${sentence.repeat(5)}</p>
<!-- /wp:paragraph -->`;

test('where the sidecar cannot reach the site, the site fetches its images and places them', async () => {
	await rest('limner/v1/connection', { address: sidecar.url, code: await sidecar.pair() });
	const connection = await until(
		() =>
			rest<{ site: { checking: boolean; delivery: string; error: { code: string } | null } }>(
				'limner/v1/connection',
			),
		({ site }) => !site.checking,
	);
	expect(connection.site).toMatchObject({ delivery: 'pull', error: { code: 'site_refused' } });

	const { id } = await rest<{ id: number }>('wp/v2/posts', { title: 'The limner', content, status: 'draft' });
	const images = (): Promise<EditorPostImages> => rest<EditorPostImages>(`limner/v1/posts/${id}/images`);
	const outline = extractSections(content, { patterns: [], title: 'The limner' });
	if (outline.kind === 'too_large') {
		throw new Error('The post is small.');
	}
	const plan = await rest<Plan>(`limner/v1/posts/${id}/plan`, {
		outline: {
			title: 'The limner',
			has_featured_image: false,
			sections: outline.sections.map((section) => ({
				kind: section.kind,
				heading: section.heading,
				level: section.level,
				text: section.text,
				word_count: section.wordCount,
				has_image: section.hasImage,
				fingerprint: section.fingerprint,
			})),
		},
	});
	const slot = plan.slots.find((one) => one.kind === 'section');
	await rest(`limner/v1/posts/${id}/generations`, {
		id: randomUUID(),
		slots: [{ slot_id: slot?.slot_id, prompt: slot?.prompt, alt: slot?.alt }],
	});
	const made = await until(images, ({ slots }) => slots.some((one) => one.candidates.length > 0));
	const candidate = made.slots.flatMap((one) => one.candidates)[0];
	expect(candidate?.state).toBe('ready');

	await rest(`limner/v1/posts/${id}/candidates/${candidate?.candidate_id}/approve`, undefined, 'POST');
	const uploaded = await until(
		images,
		({ slots }) =>
			slots[0]?.candidates[0]?.state !== 'ready' &&
			slots.flatMap((one) => one.candidates).every((one) => one.state === 'uploaded'),
	);
	const renditions = uploaded.slots.flatMap((one) => one.candidates).flatMap((one) => one.renditions);
	expect(renditions.map((rendition) => rendition.name).sort()).toEqual(['desktop', 'mobile']);
	for (const rendition of renditions) {
		expect((await fetch(rendition.url ?? '')).status).toBe(200);
	}
});

test('and what is published there gets its images by WP-Cron alone', async () => {
	await rest(
		'limner/v1/settings',
		{ approval: 'automatic', on_publish: { post: 'automatic' }, publishing_user: 1 },
		'PUT',
	);
	const { id } = await rest<{ id: number }>('wp/v2/posts', { title: 'Pigments', content, status: 'publish' });
	const saved = await until(
		async () => {
			// Due or not: a minute of WP-Cron passes here in an instant.
			await wordpress.runPhp(
				`do_action( 'limner_deliver_outbox' ); do_action( 'limner_pull' ); return true;`,
			);
			return await rest<{ content: { raw: string } }>(`wp/v2/posts/${id}?context=edit`);
		},
		(post) => post.content.raw.includes('wp:image'),
	);
	const offset = saved.content.raw.indexOf('<!-- wp:image');
	expect(saved.content.raw.slice(0, offset)).toContain('</p>');
	expect(saved.content.raw.match(/<!-- wp:image /g)).toHaveLength(1);
});
