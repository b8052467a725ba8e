import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { LimnerError } from '../../errors/limner-error.ts';
import { createOpenAiProvider } from './openai-provider.ts';

interface Recorded {
	name: string;
	model: string;
	status: number;
	body: unknown;
	expected: { code: string; charged: string; subject: string };
}

const RECORDED: Recorded[] = JSON.parse(
	readFileSync(new URL('__fixtures__/refusals.json', import.meta.url), 'utf8'),
);
const API_KEY = 'the-key-of-the-owner';

let server: Server;
afterEach(() => server.close());

/** A server that answers everything in one way. */
async function serve(status: number, body: unknown): Promise<string> {
	server = createServer((request, response) => {
		request.resume();
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		const type = typeof body === 'string' ? 'text/html' : 'application/json';
		response.writeHead(status, { 'content-type': type }).end(text);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

async function refusalFrom(baseUrl: string, model: string): Promise<LimnerError> {
	try {
		await createOpenAiProvider({ apiKey: API_KEY, baseUrl }).makeImage(
			{
				operation: 'generate',
				model,
				prompt: 'A harbour',
				width: 1024,
				height: 1024,
				quality: 'low',
				source: null,
				mask: null,
				references: [],
				seed: 1,
				partialImages: 0,
				card: { title: '', kicker: '', language: '', palette: [], imageType: '' },
			},
			{
				signal: new AbortController().signal,
				callKey: 'key',
				remoteId: null,
				onSubmitted: () => Promise.resolve(),
				onPartialImage: () => undefined,
			},
		);
	} catch (error) {
		if (error instanceof LimnerError) return error;
		throw error;
	}
	throw new Error('the call succeeded');
}

describe('what OpenAI and its imitators have answered', () => {
	test.each(RECORDED)('$name', async ({ model, status, body, expected }) => {
		const refusal = await refusalFrom(await serve(status, body), model);
		expect({ code: refusal.code, charged: refusal.charged, subject: refusal.subject }).toEqual(expected);
		expect(refusal.message).not.toContain(API_KEY);
		expect(refusal.message).not.toContain('sk-abcdefgh');
	});
});

test('a name that does not resolve was never sent', async () => {
	await serve(200, {});
	expect(await refusalFrom('http://images.invalid/v1', 'gpt-image-2.5-flare')).toMatchObject({
		code: 'provider_unavailable',
		charged: 'no',
	});
});
