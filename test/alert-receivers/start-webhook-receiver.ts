import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { alertSchema, type Alert } from '@limner/shared/contracts/alert';

export interface WebhookReceiver {
	url: string;
	/** What was taken, with the right signature, oldest first. */
	alerts(): Alert[];
	/** How many requests came, whether they were taken or not. */
	requests(): number;
	/** What it answers from now on; 0 is no answer at all. */
	answer(status: number, headers?: Record<string, string>): void;
	stop(): Promise<void>;
}

/** A server that takes alerts as a receiver by Standard Webhooks does. */
export async function startWebhookReceiver(secret: string | Buffer): Promise<WebhookReceiver> {
	const alerts: Alert[] = [];
	let requests = 0;
	let status = 204;
	let headers: Record<string, string> = {};
	const server = createServer((request, response) => {
		requests += 1;
		void buffer(request).then((body) => {
			if (status === 0) return;
			const isSigned = request.headers['webhook-signature'] === signatureOf(request, body, secret);
			if (isSigned && status < 300) alerts.push(alertSchema.parse(JSON.parse(body.toString())));
			response.writeHead(isSigned ? status : 401, headers).end();
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
		alerts: () => alerts,
		requests: () => requests,
		answer: (newStatus, newHeaders = {}) => {
			status = newStatus;
			headers = newHeaders;
		},
		stop: async () => {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}

function signatureOf({ headers }: IncomingMessage, body: Buffer, secret: string | Buffer): string {
	const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.`;
	return `v1,${createHmac('sha256', secret).update(signed).update(body).digest('base64')}`;
}
