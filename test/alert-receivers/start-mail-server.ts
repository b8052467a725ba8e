import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

interface ReceivedMail {
	from: string;
	to: string[];
	/** As it came, head and body. */
	message: string;
}

export interface MailServer {
	/** With the user and password that it wants. */
	url: string;
	mails(): ReceivedMail[];
	/** Refuses this address from now on. */
	refuse(address: string): void;
	stop(): Promise<void>;
}

/** An SMTP server that keeps what it takes. */
export async function startMailServer(): Promise<MailServer> {
	const mails: ReceivedMail[] = [];
	const refused = new Set<string>();
	const server = new SMTPServer({
		logger: false,
		hideSTARTTLS: true,
		allowInsecureAuth: true,
		onAuth: ({ username, password }, _session, done) =>
			username === 'limner' && password === 'mail secret'
				? done(null, { user: username })
				: done(new Error('wrong password')),
		onRcptTo: ({ address }, _session, done) =>
			done(refused.has(address) ? new Error('nobody of this name') : null),
		onData: (stream, { envelope }, done) => {
			void text(stream).then((message) => {
				const from = envelope.mailFrom === false ? '' : (envelope.mailFrom?.address ?? '');
				mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), message });
				done();
			});
		},
	});
	const listening = server.listen(0, '127.0.0.1');
	await once(listening, 'listening');
	const { port } = listening.address() as AddressInfo;
	return {
		url: `smtp://limner:mail%20secret@127.0.0.1:${port}`,
		mails: () => mails,
		refuse: (address) => refused.add(address),
		stop: () => new Promise((resolve) => server.close(() => resolve())),
	};
}
