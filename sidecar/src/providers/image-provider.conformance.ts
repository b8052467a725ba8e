import { createServer } from 'node:net';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode, ErrorInfo } from '@limner/shared/contracts/error-code';
import { LimnerError } from '../errors/limner-error.ts';
import type { ImageCallContext, ImageProvider, ImageRequest } from './image-provider.ts';

/** The emulated provider, as far as every provider's emulation is alike. */
export interface EmulatedWorld {
	setScenario(name: string, options?: { latency?: number; retryAfter?: number }): void;
	/** What a real provider would have billed since the last reset. */
	charges(): { cost_microdollars: number }[];
	/** Paid requests since the last reset. */
	requests(): unknown[];
	reset(): void;
}

export interface ProviderUnderTest {
	createProvider(options?: { baseUrl?: string; timeoutSeconds?: number }): ImageProvider;
	/** A model that makes `width` × `height`. */
	model: string;
	width: number;
	height: number;
	takesReferences: boolean;
	streamsPartialImages: boolean;
	/** Null for what draws on this machine. */
	remote: { world: EmulatedWorld; apiKey: string; refusals: readonly Refusal[] } | null;
}

/** How a named scenario has to arrive. */
export interface Refusal {
	scenario: string;
	code: ErrorCode;
	charged: ErrorInfo['charged'];
	retryable: boolean;
}

const refusal = (
	scenario: string,
	code: ErrorCode,
	charged: ErrorInfo['charged'],
	retryable = false,
): Refusal => ({
	scenario,
	code,
	charged,
	retryable,
});

/** Promises to the queue that no synchronous provider may break; a provider adds what only it can answer. */
export const REFUSALS_OF_SYNCHRONOUS_PROVIDERS: readonly Refusal[] = [
	refusal('moderation', 'provider_moderated', 'no'),
	refusal('quota', 'provider_quota', 'no'),
	refusal('key_wrong', 'provider_key_wrong', 'no'),
	refusal('retired_model', 'model_retired', 'no'),
	refusal('rate_limited_seconds', 'provider_rate_limited', 'no', true),
	refusal('overloaded', 'provider_unavailable', 'no', true),
	refusal('server_error', 'outcome_in_doubt', 'unknown'),
	refusal('server_error_charged', 'outcome_in_doubt', 'unknown'),
	refusal('bad_gateway', 'outcome_in_doubt', 'unknown'),
	refusal('connection_reset', 'outcome_in_doubt', 'unknown'),
	refusal('connection_reset_charged', 'outcome_in_doubt', 'unknown'),
	refusal('broken_off', 'outcome_in_doubt', 'unknown'),
	refusal('hang', 'provider_timeout', 'unknown'),
	refusal('drip', 'provider_timeout', 'unknown'),
	refusal('truncated_image', 'provider_answer_unreadable', 'yes'),
	refusal('not_an_image', 'provider_answer_unreadable', 'yes'),
	refusal('html_instead_of_image', 'provider_answer_unreadable', 'yes'),
	refusal('empty_data', 'provider_answer_unreadable', 'yes'),
];

/** What every provider has to pass, whatever it speaks on the wire. */
export function describeImageProvider(name: string, setUp: () => ProviderUnderTest): void {
	describe(`${name} as an image provider`, () => {
		beforeEach(() => setUp().remote?.world.reset());
		describeImages(setUp);
		describeCancelling(setUp);
		if (setUp().streamsPartialImages) describePartialImages(setUp);
		if (setUp().takesReferences) describeReferences(setUp);
		if (setUp().remote) describeRefusals(setUp);
	});
}

function describeImages(setUp: () => ProviderUnderTest): void {
	test('makes an image of exactly the size that was asked for', async () => {
		const under = setUp();
		const { bytes, costMicrodollars } = await make(under, {});
		const { width, height, format } = await sharp(bytes).metadata();
		expect({ width, height }).toEqual({ width: under.width, height: under.height });
		expect(['png', 'jpeg', 'webp']).toContain(format);
		expect(Number.isInteger(costMicrodollars)).toBe(true);
	});

	test('makes another image for other words', async () => {
		const under = setUp();
		const one = await make(under, { prompt: 'A harbour at dawn' });
		const other = await make(under, { prompt: 'A desert', card: { ...CARD, title: 'Deserts' } });
		expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(false);
	});

	test('computes what the provider bills, with one request a call', async () => {
		const under = setUp();
		const { costMicrodollars } = await make(under, { quality: 'medium' });
		if (!under.remote) return expect(costMicrodollars).toBe(0);
		expect(under.remote.world.charges().map((charge) => charge.cost_microdollars)).toEqual([
			costMicrodollars,
		]);
		expect(under.remote.world.requests()).toHaveLength(1);
	});
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

function describeReferences(setUp: () => ProviderUnderTest): void {
	test('takes reference images, and refuses what is none before it is sent', async () => {
		const under = setUp();
		const reference = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#375' } })
			.png()
			.toBuffer();
		expect((await make(under, { references: [reference] })).bytes.length).toBeGreaterThan(0);
		under.remote?.world.reset();
		const failure = await failureOf(make(under, { references: [Buffer.from('no image')] }));
		expect(failure).toMatchObject({ code: 'image_unreadable', charged: 'no' });
		expect(under.remote?.world.requests() ?? []).toEqual([]);
	});
}

function describeRefusals(setUp: () => ProviderUnderTest): void {
	test.each([...(setUp().remote?.refusals ?? [])])(
		'answers $scenario with $code, charged: $charged, in one request',
		async ({ scenario, code, charged, retryable }) => {
			const under = setUp();
			under.remote?.world.setScenario(scenario);
			const failure = await failureOf(make(under, {}, {}, { timeoutSeconds: 0.5 }));
			expect({ code: failure.code, charged: failure.charged, retryable: failure.retryable }).toEqual({
				code,
				charged,
				retryable,
			});
			expect(under.remote?.world.requests()).toHaveLength(1);
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

	test('ends at once when it is cancelled on the way, and says that it may have been charged', async () => {
		const under = setUp();
		const world = under.remote?.world;
		world?.setScenario('slow', { latency: 20_000 });
		const leaving = new AbortController();
		const call = failureOf(make(under, {}, { signal: leaving.signal }));
		await expect.poll(() => world?.requests()).toHaveLength(1);
		leaving.abort();
		expect(await call).toMatchObject({ code: 'cancelled', charged: 'unknown' });
	});

	test('knows a server that is not there from one that broke off', async () => {
		const failure = await failureOf(make(setUp(), {}, {}, { baseUrl: await addressOfNobody() }));
		expect(failure).toMatchObject({ code: 'provider_unavailable', charged: 'no', retryable: true });
		expect(setUp().remote?.world.requests()).toEqual([]);
	});
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

function make(
	under: ProviderUnderTest,
	request: Partial<ImageRequest>,
	context: Partial<ImageCallContext> = {},
	options: { baseUrl?: string; timeoutSeconds?: number } = {},
) {
	return under.createProvider(options).makeImage(
		{
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
			...request,
		},
		{
			signal: new AbortController().signal,
			callKey: 'c'.repeat(64),
			remoteId: null,
			onSubmitted: () => Promise.resolve(),
			onPartialImage: () => undefined,
			...context,
		},
	);
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
