import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { estimatePrice } from '../models/estimate-price.ts';
import { factsAbout } from '../models/find-model.ts';
import type { ModelFacts, Operation } from '../models/model-facts.ts';
import type { ImageRequest } from './image-provider.ts';
import { describeSizes } from './image-sizes.conformance.ts';
import {
	CARD,
	failureOf,
	make,
	orders,
	picture,
	requestOf,
	transparentPicture,
} from './make-image.conformance.ts';
import type {
	OperationUnderTest,
	ProviderUnderTest,
	RecordedRequest,
} from './provider-under-test.conformance.ts';
import { describeRefusals } from './describe-refusals.conformance.ts';
import { describeTasks } from './remote-tasks.conformance.ts';

/** What every provider has to pass, whatever it speaks on the wire. Second-level names are operations or subjects. */
export function describeImageProvider(name: string, setUp: () => ProviderUnderTest): void {
	describe(`${name} as an image provider`, () => {
		beforeEach(() => setUp().remote?.world.reset());
		const under = setUp();
		const facts = factsAbout(name, under.model);
		describe('generate', () => describeImages(setUp, facts));
		if (facts) describe('sizes', () => describeSizes(setUp, facts));
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
		expect(under.remote?.world.requests().some((request) => carries(request, references[0]))).toBe(true);
		under.remote?.world.reset();
		const failure = await failureOf(make(under, { operation, references: [Buffer.from('no image')] }));
		expect(failure).toMatchObject({ code: 'image_unreadable', charged: 'no' });
		expect(under.remote?.world.requests() ?? []).toEqual([]);
	});
}

function describeOperation(
	setUp: () => ProviderUnderTest,
	operation: Operation,
	{ createProvider, ...model }: OperationUnderTest,
): void {
	const setUpIt = () => ({ ...setUp(), ...(createProvider && { createProvider }) });
	test('answers with what it is for', async () => {
		const under = setUpIt();
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
		const under = setUpIt();
		const inputs = await inputsOf(operation);
		const noImage = Buffer.from('no image');
		const broken = inputs.source ? { ...inputs, source: noImage } : { ...inputs, references: [noImage] };
		const failure = await failureOf(make(under, { ...model, operation, ...broken }));
		expect(failure).toMatchObject({ code: 'image_unreadable', charged: 'no' });
		expect(under.remote?.world.requests() ?? []).toEqual([]);
	});
}

/** As base64 in the body, as a file of a form, or as a body of its own. */
function carries(request: RecordedRequest, image: Buffer = Buffer.of()): boolean {
	return (
		JSON.stringify(request.body).includes(image.toString('base64')) ||
		request.files.some(({ bytes }) => bytes === image.length) ||
		request.headers['content-length'] === String(image.length)
	);
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

/** The order that `DocumentedRequest` is about. */
export const CONFORMANCE_REQUEST: Partial<ImageRequest> = {
	prompt: 'A harbour before dawn',
	quality: 'low',
	seed: 7,
};

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
