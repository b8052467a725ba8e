/** A logged-in person: the cookie and nonce that WordPress's REST routes ask of a browser. */
export interface WordPressSession {
	user: string;
	cookie: string;
	nonce: string;
	/** Calls a route below wp-json, as in `wp/v2/posts`, with this person's rights. */
	rest: (route: string, options?: RestOptions) => Promise<RestAnswer>;
}

interface RestOptions {
	method?: string;
	/** Sent as JSON, unless it is bytes. */
	body?: unknown;
	headers?: Record<string, string>;
	signal?: AbortSignal;
}

interface RestAnswer {
	status: number;
	headers: Headers;
	/** The parsed body, or its text where it is not JSON. */
	body: unknown;
}

/** In a network of blogs one logs in once, at its main address, and can then call the routes of each blog. */
export async function logInToWordPress(
	url: string,
	user: string,
	password: string,
	blogUrl = url,
): Promise<WordPressSession> {
	const answer = await fetch(`${url}/wp-login.php`, {
		method: 'POST',
		redirect: 'manual',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ log: user, pwd: password, rememberme: 'forever' }),
	});
	await answer.arrayBuffer();
	const cookie = answer.headers
		.getSetCookie()
		.map((line) => line.split(';', 1)[0] ?? '')
		.filter((pair) => /^wordpress_(logged_in|sec)?_?/.test(pair))
		.join('; ');
	if (!cookie.includes('wordpress_logged_in')) {
		throw new Error(`${user} could not log in at ${url} (status ${answer.status}).`);
	}
	const nonce = await fetchNonce(url, cookie);
	return {
		user,
		cookie,
		nonce,
		rest: async (route, options) => await callRest(blogUrl, cookie, nonce, route, options),
	};
}

async function fetchNonce(url: string, cookie: string): Promise<string> {
	const answer = await fetch(`${url}/wp-admin/admin-ajax.php?action=rest-nonce`, { headers: { cookie } });
	const nonce = (await answer.text()).trim();
	if (!/^[0-9a-f]{10}$/.test(nonce)) {
		throw new Error(`WordPress gave no REST nonce (status ${answer.status}): ${nonce.slice(0, 200)}`);
	}
	return nonce;
}

async function callRest(
	url: string,
	cookie: string,
	nonce: string,
	route: string,
	options: RestOptions = {},
): Promise<RestAnswer> {
	const headers: Record<string, string> = { cookie, 'x-wp-nonce': nonce };
	let body: BodyInit | undefined;
	if (options.body instanceof Uint8Array) {
		body = new Uint8Array(options.body);
	} else if (options.body !== undefined) {
		body = JSON.stringify(options.body);
		headers['content-type'] = 'application/json';
	}
	const answer = await fetch(`${url}/wp-json/${route}`, {
		method: options.method ?? (body === undefined ? 'GET' : 'POST'),
		headers: { ...headers, ...options.headers },
		body,
		signal: options.signal,
	});
	const text = await answer.text();
	return { status: answer.status, headers: answer.headers, body: parseBody(text) };
}

function parseBody(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
