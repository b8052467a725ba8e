import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareFonts } from '../../fonts/prepare-fonts.ts';
import type { CardRequest } from './draw-card.ts';
import { composeCard } from './draw-card.ts';
import { contrast } from './colour.ts';
import { drawShapes } from './draw-shapes.ts';

const TITLES = [
	{ title: 'Compost', kicker: 'Garden notes', language: 'en' },
	{
		title:
			'A very long heading that somebody pasted from a paper: on the influence of soil acidity, watering intervals and light on the yield of determinate cultivars grown in containers, with data (2026)',
		kicker: 'An article with a title that is rather long itself and needs more than one line',
		language: 'en',
	},
	{
		title: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz',
		kicker: 'Recht',
		language: 'de',
	},
	{ title: `https://example.org/${'a'.repeat(170)}`, kicker: 'link', language: 'en' },
	{ title: 'كيف تزرع الطماطم في الشرفة: دليلٌ مُبسَّط للمبتدئين', kicker: 'البستنة', language: 'ar' },
	{
		title: '春の庭づくり：はじめての家庭菜園と土の準備について知っておきたいこと',
		kicker: '園芸',
		language: 'ja',
	},
	{ title: 'วิธีปลูกมะเขือเทศที่ระเบียงบ้านสำหรับมือใหม่ที่ไม่มีสวน', kicker: 'การทำสวน', language: 'th' },
];
const SIZES = [
	{ width: 640, height: 360 },
	{ width: 480, height: 600 },
	{ width: 900, height: 300 },
	{ width: 300, height: 900 },
	{ width: 400, height: 400 },
	{ width: 256, height: 256 },
];
const SEEDS = Array.from({ length: 24 }, (_, index) => index * 977);

function requests(): CardRequest[] {
	return SEEDS.flatMap((seed, index) =>
		SIZES.map((size, shift) => {
			const words = TITLES[(index + shift) % TITLES.length] ?? { title: '', kicker: '', language: 'en' };
			return { ...size, ...words, seed, palette: [], imageType: 'artistic' };
		}),
	);
}

/** Where any overlay has ink, as a box. */
function inkBox(card: Awaited<ReturnType<typeof composeCard>>) {
	const boxes = card.overlays.map(({ left = 0, top = 0, raw }) => ({
		left,
		top,
		right: left + (raw?.width ?? 0),
		bottom: top + (raw?.height ?? 0),
	}));
	return {
		left: Math.min(...boxes.map((box) => box.left)),
		top: Math.min(...boxes.map((box) => box.top)),
		right: Math.max(...boxes.map((box) => box.right)),
		bottom: Math.max(...boxes.map((box) => box.bottom)),
	};
}

beforeAll(prepareFonts);

describe('composeCard', () => {
	it('keeps the words whole, inside the card, and on plain ground, in every composition and size', async () => {
		for (const request of requests()) {
			const card = await composeCard(request);
			const ink = inkBox(card);
			const about = JSON.stringify({ ...request, ink });
			const margin = Math.min(request.width, request.height) * 0.04;
			expect(ink.left, about).toBeGreaterThanOrEqual(margin);
			expect(ink.top, about).toBeGreaterThanOrEqual(margin);
			expect(ink.right, about).toBeLessThanOrEqual(request.width - margin);
			expect(ink.bottom, about).toBeLessThanOrEqual(request.height - margin);
			const shapes = await drawShapes(card.svg, new AbortController().signal);
			const raw = { width: shapes.width, height: shapes.height, channels: 4 as const };
			const behind = await sharp(shapes.data, { raw })
				.extract({ left: ink.left, top: ink.top, width: ink.right - ink.left, height: ink.bottom - ink.top })
				.removeAlpha()
				.png()
				.toBuffer();
			const ground = await sharp(behind).stats();
			const { red, green, blue } = card.palette.background;
			const seen = ground.channels.map(({ min, max }) => [min, max]);
			expect(seen, about).toEqual([
				[red, red],
				[green, green],
				[blue, blue],
			]);
		}
	}, 120_000);

	it('draws the cards of a set as one family, each in its own way', async () => {
		const words = { title: 'Words', kicker: 'k', language: 'en', width: 640, height: 360 };
		const look = { palette: [], imageType: 'artistic' };
		const compose = (seed: number, set?: number) =>
			composeCard({ ...words, ...look, seed, ...(set === undefined ? {} : { set }) });
		for (const set of [1, 2, 3, 4, 5]) {
			const cards = await Promise.all([11, 12, 13, 14].map((seed) => compose(seed, set)));
			const [first] = cards;
			expect(new Set(cards.map(({ svg }) => svg)).size).toBeGreaterThan(1);
			for (const { palette, words: box } of cards) {
				expect([palette, box]).toEqual([first?.palette, first?.words]);
			}
		}
		const apart = await Promise.all([11, 12, 13, 14, 15, 16].map((seed) => compose(seed)));
		expect(new Set(apart.map(({ palette }) => JSON.stringify(palette))).size).toBeGreaterThan(2);
	});

	it('is another card for another seed, whatever the set chose', async () => {
		const look = { width: 1600, height: 900, language: 'en', palette: [], imageType: 'flat' };
		for (let set = 1; set <= 40; set++) {
			const cards = await Promise.all(
				[1, 2, 3, 4, 5, 6].map((seed) => composeCard({ ...look, title: 'Bread', kicker: '', seed, set })),
			);
			expect(new Set(cards.map(({ svg }) => svg)).size, `set ${set}`).toBe(6);
		}
	});

	it('reads on any colours that a style has', async () => {
		const random = [
			'#ff0000',
			'#00ff00',
			'#ffff00',
			'#777777',
			'#808080',
			'#000000',
			'#ffffff',
			'#123456',
			'#fedcba',
		];
		const palettes = [
			...random.map((colour) => [colour]),
			random.slice(0, 3),
			random.slice(3, 6),
			['no colour'],
			random,
		];
		for (const palette of palettes) {
			for (const seed of [1, 2, 3]) {
				const { palette: chosen } = await composeCard({
					...TITLES[0],
					title: 'Words',
					kicker: 'k',
					language: 'en',
					width: 300,
					height: 300,
					seed,
					palette,
					imageType: 'flat',
				});
				expect(contrast(chosen.background, chosen.ink), String(palette)).toBeGreaterThanOrEqual(7);
				expect(contrast(chosen.background, chosen.kicker), String(palette)).toBeGreaterThanOrEqual(4.5);
				expect(chosen.accents.length).toBeGreaterThanOrEqual(4);
			}
		}
	});
});
