import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { waitFor } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

const SECRET = 'what only this machine may read';

const neighbour = createServer((_request, response) => response.writeHead(403).end(SECRET));
let sidecar: RunningSidecar;

beforeAll(async () => {
	await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
	sidecar = await startSidecar();
});
afterAll(async () => {
	await sidecar?.stop();
	neighbour.close();
	neighbour.closeAllConnections();
});

describe('a site that names a neighbour of the sidecar as its own address', () => {
	it('is not told what the neighbour answers', async () => {
		const { port } = neighbour.address() as AddressInfo;
		const client = await SignedClient.pair(sidecar, { rest_url: `http://127.0.0.1:${port}/` });
		const site = await waitFor(
			() => client.call('siteState'),
			({ error }) => error !== null,
		);
		expect(site.error).toMatchObject({ code: 'site_refused' });
		expect(JSON.stringify(site)).not.toContain(SECRET);
	});
});
