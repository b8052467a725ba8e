import { createServer } from 'node:net';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { LimnerError } from '../errors/limner-error.ts';
import { estimatePrice } from '../models/estimate-price.ts';
import { factsAbout } from '../models/find-model.ts';
import type { ModelFacts, Operation } from '../models/model-facts.ts';
import type { ImageCallContext, ImageRequest, ImageResult } from './image-provider.ts';
import type {
	EmulatedWorld,
	OperationUnderTest,
	ProviderUnderTest,
	RecordedRequest,
} from './provider-under-test.conformance.ts';

/** What every provider has to pass, whatever it speaks on the wire. Second-level names are operations or subjects. */
export function describeImageProvider(name: string, setUp: () => ProviderUnderTest): void {
	describe(`${name} as an image provider`, () => {
		beforeEach(() => setUp().remote?.world.reset());
		const under = setUp();
		const facts = factsAbout(name, under.model);
		describe('generate', () => describeImages(setUp, facts));
		if (under.takesReferences) describe('generate_with_references', () => describeReferences(setUp));
		for (const { operation, ...model } of under.operations ?? []) {
			describe(operation, () => describeOperation(setUp, operation, model));
		}
		describe('cancelling', () => describeCancelling(setUp));
		if (under.streamsPartialImages) describe('partial images', () => describePartialImages(setUp));
		if (under.remote) describe('refusals', () => describeRefusals(setUp));
		if (under.resumes ?? under.createProvider().kind === 'polled') {
			describe('tasks', () => describeTasks(setUp));
		}
	});
}

function describeImages(setUp: () => ProviderUnderTest, facts: ModelFacts | null): void {
	test('has its model in the table', () => {
		expect(facts?.operations).toContain('generate');
	});

	test('makes an image of exactly the size that was asked for', async () => {
		const under = setUp();
		const { bytes, costMicrodollars } = await make(under, {});
		const { width, height, format } = await sharp(bytes).metadata();
		expect({ width, height }).toEqual({ width: under.width, height: under.height });
		expect(['png', 'jpeg', 'webp']).toContain(format);
		if (costMicrodollars !== null) expect(Number.isInteger(costMicrodollars)).toBe(true);
	});

	test('makes another image for other words', async () => {
		const under = setUp();
		const one = await make(under, { prompt: 'A harbour at dawn' });
		const other = await make(under, { prompt: 'A desert', card: { ...CARD, title: 'Deserts' } });
		expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(false);
	});

	test('says what the provider bills, with one paid request a call', async () => {
		const under = setUp();
		const request = requestOf(under, { quality: 'medium' });
		const { costMicrodollars } = await make(under, { quality: 'medium' });
		const estimate = facts && estimatePrice(facts, { ...request, references: 0 });
		if (!under.remote) return expect(costMicrodollars).toBe(0);
		expect(orders(under.remote.world)).toHaveLength(1);
		const billed = under.remote.world.charges().map((charge) => charge.cost_microdollars);
		if (costMicrodollars !== null) expect(billed).toEqual([costMicrodollars]);
		else if (estimate !== null) expect(billed).toEqual([estimate]);
	});

	if (setUp().remote) {
		test('sends what is documented, byte for byte', async ({ task }) => {
			const under = setUp();
			const { world, apiKey, documented } = under.remote ?? missing();
			await make(under, CONFORMANCE_REQUEST);
			const [order] = orders(world);
			if (!order) throw new Error('nothing was sent');
			Object.assign(task.meta, { outgoing: describeOutgoing(order, apiKey), documented });
			expect({ method: order.method, path: withoutFolder(order.path), body: order.body }).toEqual({
				method: documented.method,
				path: documented.path,
				body: documented.body,
			});
			const sent = Object.fromEntries(
				Object.keys(documented.headers).map((header) => [
					header,
					order.headers[header]?.replaceAll(apiKey, '<key>'),
				]),
			);
			expect(sent).toEqual(documented.headers);
		});

		test('takes one of several images that came', async () => {
			const under = setUp();
			under.remote?.world.setScenario('several');
			expect((await sharp((await make(under, {})).bytes).metadata()).width).toBe(under.width);
		});

		test('sends a negative prompt where there is one, and nowhere else', async () => {
			const under = setUp();
			const words = 'lettering and watermarks';
			await make(under, { negativePrompt: facts?.takesNegativePrompt ? words : undefined });
			const [order] = orders(under.remote?.world);
			expect(facts?.takesNegativePrompt).toBe(under.negativePromptOf !== undefined);
			if (under.negativePromptOf) expect(under.negativePromptOf(order?.body ?? {})).toBe(words);
		});

		test('sends a seed where the model takes one', async () => {
			const under = setUp();
			await make(under, { seed: 4711 });
			const [order] = orders(under.remote?.world);
			expect(facts?.takesSeed).toBe(under.seedOf !== undefined);
			if (under.seedOf) expect(Number(under.seedOf(order?.body ?? {}))).toBe(4711);
		});
	}
}

function describeReferences(setUp: () => ProviderUnderTest): void {
	test('takes reference images, and refuses what is none before it is sent', async () => {
		const under = setUp();
		const operation = 'generate_with_references' as const;
		const references = [await picture(64, 64)];
		expect((await make(under, { operation, references })).bytes.length).toBeGreaterThan(0);
		under.remote?.world.reset();
		const failure = await failureOf(make(under, { operation, references: [Buffer.from('no image')] }));
		expect(failure).toMatchObject({ code: 'image_unreadable', charged: 'no' });
		expect(under.remote?.world.requests() ?? []).toEqual([]);
	});
}

function describeOperation(
	setUp: () => ProviderUnderTest,
	operation: Operation,
	model: OperationUnderTest,
): void {
	test('answers with what it is for', async () => {
		const under = setUp();
		const facts = factsAbout(under.createProvider().name, model.model);
		expect(facts?.operations).toContain(operation);
		const { bytes } = await make(under, { ...model, operation, ...(await inputsOf(operation)) });
		expect(orders(under.remote?.world)).toHaveLength(1);
		if (operation === 'image_to_3d') return expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe('glTF');
		if (operation === 'image_to_video') {
			return expect(Buffer.from(bytes.subarray(4, 8)).toString()).toBe('ftyp');
		}
		expect((await sharp(bytes).metadata()).width).toBeGreaterThan(0);
	});

	test('refuses a source that is no image before it is sent', async () => {
		const under = setUp();
		const inputs = await inputsOf(operation);
		const noImage = Buffer.from('no image');
		const broken = inputs.source ? { ...inputs, source: noImage } : { ...inputs, references: [noImage] };
		const failure = await failureOf(make(under, { ...model, operation, ...broken }));
		expect(failure).toMatchObject({ code: 'image_unreadable', charged: 'no' });
		expect(under.remote?.world.requests() ?? []).toEqual([]);
	});
}

async function inputsOf(operation: Operation): Promise<Partial<ImageRequest>> {
	if (operation === 'generate_with_references') return { references: [await picture(320, 320)] };
	const source = await picture(640, 480);
	const mask = operation === 'edit_with_mask' ? await transparentPicture(640, 480) : null;
	const takesTwo = ['face_swap', 'style_transfer', 'character_reference'].includes(operation);
	return { source, mask, references: takesTwo ? [await picture(320, 320)] : [] };
}

function describeCancelling(setUp: () => ProviderUnderTest): void {
	test('sends nothing for a call that was cancelled before', async () => {
		const under = setUp();
		const failure = await failureOf(make(under, {}, { signal: AbortSignal.abort() }));
		expect(failure).toMatchObject({ code: 'cancelled', charged: 'no' });
		expect(under.remote?.world.requests() ?? []).toEqual([]);
	});
}

function describePartialImages(setUp: () => ProviderUnderTest): void {
	test('hands over partial images on the way to the finished one', async () => {
		const under = setUp();
		const partial: Uint8Array[] = [];
		const result = await make(
			under,
			{ partialImages: 2 },
			{ onPartialImage: (bytes) => void partial.push(bytes) },
		);
		expect(partial).toHaveLength(2);
		for (const bytes of partial) expect((await sharp(bytes).metadata()).width).toBeGreaterThan(0);
		expect((await sharp(result.bytes).metadata()).width).toBe(under.width);
		expect(under.remote?.world.charges().map((charge) => charge.cost_microdollars)).toEqual([
			result.costMicrodollars,
		]);
	});
}

function describeRefusals(setUp: () => ProviderUnderTest): void {
	test.each([...(setUp().remote?.refusals ?? [])])(
		'answers $scenario with $code, charged: $charged, in one paid request',
		async ({ scenario, code, charged, retryable }) => {
			const under = setUp();
			under.remote?.world.setScenario(scenario);
			const seconds = scenario === 'hang' || scenario === 'drip' ? 0.5 : 20;
			const failure = await failureOf(make(under, {}, {}, { timeoutSeconds: seconds }));
			expect({ code: failure.code, charged: failure.charged, retryable: failure.retryable }).toEqual({
				code,
				charged,
				retryable,
			});
			expect(orders(under.remote?.world)).toHaveLength(1);
			expect(failure.message).not.toBe('');
			expect(failure.message).not.toContain(under.remote?.apiKey);
		},
	);

	test.each(['rate_limited_seconds', 'rate_limited_date', 'rate_limited_ms'])(
		'reads from %s when to come back',
		async (scenario) => {
			const under = setUp();
			under.remote?.world.setScenario(scenario, { retryAfter: 40 });
			const failure = await failureOf(make(under, {}));
			expect(failure.code).toBe('provider_rate_limited');
			expect(failure.retryAfterSeconds).toBeGreaterThan(37);
			expect(failure.retryAfterSeconds).toBeLessThanOrEqual(40);
		},
	);

	test('ends at once when it is cancelled on the way, and says whether it may have been charged', async () => {
		const under = setUp();
		const world = under.remote?.world;
		world?.setScenario('slow', { latency: 20_000 });
		const leaving = new AbortController();
		const call = failureOf(make(under, {}, { signal: leaving.signal }));
		await expect.poll(() => orders(world)).toHaveLength(1);
		leaving.abort();
		const charged = under.createProvider().kind === 'local' ? 'no' : 'unknown';
		expect(await call).toMatchObject({ code: 'cancelled', charged });
	});

	test('knows a server that is not there from one that broke off', async () => {
		const failure = await failureOf(make(setUp(), {}, {}, { baseUrl: await addressOfNobody() }));
		expect(failure).toMatchObject({ code: 'provider_unavailable', charged: 'no', retryable: true });
		expect(setUp().remote?.world.requests()).toEqual([]);
	});
}

function describeTasks(setUp: () => ProviderUnderTest): void {
	test('asks only once the id of the task is durable', async () => {
		const under = setUp();
		const world = under.remote?.world;
		world?.setScenario('slow', { latency: 100 });
		const askedBefore: number[] = [];
		await make(
			under,
			{},
			{
				onSubmitted: async () => {
					await new Promise((resolve) => setTimeout(resolve, 700));
					askedBefore.push(...(world?.tasks() ?? []).map(({ asked }) => asked));
				},
			},
		);
		expect(askedBefore).toEqual([0]);
	});

	test('goes on with a task of an earlier run, without paying again', async () => {
		const under = setUp();
		const world = under.remote?.world;
		world?.setScenario('slow', { latency: 600 });
		const leaving = new AbortController();
		const ids: string[] = [];
		const context = {
			signal: leaving.signal,
			onSubmitted: (remoteId: string) => {
				ids.push(remoteId);
				leaving.abort();
				return Promise.resolve();
			},
		};
		await failureOf(make(under, {}, context));
		const [remoteId] = ids;
		if (remoteId === undefined) throw new Error('no task was begun');
		const { bytes } = await make(under, {}, { remoteId });
		expect((await sharp(bytes).metadata()).width).toBe(under.width);
		expect(orders(world)).toHaveLength(1);
		expect(world?.charges()).toHaveLength(1);
	});

	test('bears a server that stumbles while it is asked', async () => {
		const under = setUp();
		under.remote?.world.setScenario('poll_unsteady');
		expect((await make(under, {})).bytes.length).toBeGreaterThan(0);
		expect(under.remote?.world.charges()).toHaveLength(1);
	});

	test('cancels a task that runs', async () => {
		const under = setUp();
		const world = under.remote?.world;
		const provider = under.createProvider();
		if (!provider.cancel) return expect(NOT_CANCELLABLE).toContain(provider.name);
		world?.setScenario('slow', { latency: 20_000 });
		const leaving = new AbortController();
		const ids: string[] = [];
		const call = failureOf(
			make(
				under,
				{},
				{
					signal: leaving.signal,
					onSubmitted: (remoteId) => {
						ids.push(remoteId);
						return Promise.resolve();
					},
				},
			),
		);
		await expect.poll(() => ids).toHaveLength(1);
		await provider.cancel(ids[0] ?? '');
		leaving.abort();
		await call;
		expect(world?.tasks().map(({ cancelled }) => cancelled)).toEqual([true]);
	});

	if (setUp().reportsProgress) {
		test('says how far it is', async () => {
			const under = setUp();
			under.remote?.world.setScenario('slow', { latency: 1500 });
			const fractions: number[] = [];
			await make(under, {}, { onProgress: (fraction) => void fractions.push(fraction) });
			expect(fractions.length).toBeGreaterThan(0);
			expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
			for (const fraction of fractions) expect(fraction).toBeLessThanOrEqual(1);
		});
	}
}

/** Providers whose documentation knows no way to stop a task. */
const NOT_CANCELLABLE: readonly string[] = ['bfl', 'runware', 'wavespeed', 'stability'];

/** The order that `DocumentedRequest` is about. */
export const CONFORMANCE_REQUEST: Partial<ImageRequest> = {
	prompt: 'A harbour before dawn',
	quality: 'low',
	seed: 7,
};

/** Requests that cost money. */
function orders(world: EmulatedWorld | undefined): RecordedRequest[] {
	return (world?.requests() ?? []).filter(({ scenario }) => scenario !== null);
}

/** The emulator serves each provider in a folder of its name; OpenAI lies at the root. */
function withoutFolder(path: string): string {
	return path.startsWith('/v1/') ? path : path.replace(/^\/[^/]+/, '');
}

function describeOutgoing(order: RecordedRequest, apiKey: string): Record<string, unknown> {
	const { method, path, headers, raw } = order;
	const shown = Object.fromEntries(
		Object.entries(headers)
			.filter(([header]) => !['host', 'connection', 'accept-encoding', 'user-agent'].includes(header))
			.map(([header, value]) => [header, value.replaceAll(apiKey, '<key>')]),
	);
	return { method, path: withoutFolder(path), headers: shown, raw: raw.replaceAll(apiKey, '<key>') };
}

function missing(): never {
	throw new Error('this provider is not remote');
}

function picture(width: number, height: number): Promise<Buffer> {
	return sharp({ create: { width, height, channels: 3, background: '#375' } })
		.png()
		.toBuffer();
}

function transparentPicture(width: number, height: number): Promise<Buffer> {
	return sharp({ create: { width, height, channels: 4, background: '#0000' } })
		.png()
		.toBuffer();
}

/** A port that was free a moment ago, so that nobody listens there. */
async function addressOfNobody(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`;
}

const CARD: ImageRequest['card'] = {
	title: 'The harbour before dawn',
	kicker: 'Travel',
	language: 'en',
	palette: ['#12343b', '#e1b382'],
	imageType: 'realistic',
};

function requestOf(under: ProviderUnderTest, changes: Partial<ImageRequest>): ImageRequest {
	return {
		operation: 'generate',
		model: under.model,
		prompt: 'A harbour before dawn',
		width: under.width,
		height: under.height,
		quality: 'low',
		source: null,
		mask: null,
		references: [],
		seed: 7,
		partialImages: 0,
		card: CARD,
		...changes,
	};
}

function make(
	under: ProviderUnderTest,
	request: Partial<ImageRequest>,
	context: Partial<ImageCallContext> = {},
	options: { baseUrl?: string; timeoutSeconds?: number } = {},
): Promise<ImageResult> {
	return under.createProvider(options).makeImage(requestOf(under, request), {
		signal: new AbortController().signal,
		callKey: 'c'.repeat(64),
		remoteId: null,
		onSubmitted: () => Promise.resolve(),
		onPartialImage: () => undefined,
		...context,
	});
}

async function failureOf(call: Promise<unknown>): Promise<LimnerError> {
	try {
		await call;
	} catch (error) {
		if (error instanceof LimnerError) return error;
		throw error;
	}
	throw new Error('the call succeeded');
}
