import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterEach, describe, expect, test } from 'vitest';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import { createRunwareProvider } from './runware-provider.ts';
import { runwareTask, taskUuidOf } from './runware-request.ts';

let server: Server;
afterEach(() => server?.close());

/** Answers an order with an acknowledgement, and every question about it in one way. */
async function serve(status: number, result: unknown): Promise<string> {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const isQuestion = /getResponse|accountManagement/.test(Buffer.concat(chunks).toString());
			response
				.writeHead(isQuestion ? status : 200, { 'content-type': 'application/json' })
				.end(JSON.stringify(isQuestion ? result : { data: [{ taskType: 'imageInference' }] }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const request: ImageRequest = {
	operation: 'generate',
	model: 'runware:400@3',
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

describe('how a task ends', () => {
	const errors = (code: string) => ({ errors: [{ code, message: 'Words.' }] });
	test.each([
		[400, errors('taskFailedOrNotFound'), 'outcome_in_doubt', 'unknown'],
		[400, errors('inferenceError'), 'provider_unavailable', 'no'],
		[400, errors('timeoutProvider'), 'provider_unavailable', 'unknown'],
		[400, errors('nsfwContentDetected'), 'provider_moderated', 'no'],
		[200, errors('providerContentPolicyViolation'), 'provider_moderated', 'no'],
		[200, { data: [{ status: 'error', error: { code: 'promptBlocked' } }] }, 'provider_moderated', 'no'],
		[200, errors('somethingNew'), 'outcome_in_doubt', 'unknown'],
		[401, errors('invalidApiKey'), 'provider_key_wrong', 'unknown'],
	])('%i %j', async (status, result, code, charged) => {
		const provider = createRunwareProvider({ apiKey: 'key', baseUrl: await serve(status, result) });
		const failure = await provider.makeImage(request, context).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(LimnerError);
		expect(failure).toMatchObject({ code, charged });
	});
});

test('a call keeps its name, in the form of a UUID of version 4, and another call has another', () => {
	const form = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
	const names = Array.from({ length: 64 }, (_, index) => taskUuidOf(`call ${index}`));
	for (const name of names) expect(name).toMatch(form);
	expect(new Set(names).size).toBe(64);
	expect(taskUuidOf('call 1')).toBe(names[1]);
});

test.each([
	[640, 2],
	[1280, 2],
	[1900, 3],
	[9000, 4],
])('to be %i pixels wide, 640 are enlarged by the factor %i', async (width, factor) => {
	const source = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#375' } })
		.png()
		.toBuffer();
	const upscale = { ...request, operation: 'upscale' as const, source, width, height: (width * 3) / 4 };
	expect(await runwareTask(upscale, null, taskUuidOf('key'))).toMatchObject({
		taskType: 'upscale',
		upscaleFactor: factor,
	});
});

test('the money that is left', async () => {
	const baseUrl = await serve(200, { data: [{ balance: { amount: 17.25, currency: 'USD' } }] });
	const provider = createRunwareProvider({ apiKey: 'key', baseUrl });
	expect(await provider.readCredit?.(new AbortController().signal)).toBe(17_250_000);
});
