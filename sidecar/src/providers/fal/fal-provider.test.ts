import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import type { ImageRequest } from '../image-provider.ts';
import { createFalProvider } from './fal-provider.ts';

interface Answer {
	status?: number;
	body: unknown;
}

let server: Server;
afterEach(() => server.close());
const asked: { path: string; key: string | undefined }[] = [];

/** A queue that answers as it is told, by method and path. */
async function serve(answers: (base: string) => Record<string, Answer>): Promise<string> {
	asked.length = 0;
	server = createServer((request, response) => {
		const path = `${request.method} ${request.url}`;
		asked.push({ path, key: request.headers.authorization });
		const { status, body } = answers(base)[path] ?? { status: 404, body: { detail: 'Not found' } };
		request.resume();
		const isBytes = Buffer.isBuffer(body);
		response.writeHead(status ?? 200, { 'content-type': isBytes ? 'image/png' : 'application/json' });
		response.end(isBytes ? body : JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return base;
}

const request: ImageRequest = {
	operation: 'generate',
	model: 'fal-ai/flux-2/klein/9b',
	prompt: 'A harbour',
	width: 1024,
	height: 768,
	quality: 'auto',
	source: null,
	mask: null,
	references: [],
	seed: 7,
	partialImages: 0,
	card: { title: '', kicker: '', language: 'en', palette: [], imageType: '' },
};

async function make(baseUrl: string): Promise<{ bytes: Uint8Array; ids: string[] }> {
	const ids: string[] = [];
	const { bytes } = await createFalProvider({ apiKey: 'id:secret', baseUrl }).makeImage(request, {
		signal: new AbortController().signal,
		callKey: 'call-1',
		remoteId: null,
		onSubmitted: (id) => {
			ids.push(id);
			return Promise.resolve();
		},
		onPartialImage: () => undefined,
	});
	return { bytes, ids };
}

const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#375' } })
	.png()
	.toBuffer();
const task = '/fal-ai/flux-2/requests/one';
const answersOf = (responseUrl: string, result: (base: string) => unknown) => (base: string) => ({
	'POST /fal-ai/flux-2/klein/9b': {
		body: { request_id: 'one', response_url: responseUrl || `${base}${task}` },
	},
	[`GET ${task}/status?logs=1`]: { body: { status: 'COMPLETED' } },
	[`GET ${task}`]: { body: result(base) },
	'GET /one.png': { body: picture },
});
const resultWith = (more: object) => (base: string) => ({
	images: [{ url: `${base}/one.png` }],
	seed: 7,
	...more,
});

test('the id is the path of the request, and asks by owner and app', async () => {
	const { bytes, ids } = await make(await serve(answersOf('', resultWith({}))));
	expect(Buffer.from(bytes).equals(picture)).toBe(true);
	expect(ids).toEqual([task]);
});

test('an address of somebody else is not asked, and never sees the key', async () => {
	const { ids } = await make(await serve(answersOf('https://queue.elsewhere.example/one', resultWith({}))));
	expect(ids).toEqual([task]);
	expect(asked.filter(({ key }) => key === 'Key id:secret').map(({ path }) => path)).toEqual([
		'POST /fal-ai/flux-2/klein/9b',
		`GET ${task}/status?logs=1`,
		`GET ${task}`,
	]);
});

test('a blackened image is refused for its content, and was billed', async () => {
	const base = await serve(answersOf('', resultWith({ has_nsfw_concepts: [true] })));
	await expect(make(base)).rejects.toMatchObject({ code: 'provider_moderated', charged: 'yes' });
});

test.each([
	[{ detail: 'User is locked. Reason: Exhausted balance.' }, 'provider_quota'],
	[{ detail: 'Forbidden' }, 'provider_key_wrong'],
])('403 with %j is %s', async (body, code) => {
	const base = await serve(() => ({ 'POST /fal-ai/flux-2/klein/9b': { status: 403, body } }));
	await expect(make(base)).rejects.toMatchObject({ code, charged: 'no' });
});
