import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import { createBflProvider } from './bfl-provider.ts';

let server: Server;
afterEach(() => server.close());

/** Answers an order with a task, and every question about it in one way. */
async function serve(status: number, result: unknown): Promise<string> {
	server = createServer((request, response) => {
		request.resume();
		const isOrder = request.method === 'POST';
		const polling = `http://${request.headers.host}/v1/get_result?id=1`;
		const answer = isOrder ? { id: '1', polling_url: polling, cost: 3 } : result;
		response
			.writeHead(isOrder ? 200 : status, { 'content-type': 'application/json' })
			.end(JSON.stringify(answer));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const request: ImageRequest = {
	operation: 'generate',
	model: 'flux-2-pro',
	prompt: 'A harbour',
	width: 1024,
	height: 768,
	quality: 'auto',
	source: null,
	mask: null,
	references: [],
	seed: 1,
	partialImages: 0,
	card: { title: '', kicker: '', language: '', palette: [], imageType: '' },
};

const context: ImageCallContext = {
	signal: new AbortController().signal,
	callKey: 'key',
	remoteId: null,
	onSubmitted: () => Promise.resolve(),
	onPartialImage: () => undefined,
};

async function failureFrom(baseUrl: string, changes: Partial<ImageRequest> = {}): Promise<LimnerError> {
	const provider = createBflProvider({ apiKey: 'bfl_test', baseUrl });
	const failure = await provider
		.makeImage({ ...request, ...changes }, context)
		.catch((error: unknown) => error);
	if (failure instanceof LimnerError) return failure;
	throw new Error('the call succeeded');
}

describe('how a task ends', () => {
	test.each([
		[200, { id: '1', status: 'Request Moderated' }, 'provider_moderated', 'no'],
		[200, { id: '1', status: 'Content Moderated' }, 'provider_moderated', 'unknown'],
		[200, { id: '1', status: 'Error' }, 'provider_unavailable', 'no'],
		[200, { id: '1', status: 'Task not found' }, 'outcome_in_doubt', 'unknown'],
		[404, { detail: 'Not Found' }, 'outcome_in_doubt', 'unknown'],
		[403, { detail: 'Not authenticated - Invalid Authentication' }, 'provider_key_wrong', 'unknown'],
		[402, { detail: 'Insufficient credits' }, 'provider_quota', 'unknown'],
	])('%i %j', async (status, result, code, charged) => {
		expect(await failureFrom(await serve(status, result))).toMatchObject({ code, charged });
	});
});

test('more images than fields are refused before anything is sent', async () => {
	const images = Array.from({ length: 4 }, () => PIXEL);
	const failure = await failureFrom('http://127.0.0.1:9', {
		operation: 'edit',
		model: 'flux-2-klein-4b',
		source: PIXEL,
		references: images,
	});
	expect(failure).toMatchObject({ code: 'provider_rejected_request', charged: 'no' });
});

test('the money that is left', async () => {
	const baseUrl = await serve(200, { credits: 12.5 });
	const provider = createBflProvider({ apiKey: 'bfl_test', baseUrl });
	expect(await provider.readCredit?.(new AbortController().signal)).toBe(125_000);
});

const PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
