import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareFonts } from '../../fonts/prepare-fonts.ts';
import { prepareSharp } from '../../images/prepare-sharp.ts';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import { createSketchProvider } from './sketch-provider.ts';

const provider = createSketchProvider();

const CARD = {
	title: 'How we grew forty kilos of tomatoes',
	kicker: 'Urban gardening',
	language: 'en',
	palette: [],
	imageType: 'realistic',
};

function request(
	changes: Partial<ImageRequest> = {},
	card: Partial<ImageRequest['card']> = {},
): ImageRequest {
	return {
		operation: 'generate',
		model: 'card',
		prompt: 'not read',
		width: 640,
		height: 360,
		quality: 'auto',
		source: null,
		mask: null,
		references: [],
		seed: 7,
		partialImages: 0,
		...changes,
		card: { ...CARD, ...card },
	};
}

function context(signal = new AbortController().signal): ImageCallContext {
	return {
		signal,
		callKey: 'call',
		remoteId: null,
		onSubmitted: () => Promise.resolve(),
		onPartialImage: () => {},
	};
}

beforeAll(() => {
	prepareFonts();
	prepareSharp();
});

describe('the sketch provider', () => {
	it('costs nothing and tells the seed', async () => {
		const result = await provider.makeImage(request(), context());
		expect(result).toMatchObject({ costMicrodollars: 0, seed: 7, usage: null, revisedPrompt: null });
		expect(provider.kind).toBe('local');
	});

	it('draws several cards with one signal, as a desktop and a mobile one share theirs', async () => {
		const { signal } = new AbortController();
		await provider.makeImage(request(), context(signal));
		const second = await provider.makeImage(request({ width: 360, height: 450 }), context(signal));
		expect(second.bytes.length).toBeGreaterThan(0);
	});

	it('draws the same bytes for the same seed and others for another', async () => {
		const [first, again, other] = await Promise.all(
			[7, 7, 8].map(async (seed) =>
				Buffer.from((await provider.makeImage(request({ seed }), context())).bytes),
			),
		);
		expect(first?.equals(again ?? Buffer.alloc(0))).toBe(true);
		expect(first?.equals(other ?? Buffer.alloc(0))).toBe(false);
	});

	it.each([
		[256, 256],
		[768, 256],
		[256, 768],
		[1600, 900],
		[960, 1200],
		[4096, 4096],
	])('draws PNG of exactly %i x %i', async (width, height) => {
		const { bytes } = await provider.makeImage(request({ width, height }), context());
		await expect(sharp(bytes).metadata()).resolves.toMatchObject({
			width,
			height,
			format: 'png',
			hasAlpha: false,
		});
	});

	it.each([
		[255, 256],
		[4097, 2048],
		[1200, 399],
		[300, 901],
		[640.5, 360],
	])('refuses %f x %f', async (width, height) => {
		await expect(provider.makeImage(request({ width, height }), context())).rejects.toMatchObject({
			code: 'size_unsupported',
			charged: 'no',
		});
	});

	it.each([
		['Tamil', 'தமிழ் சமையல்'],
		['Georgian', 'ქართული'],
		['Han', '简体中文的标题'],
	])('says that it has no letters for %s', async (script, title) => {
		await expect(provider.makeImage(request({}, { title }), context())).rejects.toMatchObject({
			code: 'provider_rejected_request',
			subject: script,
			charged: 'no',
		});
	});

	it.each([
		['nothing', '', ''],
		['markup', '<b>Q&A</b> "quotes" & <span size="999999">', '</span>'],
		['emoji', 'Tomatoes 🍅👨‍👩‍👧 and 🇫🇷 1️⃣', '🎉'],
		['broken text', 'half a \uD83D pair \u0000\u0007 and\nlines\t', '\u202Eflipped'],
		['a language that is none', 'Title', 'Kicker'],
	])('draws %s', async (name, title, kicker) => {
		const language = name === 'a language that is none' ? '"><script>' : 'pt_BR';
		const { bytes } = await provider.makeImage(request({}, { title, kicker, language }), context());
		await expect(sharp(bytes).metadata()).resolves.toMatchObject({ width: 640, height: 360 });
	});

	it('sets right-to-left words on the right', async () => {
		const bytes = async (title: string, language: string) =>
			(
				await provider.makeImage(
					request({ seed: 1, width: 900, height: 300 }, { title, kicker: '', language }),
					context(),
				)
			).bytes;
		// Seed 1 puts the words beside the shapes: the side of the words is the one that is nearly plain.
		const calm = async (image: Uint8Array, left: number) => {
			const strip = await sharp(image).extract({ left, top: 0, width: 60, height: 300 }).png().toBuffer();
			return (await sharp(strip).stats()).entropy;
		};
		const latin = await bytes('Garden', 'en');
		const arabic = await bytes('حديقة', 'ar');
		expect(await calm(latin, 0)).toBeLessThan(await calm(latin, 840));
		expect(await calm(arabic, 840)).toBeLessThan(await calm(arabic, 0));
	});

	it('stops when it is cancelled', async () => {
		await expect(provider.makeImage(request(), context(AbortSignal.abort()))).rejects.toMatchObject({
			code: 'cancelled',
		});
	});
});
