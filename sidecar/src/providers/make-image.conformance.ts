import sharp from 'sharp';
import { LimnerError } from '../errors/limner-error.ts';
import type { ImageCallContext, ImageRequest, ImageResult } from './image-provider.ts';
import type { EmulatedWorld, ProviderUnderTest, RecordedRequest } from './provider-under-test.conformance.ts';

/* What the parts of the suite have in common: one call, its failure, and what it cost. */

/** Requests that cost money. */
export function orders(world: EmulatedWorld | undefined): RecordedRequest[] {
	return (world?.requests() ?? []).filter(({ scenario }) => scenario !== null);
}

export function picture(width: number, height: number): Promise<Buffer> {
	return sharp({ create: { width, height, channels: 3, background: '#375' } })
		.png()
		.toBuffer();
}

export function transparentPicture(width: number, height: number): Promise<Buffer> {
	return sharp({ create: { width, height, channels: 4, background: '#0000' } })
		.png()
		.toBuffer();
}

/** What a provider that draws from words is told. */
export const CARD: ImageRequest['card'] = {
	title: 'The harbour before dawn',
	kicker: 'Travel',
	language: 'en',
	palette: ['#12343b', '#e1b382'],
	imageType: 'realistic',
};

export function requestOf(under: ProviderUnderTest, changes: Partial<ImageRequest>): ImageRequest {
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

export function make(
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

export async function failureOf(call: Promise<unknown>): Promise<LimnerError> {
	try {
		await call;
	} catch (error) {
		if (error instanceof LimnerError) return error;
		throw error;
	}
	throw new Error('the call succeeded');
}
