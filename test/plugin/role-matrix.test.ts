import { randomUUID } from 'node:crypto';

import { PLUGIN_ROUTES } from '@limner/shared/contracts/plugin-routes';
import { beforeAll, describe, expect, test } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';
import { connectSite } from './connected-site.ts';

const wordpress = sharedWordPress();

/** Who may ask a route: the sidecar, who may edit the post and upload files, or who manages the site. */
type Audience = 'signed' | 'illustrates' | 'manages';

/** Every route of the plugin. A route that is not here is not tested, so it must not be there. */
const AUDIENCES: Record<string, Audience> = {
	...Object.fromEntries(
		Object.values(PLUGIN_ROUTES).map((route) => [
			`${route.method} ${route.path}`,
			route.access === 'signed' ? 'signed' : 'illustrates',
		]),
	),
	'GET /connection': 'manages',
	'POST /connection': 'manages',
	'DELETE /connection': 'manages',
	'POST /connection/check': 'manages',
	'POST /connection/move': 'manages',
	'POST /connection/copy': 'manages',
	'GET /settings': 'manages',
	'PUT /settings': 'manages',
};

type Person =
	| 'visitor'
	| 'visitor with cookie'
	| 'subscriber'
	| 'contributor'
	| 'author'
	| 'other author'
	| 'editor'
	| 'admin';

const ALLOWED: Record<Audience, Person[]> = {
	signed: [],
	illustrates: ['author', 'editor', 'admin'],
	manages: ['admin'],
};

const sessions = new Map<Person, WordPressSession | null>();
let postOfAuthor = 0;
let postOfContributor = 0;

beforeAll(async () => {
	await connectSite(wordpress, 'http://127.0.0.1:9');
	await wordpress.runPhp(`
		return username_exists( 'otherauthor' ) ?: wp_insert_user( array( 'user_login' => 'otherauthor', 'user_pass' => 'password', 'role' => 'author', 'user_email' => 'other@example.org' ) );
	`);
	const logins = { subscriber: 'subscriber', contributor: 'contributor', author: 'author', editor: 'editor' };
	for (const [person, login] of Object.entries(logins)) {
		sessions.set(person as Person, await wordpress.logIn(login));
	}
	sessions.set('admin', await wordpress.logIn());
	sessions.set('other author', await wordpress.logIn('otherauthor', 'password'));
	sessions.set('visitor', null);
	sessions.set('visitor with cookie', null);
	const makePost = (login: string): Promise<number> =>
		wordpress.runPhp<number>(
			`return wp_insert_post( array( 'post_title' => 'A post', 'post_author' => get_user_by( 'login', '${login}' )->ID ) );`,
		);
	postOfAuthor = await makePost('author');
	postOfContributor = await makePost('contributor');
});

function address(path: string, postId: number): string {
	return path
		.replace('{post_id}', String(postId))
		.replace(/\{(name|rendition)\}/, 'desktop')
		.replace(/\{[a-z_]+\}/g, () => randomUUID());
}

async function ask(person: Person, method: string, path: string): Promise<{ status: number; code: string }> {
	const session = sessions.get(person);
	const admin = sessions.get('admin');
	const headers: Record<string, string> = {};
	if (session) {
		headers['cookie'] = session.cookie;
		headers['x-wp-nonce'] = session.nonce;
	} else if (person === 'visitor with cookie' && admin) {
		// A page of another site can make the browser send the cookie, but does not know the nonce.
		headers['cookie'] = admin.cookie;
	}
	const answer = await fetch(`${wordpress.url}/wp-json/limner/v1${path}`, { method, headers });
	const text = await answer.text();
	const code = /"code":"([^"]+)"/.exec(text)?.[1] ?? '';
	return { status: answer.status, code };
}

const isRefused = (answer: { status: number; code: string }): boolean =>
	[401, 403].includes(answer.status) && !answer.code.startsWith('limner_site');

describe('who may ask which route', () => {
	test('every registered route is in the table, and the other way round', async () => {
		const registered = await wordpress.runPhp<string[]>(`
			$found = array();
			foreach ( rest_get_server()->get_routes( 'limner/v1' ) as $path => $handlers ) {
				if ( '/limner/v1' === $path ) {
					continue;
				}
				$path = preg_replace( '/\\(\\?P<([a-z_]+)>(?:[^()]|\\([^()]*\\))*\\)/', '{$1}', substr( $path, strlen( '/limner/v1' ) ) );
				foreach ( $handlers as $handler ) {
					foreach ( array_keys( $handler['methods'] ) as $method ) {
						$found[] = "$method $path";
					}
				}
			}
			return $found;
		`);
		expect([...new Set(registered)].sort()).toEqual(Object.keys(AUDIENCES).sort());
	});

	test.each(Object.entries(AUDIENCES))('%s: %s', async (route, audience) => {
		const [method = '', path = ''] = route.split(' ');
		const people = [...sessions.keys()];
		const answers = await Promise.all(
			people.map((person) => ask(person, method, address(path, postOfAuthor))),
		);
		const allowed = people.filter((_, index) => {
			const answer = answers[index];
			return answer !== undefined && !isRefused(answer);
		});
		expect(allowed.sort()).toEqual([...ALLOWED[audience]].sort());
		if (audience === 'signed') {
			expect(new Set(answers.map((answer) => answer.code))).toEqual(new Set(['limner_signature_missing']));
		} else {
			expect(answers[people.indexOf('visitor')]?.status).toBe(401);
			expect(answers[people.indexOf('subscriber')]?.status).toBe(403);
		}
		if (route === 'DELETE /connection' || route === 'POST /connection/copy') {
			await connectSite(wordpress, 'http://127.0.0.1:9');
		}
	});

	test('a contributor may not even for the own post, as it takes uploading', async () => {
		const answer = await ask('contributor', 'GET', `/posts/${postOfContributor}/images`);
		expect(answer).toEqual({ status: 403, code: 'limner_permission_denied' });
	});

	test('a post in the query or in the body does not stand in for the one in the address', async () => {
		const author = sessions.get('author');
		const foreign = await wordpress.runPhp<number>(
			`return wp_insert_post( array( 'post_title' => 'Foreign', 'post_author' => 1 ) );`,
		);
		const answers = await Promise.all([
			author?.rest(`limner/v1/posts/${foreign}/images?post_id=${postOfAuthor}`),
			author?.rest(`limner/v1/posts/${foreign}/plan`, { body: { post_id: postOfAuthor } }),
		]);
		expect(answers.map((answer) => answer?.status)).toEqual([403, 403]);
	});

	test('what is not a post for the editor is not one for images', async () => {
		const attachment = await wordpress.runPhp<number>(
			`return wp_insert_post( array( 'post_title' => 'A file', 'post_type' => 'attachment', 'post_status' => 'inherit' ) );`,
		);
		const answers = await Promise.all([
			ask('admin', 'GET', `/posts/${attachment}/images`),
			ask('admin', 'GET', '/posts/99999999/images'),
		]);
		expect(answers.map((answer) => answer.status)).toEqual([403, 403]);
	});
});
