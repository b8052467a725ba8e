import { createServer } from 'node:net';

/** The given port, or a free one for 0; an error with code EADDRINUSE when something listens there. */
export function findPort(wanted: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(wanted, '127.0.0.1', () => {
			const address = probe.address();
			const port = address !== null && typeof address === 'object' ? address.port : wanted;
			probe.close(() => resolve(port));
		});
	});
}
