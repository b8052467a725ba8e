import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands where the image service would: takes publications, or refuses them, and remembers what came. */
export interface ReceivingService {
	address: string;
	received: { path: string; headers: Record<string, unknown>; body: unknown }[];
	stop: () => Promise<void>;
}

export async function startReceivingService(
	takePublications: (body: unknown) => { status: number; body: unknown },
): Promise<ReceivingService> {
	const received: ReceivingService['received'] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const text = Buffer.concat(chunks).toString('utf8');
			const body: unknown = text === '' ? null : JSON.parse(text);
			received.push({ path: request.url ?? '', headers: request.headers, body });
			const given = request.url === '/v1/publications' ? takePublications(body) : { status: 404, body: {} };
			response.writeHead(given.status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(given.body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `http://127.0.0.1:${port}`,
		received,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
