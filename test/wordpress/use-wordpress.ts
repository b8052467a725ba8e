import { logInToWordPress, type WordPressSession } from './wordpress-session.ts';

/** Everything another process needs to use a running site; plain data, so vitest can hand it on. */
export interface WordPressAddress {
	host: 'playground' | 'native';
	url: string;
	adminUser: string;
	adminPassword: string;
	/** wp-content, as a folder on this machine. */
	contentDir: string;
	/** Where PHP and WordPress write notices and errors; the file exists once there is one. */
	debugLog: string;
	phpToken: string | undefined;
}

export interface WordPress extends WordPressAddress {
	restUrl: string;
	/** Logs in by form, as a browser does; the password of every user that startWordPress made is the same. */
	logIn: (user?: string, password?: string) => Promise<WordPressSession>;
	/** Runs PHP (no opening tag) in the loaded site and gives what it returns, through JSON. */
	runPhp: <Value = unknown>(code: string) => Promise<Value>;
	/** Runs every event that is due, as WP-Cron would at the next page view. */
	runCron: () => Promise<void>;
}

export function useWordPress(address: WordPressAddress): WordPress {
	return {
		...address,
		restUrl: `${address.url}/wp-json/`,
		logIn: async (user = address.adminUser, password = address.adminPassword) =>
			await logInToWordPress(address.url, user, password),
		runPhp: async <Value>(code: string) => (await runPhp(address, code)) as Value,
		runCron: async () => {
			const answer = await fetch(`${address.url}/wp-cron.php?doing_wp_cron`);
			await answer.text();
		},
	};
}

async function runPhp(address: WordPressAddress, code: string): Promise<unknown> {
	if (address.phpToken === undefined) {
		throw new Error('This site was started with allowRunPhp: false, so it runs no PHP for tests.');
	}
	const answer = await fetch(`${address.url}/`, {
		method: 'POST',
		headers: { 'x-limner-test-token': address.phpToken, 'content-type': 'text/plain' },
		body: code,
	});
	const text = await answer.text();
	let parsed: { value?: unknown; error?: string; output?: string };
	try {
		parsed = JSON.parse(text) as typeof parsed;
	} catch {
		throw new Error(`PHP ended without an answer (status ${answer.status}): ${text.slice(0, 2000)}`);
	}
	if (parsed.error !== undefined) {
		throw new Error(`${parsed.error}\n${parsed.output ?? ''}`.trim());
	}
	return parsed.value;
}
