import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { splitSheet, type Panel } from './split-sheet.ts';

const SIZE = { width: 640, height: 480 };
const COLOURS = ['#c0392b', '#27ae60', '#2962a5', '#d08a1a'] as const;

/** A scene with sky, hills and a sun, so that panels have steps of their own. */
async function drawScene(colour: string, width: number, height: number, sun = 0.3): Promise<Buffer> {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
		<defs><linearGradient id="sky" x1="0" y1="0" x2="0.3" y2="1"><stop offset="0" stop-color="#8fb7d9"/><stop offset="1" stop-color="${colour}"/></linearGradient></defs>
		<rect width="100%" height="100%" fill="url(#sky)"/>
		<path d="M0 ${height * 0.7} Q ${width * sun} ${height * 0.4} ${width} ${height * 0.8} V ${height} H 0 Z" fill="${colour}" opacity="0.8"/>
		<circle cx="${width * sun}" cy="${height * 0.3}" r="${height * 0.12}" fill="#fff3b0"/>
	</svg>`;
	return withGrain(await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer(), width, height);
}

async function withGrain(bytes: Buffer, width: number, height: number): Promise<Buffer> {
	const noise = { type: 'gaussian' as const, mean: 128, sigma: 4 };
	const grain = await sharp({
		create: { width, height, channels: 3, background: '#808080', noise },
	})
		.png()
		.toBuffer();
	return sharp(bytes)
		.composite([{ input: grain, blend: 'soft-light' }])
		.png()
		.toBuffer();
}

interface Layout {
	gutter?: number;
	border?: number;
	paper?: string;
	/** Pixels by which the gutters are right of and below the middle. */
	shift?: number;
	format?: 'png' | 'jpeg';
}

/** Four scenes, the outer ones of another size where the gutters are shifted. */
async function drawSheet({ gutter = 0, border = 0, paper = '#fff', shift = 0, format = 'png' }: Layout) {
	const across = SIZE.width / 2 + shift;
	const down = SIZE.height / 2 + shift;
	const columns = [
		[border, across - gutter / 2],
		[across + gutter / 2, SIZE.width - border],
	] as const;
	const rows = [
		[border, down - gutter / 2],
		[down + gutter / 2, SIZE.height - border],
	] as const;
	const places = rows.flatMap(([top, bottom]) =>
		columns.map(([left, right]) => ({ left, top, width: right - left, height: bottom - top })),
	);
	const panels = await Promise.all(
		places.map(async ({ left, top, width, height }, index) => ({
			input: await drawScene(COLOURS[index] ?? '#000', width, height, 0.2 + index * 0.2),
			left,
			top,
		})),
	);
	const sheet = sharp({ create: { ...SIZE, channels: 3, background: paper } }).composite(panels);
	return format === 'png' ? sheet.png().toBuffer() : sheet.jpeg({ quality: 80 }).toBuffer();
}

async function panelsOf(bytes: Buffer): Promise<Panel[]> {
	const split = await splitSheet(bytes);
	if (!split.isSheet) throw new Error(`no sheet: ${split.reason}`);
	return split.panels;
}

/** The lightest or darkest of the lines along a panel's edges would be a gutter's. */
async function edgeColours({ bytes, width, height }: Panel): Promise<number[]> {
	const edges = [
		{ left: 0, top: 0, width, height: 1 },
		{ left: 0, top: height - 1, width, height: 1 },
		{ left: 0, top: 0, width: 1, height },
		{ left: width - 1, top: 0, width: 1, height },
	];
	return Promise.all(
		edges.map(async (edge) => {
			const { channels } = await sharp(await sharp(bytes).extract(edge).png().toBuffer()).stats();
			return channels.reduce((sum, { mean }) => sum + mean, 0) / channels.length;
		}),
	);
}

const gutters = [4, 10, 24, 40].flatMap((gutter) =>
	['#ffffff', '#000000'].map((paper) => ({ gutter, paper })),
);

describe('a sheet is cut into four', () => {
	it.each<Layout>([
		...gutters,
		{ gutter: 12, border: 18 },
		{ gutter: 16, border: 30, paper: '#000' },
		{ gutter: 10, shift: 14 },
		{ gutter: 20, border: 12, shift: -12 },
		{ gutter: 8, paper: '#fafaf7', format: 'jpeg' },
	])('drafts with nothing of the paper in them: %o', async (layout) => {
		const { gutter = 0, border = 0, shift = 0 } = layout;
		const panels = await panelsOf(await drawSheet(layout));
		const [first] = panels;
		const lost = gutter / 2 + border + Math.abs(shift);
		expect(panels).toHaveLength(4);
		for (const panel of panels) {
			const { width, height } = await sharp(panel.bytes).metadata();
			expect([panel.width, panel.height]).toEqual([first?.width, first?.height]);
			expect([width, height]).toEqual([panel.width, panel.height]);
			for (const mean of await edgeColours(panel)) {
				expect(mean).toBeGreaterThan(40);
				expect(mean).toBeLessThan(225);
			}
		}
		// Not more is cut off than the paper and a few pixels where it runs into the picture.
		expect(first?.width).toBeLessThanOrEqual(SIZE.width / 2 - lost);
		expect(first?.width).toBeGreaterThanOrEqual(SIZE.width / 2 - lost - 8);
		expect(first?.height).toBeGreaterThanOrEqual(SIZE.height / 2 - lost - 8);
	});

	it.each([0, 3])('of panels without gutters where they meet, %i pixels off the middle', async (shift) => {
		const panels = await panelsOf(await drawSheet({ shift }));
		const [width, height] = [SIZE.width / 2 - shift, SIZE.height / 2 - shift];
		for (const panel of panels) expect(panel).toMatchObject({ width, height });
		expect(panels.at(-1)).toMatchObject({ left: SIZE.width / 2 + shift, top: SIZE.height / 2 + shift });
	});

	it('in reading order', async () => {
		const panels = await panelsOf(await drawSheet({ gutter: 12 }));
		const strongest = await Promise.all(
			panels.map(async ({ bytes, width, height }) => {
				const corner = { left: width - 40, top: height - 12, width: 30, height: 10 };
				const { dominant } = await sharp(await sharp(bytes).extract(corner).png().toBuffer()).stats();
				const { r, g, b } = dominant;
				return r > g && r > b ? (g > 100 ? 'orange' : 'red') : g > b ? 'green' : 'blue';
			}),
		);
		expect(strongest).toEqual(['red', 'green', 'blue', 'orange']);
	});

	it('of things on one white ground, in the middle', async () => {
		const dots = COLOURS.map((colour, index) => {
			const [x, y] = [160 + (index % 2) * 320, 120 + Math.floor(index / 2) * 240];
			return `<circle cx="${x}" cy="${y}" r="70" fill="${colour}"/>`;
		});
		const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#fff"/>${dots.join('')}</svg>`;
		const panels = await panelsOf(await sharp(Buffer.from(svg)).png().toBuffer());
		for (const panel of panels) expect(panel).toMatchObject({ width: 320, height: 240 });
	});
});

describe('what is no sheet is not cut', () => {
	it('one picture', async () => {
		const bytes = await drawScene('#27ae60', 640, 480, 0.5);
		expect(await splitSheet(bytes)).toEqual({ isSheet: false, reason: 'one_picture' });
	});

	it('one picture with a horizon in the middle, framed in white', async () => {
		const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="440"><rect width="600" height="440" fill="#9cc4e8"/><rect y="220" width="600" height="220" fill="#1d4a63"/><circle cx="300" cy="200" r="60" fill="#f6d365"/></svg>`;
		const scene = await withGrain(await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer(), 600, 440);
		const framed = await sharp(scene)
			.extend({ top: 20, bottom: 20, left: 20, right: 20, background: '#fff' })
			.png()
			.toBuffer();
		expect(await splitSheet(framed)).toEqual({ isSheet: false, reason: 'one_picture' });
	});

	it('a page of text with a gap in its middle', async () => {
		const lines = Array.from({ length: 22 }, (_, index) =>
			[40, 330].map(
				(x) => `<text x="${x}" y="${28 + index * 21}" font-size="15">harbour stair water dawn nets</text>`,
			),
		);
		const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#fff"/>${lines.flat().join('')}</svg>`;
		const bytes = await sharp(Buffer.from(svg)).png().toBuffer();
		expect(await splitSheet(bytes)).toEqual({ isSheet: false, reason: 'one_picture' });
	});

	it('two pictures side by side', async () => {
		const sheet = sharp({ create: { ...SIZE, channels: 3, background: '#fff' } }).composite([
			{ input: await drawScene('#c0392b', 310, 480), left: 0, top: 0 },
			{ input: await drawScene('#2962a5', 310, 480, 0.7), left: 330, top: 0 },
		]);
		expect(await splitSheet(await sheet.png().toBuffer())).toEqual({ isSheet: false, reason: 'one_picture' });
	});

	it('a sheet with an empty field', async () => {
		const blank = await sharp({ create: { width: 314, height: 234, channels: 3, background: '#fff' } })
			.png()
			.toBuffer();
		const sheet = await sharp(await drawSheet({ gutter: 12 }))
			.composite([{ input: blank, left: 326, top: 246 }])
			.png()
			.toBuffer();
		expect(await splitSheet(sheet)).toEqual({ isSheet: false, reason: 'blank_panel' });
	});

	it('an empty surface', async () => {
		const bytes = await sharp({ create: { ...SIZE, channels: 3, background: '#fff' } })
			.png()
			.toBuffer();
		expect(await splitSheet(bytes)).toMatchObject({ isSheet: false });
	});

	it('bytes that are no image', async () => {
		await expect(splitSheet(Buffer.from('no image'))).rejects.toMatchObject({ code: 'image_unreadable' });
	});
});
