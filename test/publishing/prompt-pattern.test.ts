import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_PATTERN, PLACEHOLDERS } from '@limner/shared/prompts/placeholders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';

const wordpress = sharedWordPress();
const CASES = JSON.parse(
	readFileSync(join(import.meta.dirname, '../../shared/examples/prompt-patterns.json'), 'utf8'),
) as { pattern: string; problems: string[] }[];
const META = '_limner_prompt_pattern';

let admin: WordPressSession;
let postId: number;
let parentId: number;
let childId: number;

/** A literal of PHP. */
const php = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

beforeAll(async () => {
	admin = await wordpress.logIn();
	[postId, parentId, childId] = await wordpress.runPhp<[number, number, number]>(`
		wp_set_current_user( 1 );
		$parent = wp_insert_term( 'Journeys & routes', 'category' )['term_id'];
		$child  = wp_insert_term( 'Salt roads', 'category', array( 'parent' => $parent ) )['term_id'];
		$post   = wp_insert_post( array( 'post_title' => 'Along the old salt road', 'post_status' => 'draft', 'post_content' => 'Text.', 'post_category' => array( $child ) ) );
		return array( $post, $parent, $child );
	`);
});
afterAll(async () => {
	await wordpress.runPhp(`
		wp_delete_post( ${postId}, true );
		wp_delete_term( ${childId}, 'category' );
		wp_delete_term( ${parentId}, 'category' );
		delete_option( 'limner_settings' );
	`);
});

const patternOfPost = async () =>
	await wordpress.runPhp<string>(
		`return ( new Limner\\Settings\\Options() )->policy_for( get_post( ${postId} ) )['prompting']['pattern'];`,
	);
const readPost = async () =>
	await wordpress.runPhp<{ seo_title: string; categories: string[] }>(
		`return ( new Limner\\Publishing\\PostContent() )->of( get_post( ${postId} ) );`,
	);

describe('the prompt pattern', () => {
	it('knows the same names as the image service', async () => {
		expect(
			await wordpress.runPhp(
				`return array( Limner\\Prompts\\PromptPattern::NAMES, Limner\\Prompts\\PromptPattern::BUILT_IN );`,
			),
		).toEqual([[...PLACEHOLDERS], BUILT_IN_PATTERN]);
	});

	it('finds the same faults as the image service', async () => {
		const found = await wordpress.runPhp<string[][]>(`
			$found = array();
			foreach ( array( ${CASES.map(({ pattern }) => php(pattern)).join(', ')} ) as $pattern ) {
				$problems = Limner\\Prompts\\PromptPattern::problems( $pattern );
				$texts    = array();
				foreach ( $problems['unknown'] as $name => $nearest ) {
					$texts[] = '{' . $name . '}' . ( '' === $nearest ? '' : ' → {' . $nearest . '}' );
				}
				$found[] = $problems['says_nothing'] ? array( 'says nothing' ) : $texts;
			}
			return $found;
		`);
		expect(found).toEqual(CASES.map(({ problems }) => problems));
	});

	it('is refused in the settings with the name that is meant', async () => {
		const refused = await admin.rest('limner/v1/settings', {
			method: 'PUT',
			body: { prompting: { pattern: '{image_prompt} {post_tilte}' } },
		});
		expect(refused.status).toBe(400);
		expect(JSON.stringify(refused.body)).toContain(
			'The prompt pattern says {post_tilte}, which Limner does not know. Did you mean {post_title}?',
		);
		const saved = await admin.rest('limner/v1/settings', {
			method: 'PUT',
			body: { prompting: { pattern: 'Site: {image_prompt}', negative: 'flags' } },
		});
		expect(saved.body).toMatchObject({
			prompting: { pattern: 'Site: {image_prompt}', negative: 'flags', keep_together: true },
		});
	});

	it('counts from the post to the category to the site', async () => {
		expect(await patternOfPost()).toBe('Site: {image_prompt}');
		const setTerm = (id: number, pattern: string) =>
			wordpress.runPhp(`update_term_meta( ${id}, '${META}', ${php(pattern)} );`);
		await setTerm(parentId, 'Parent: {image_prompt}');
		expect(await patternOfPost()).toBe('Parent: {image_prompt}');
		await setTerm(childId, 'Child: {image_prompt}');
		expect(await patternOfPost()).toBe('Child: {image_prompt}');

		const address = `wp/v2/posts/${postId}`;
		const refused = await admin.rest(address, {
			method: 'POST',
			body: { meta: { [META]: 'Own: {imageprompt}' } },
		});
		expect(refused.status).toBe(400);
		expect(JSON.stringify(refused.body)).toContain('Did you mean {image_prompt}?');
		const saved = await admin.rest(address, {
			method: 'POST',
			body: { meta: { [META]: 'Own: {image_prompt}\nof {post_title}' } },
		});
		expect(saved.status).toBe(200);
		expect(await patternOfPost()).toBe('Own: {image_prompt}\nof {post_title}');

		// Written by somebody's code, and no pattern: the next one counts.
		await wordpress.runPhp(
			`global $wpdb; $wpdb->update( $wpdb->postmeta, array( 'meta_value' => '{nonsense}' ), array( 'post_id' => ${postId}, 'meta_key' => '${META}' ) ); wp_cache_flush();`,
		);
		expect(await patternOfPost()).toBe('Child: {image_prompt}');
	});

	it('of a post is only for those who may edit it', async () => {
		const author = await wordpress.logIn('author');
		const refused = await author.rest(`wp/v2/posts/${postId}`, {
			method: 'POST',
			body: { meta: { [META]: '{image_prompt}' } },
		});
		expect(refused.status).toBe(403);
	});

	it('has a field on the screen of a category, which refuses what cannot be used', async () => {
		const screen = `${wordpress.url}/wp-admin/term.php?taxonomy=category&tag_ID=${childId}`;
		const headers = { cookie: admin.cookie };
		const page = await (await fetch(screen, { headers })).text();
		expect(page).toContain('>Child: {image_prompt}</textarea>');
		const save = async (pattern: string) => {
			const field = (name: string) => new RegExp(`name="${name}" value="([0-9a-f]+)"`).exec(page)?.[1] ?? '';
			const body = new URLSearchParams({
				action: 'editedtag',
				tag_ID: String(childId),
				taxonomy: 'category',
				name: 'Salt roads',
				slug: 'salt-roads',
				parent: String(parentId),
				description: '',
				_wpnonce: field('_wpnonce'),
				limner_category_pattern: field('limner_category_pattern'),
				limner_prompt_pattern: pattern,
			});
			const answer = await fetch(`${wordpress.url}/wp-admin/edit-tags.php`, {
				method: 'POST',
				headers,
				body,
			});
			return answer.text();
		};
		expect(await save('{titel}')).toContain('The prompt pattern says {titel}');
		expect(await patternOfPost()).toBe('Child: {image_prompt}');
		await save('Roads: {image_prompt}');
		expect(await patternOfPost()).toBe('Roads: {image_prompt}');
		await save('');
		expect(await patternOfPost()).toBe('Parent: {image_prompt}');
	});
});

describe('what a pattern may name of a post', () => {
	it('is its categories, as people read them', async () => {
		expect((await readPost()).categories).toEqual(['Salt roads']);
	});

	it.each([
		['_yoast_wpseo_title', '%%title%% %%page%% %%sep%% %%sitename%%', 'Along the old salt road'],
		['_yoast_wpseo_title', 'Salt roads &amp; how to walk them', 'Salt roads & how to walk them'],
		['rank_math_title', 'Walking guide: %title% %sep% %sitename%', 'Walking guide: Along the old salt road'],
		[
			'_seopress_titles_title',
			'%%post_title%% | 100% on foot %%sitetitle%%',
			'Along the old salt road | 100% on foot',
		],
		['_aioseo_title', '#post_title #separator_sa #site_title', 'Along the old salt road'],
		['_aioseo_title', 'My #walk of the year', 'My #walk of the year'],
	])('is the SEO title of %s: %s', async (key, kept, title) => {
		await wordpress.runPhp(`update_post_meta( ${postId}, '${key}', ${php(kept)} );`);
		expect((await readPost()).seo_title).toBe(title);
		await wordpress.runPhp(`delete_post_meta( ${postId}, '${key}' );`);
		expect((await readPost()).seo_title).toBe('');
	});
});
