import type { RunningSidecar } from './start-sidecar.ts';
import type { WordPressSession } from './wordpress-session.ts';

const connectTimeout = 60_000;

/** Connects a site to a sidecar as its admin does on the settings page: address and one-time code. */
export async function connectSite(
	admin: WordPressSession,
	sidecar: Pick<RunningSidecar, 'url' | 'pair'>,
): Promise<void> {
	if (await isConnected(admin, sidecar.url)) {
		return;
	}
	const answer = await admin.rest('limner/v1/connection', {
		body: { address: sidecar.url, code: await sidecar.pair() },
	});
	if (answer.status >= 300) {
		throw new Error(
			`The plugin refused to connect (status ${answer.status}): ${JSON.stringify(answer.body)}`,
		);
	}
	const deadline = Date.now() + connectTimeout;
	while (!(await isConnected(admin, sidecar.url))) {
		if (Date.now() > deadline) {
			throw new Error(`The plugin did not connect to ${sidecar.url} within ${connectTimeout / 1000} s.`);
		}
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

async function isConnected(admin: WordPressSession, address: string): Promise<boolean> {
	const { status, body } = await admin.rest('limner/v1/connection');
	if (status !== 200 || typeof body !== 'object' || body === null) {
		throw new Error(
			`The plugin did not say whether it is connected (status ${status}): ${JSON.stringify(body)}`,
		);
	}
	const connection = body as { state?: string; address?: string };
	return connection.state === 'connected' && connection.address === address;
}
