import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { LimnerError } from '../errors/limner-error.ts';
import { isPublicAddress } from '../network/public-addresses.ts';
import { downloadImage, type DownloadOptions } from './download-image.ts';

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** A server that answers paths with what the table says: a body, or the address to go to. */
async function serve(answers: Record<string, { body?: string; location?: string; status?: number }>) {
	const server = createServer((request, response) => {
		const answer = answers[request.url ?? ''];
		if (answer?.location !== undefined) response.writeHead(302, { location: answer.location }).end();
		else response.writeHead(answer?.status ?? (answer ? 200 : 404)).end(answer?.body);
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function options(changes: Partial<DownloadOptions> = {}): DownloadOptions {
	return {
		signal: new AbortController().signal,
		trustedBaseUrl: 'https://api.example.com/v1',
		lookup: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
		...changes,
	};
}

async function refusalOf(download: Promise<unknown>): Promise<string> {
	const error: unknown = await download.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof LimnerError)) throw new Error(`no refusal: ${String(error)}`);
	expect(error).toMatchObject({ code: 'provider_answer_unreadable', charged: 'yes' });
	return error.message;
}

test('fetches from the address that the operator set, and relative to it', async () => {
	const base = await serve({ '/view/1.png': { body: 'bytes' } });
	const trusting = options({ trustedBaseUrl: `${base}/api` });
	expect(Buffer.from(await downloadImage(`${base}/view/1.png`, trusting)).toString()).toBe('bytes');
	expect(Buffer.from(await downloadImage('/view/1.png', trusting)).toString()).toBe('bytes');
});

describe('never goes to', () => {
	test.each([
		['http', 'http://images.example.com/1.png', /not https/],
		['another port', 'https://images.example.com:8443/1.png', /port of its own/],
		['a password', 'https://user:word@images.example.com/1.png', /password/],
		['this machine', 'https://127.0.0.1/1.png', /private network/],
		['this machine in one number', 'https://2130706433/1.png', /private network/],
		['this machine in hexadecimal', 'https://0x7f000001/1.png', /private network/],
		['this machine in IPv6', 'https://[::1]/1.png', /private network/],
		['IPv4 inside IPv6', 'https://[::ffff:169.254.169.254]/1.png', /private network/],
		['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data', /private network/],
		['a name that leads to a private network', 'https://images.example.com/1.png', /private network/],
		['another scheme', 'file:///etc/passwd', /not https/],
	])('%s', async (_, url, reason) => {
		expect(await refusalOf(downloadImage(url, options()))).toMatch(reason);
	});

	test('where a redirect leads out of the trusted address', async () => {
		const secret = await serve({ '/': { body: 'secret' } });
		const base = await serve({ '/1.png': { location: `${secret}/` } });
		const download = downloadImage(`${base}/1.png`, options({ trustedBaseUrl: base }));
		expect(await refusalOf(download)).toMatch(/not https/);
	});
});

test('is not led around in circles', async () => {
	const base = await serve({ '/1.png': { location: '/1.png' } });
	const download = downloadImage(`${base}/1.png`, options({ trustedBaseUrl: base }));
	expect(await refusalOf(download)).toMatch(/redirects more than 3 times/);
});

test('ends beyond the largest length, and says nothing of a signed query', async () => {
	const base = await serve({ '/1.png?signature=abc': { body: 'x'.repeat(100) } });
	const download = downloadImage(
		`${base}/1.png?signature=abc`,
		options({ trustedBaseUrl: base, largestBytes: 99 }),
	);
	const reason = await refusalOf(download);
	expect(reason).toMatch(/longer than 99 bytes/);
	expect(reason).not.toContain('abc');
});

test('says what an address answered that has expired', async () => {
	const base = await serve({ '/1.png': { status: 403 } });
	const download = downloadImage(`${base}/1.png`, options({ trustedBaseUrl: base }));
	expect(await refusalOf(download)).toMatch(/answers 403/);
});

test.each([
	['8.8.8.8', true],
	['172.32.0.1', true],
	['2606:4700::1111', true],
	['172.31.255.255', false],
	['198.19.0.1', false],
	['100.127.0.1', false],
	['fd00::1', false],
	['64:ff9b::7f00:1', false],
	['::ffff:10.0.0.1', false],
	['not an address', false],
])('isPublicAddress(%s) is %s', (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic));
