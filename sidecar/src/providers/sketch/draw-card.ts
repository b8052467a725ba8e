import sharp, { type OverlayOptions } from 'sharp';
import { cardMargin, cardUnit, textBox, type Arrangement, type Box, type CardSize } from './card-layout.ts';
import { choosePalette, type CardPalette } from './card-palette.ts';
import { drawWords, type DrawnWords } from './card-words.ts';
import { formatColour, mixColours } from './colour.ts';
import type { Composition, Paint } from './compositions/composition.ts';
import { COMPOSITIONS } from './compositions/compositions.ts';
import { drawShapes } from './draw-shapes.ts';
import { prepareText } from './prepare-text.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';
import { kickerTypeface, titleTypeface, type Typeface } from './typeface.ts';

export interface CardRequest extends CardSize {
	title: string;
	/** A small line above the title; may be empty. */
	kicker: string;
	/** BCP 47. */
	language: string;
	/** The style's colours as #rrggbb; empty takes a built-in set for the image type. */
	palette: string[];
	imageType: string;
	seed: number;
	/** Cards of one set have composition, palette and letters in common; missing is a set of its own. */
	set?: number;
}

interface CardDesign {
	composition: Composition;
	arrangement: Arrangement;
	palette: CardPalette;
	serif: boolean;
	mirrored: boolean;
	random: SeededRandom;
}

interface PlacedWords {
	kicker: DrawnWords | null;
	title: DrawnWords | null;
	/** Around both. */
	box: Box;
}

/** What is drawn, before it is pixels. */
export interface ComposedCard {
	svg: string;
	palette: CardPalette;
	/** Where the words stand, in the drawing's own direction (right-to-left cards are mirrored). */
	words: Box;
	overlays: OverlayOptions[];
}

/** Draws the card as PNG. The same request gives the same bytes. */
export async function drawCard(request: CardRequest, signal: AbortSignal): Promise<Buffer> {
	const card = await composeCard(request);
	const shapes = await drawShapes(card.svg, signal);
	signal.throwIfAborted();
	return sharp(shapes.data, { raw: { width: shapes.width, height: shapes.height, channels: 4 } })
		.removeAlpha()
		.composite(card.overlays)
		.png({ compressionLevel: 6 })
		.toBuffer();
}

/** The words come first: what they leave free is for the shapes. */
export async function composeCard(request: CardRequest): Promise<ComposedCard> {
	const design = chooseDesign(request);
	const words = await placeWords(request, design);
	return {
		svg: cardSvg(request, design, words),
		palette: design.palette,
		words: words.box,
		overlays: wordOverlays(request, design, words),
	};
}

/** Everything that the set decides; what the seed decides is drawn with `random`. */
function chooseDesign(request: CardRequest): CardDesign {
	const random = seededRandom(request.seed);
	const family = request.set === undefined ? random : seededRandom(request.set);
	const palette = choosePalette(request.palette, request.imageType, family);
	const isWide = request.width / request.height > 1.15;
	const composition = family.pick(COMPOSITIONS);
	const serif = family.chance(0.55);
	const arrangements = composition.arrangements.filter((arrangement) => arrangement !== 'beside' || isWide);
	return {
		composition,
		arrangement: isWide && arrangements.includes('beside') ? 'beside' : family.pick(arrangements),
		palette,
		serif,
		mirrored: titleTypeface(request.title, false).rightToLeft,
		random,
	};
}

async function placeWords(request: CardRequest, design: CardDesign): Promise<PlacedWords> {
	const area = textBox(request, design.arrangement, request.title);
	const unit = cardUnit(request);
	const centred = design.arrangement !== 'beside';
	const kickerFace = kickerTypeface(request.kicker);
	const gap = Math.round(unit * 0.032);
	const common = {
		language: request.language,
		alignment: centred ? 'centre' : 'start',
		width: area.width,
	} as const;
	const kicker = request.kicker
		? await drawWords({
				...common,
				text: capitals(
					prepareText(request.kicker, kickerFace, request.language),
					kickerFace,
					request.language,
				),
				typeface: kickerFace,
				colour: design.palette.kicker,
				height: area.height * 0.16,
				largest: Math.round(unit * (kickerFace.hasCapitals ? 0.025 : 0.033)),
				smallest: 6,
				tracking: 0.09,
			})
		: null;
	const used = kicker ? kicker.height + gap : 0;
	const titleFace: Typeface = titleTypeface(request.title, design.serif);
	const title = request.title
		? await drawWords({
				...common,
				text: prepareText(request.title, titleFace, request.language),
				typeface: titleFace,
				colour: design.palette.ink,
				height: area.height - used,
				largest: Math.round(unit * 0.105),
				smallest: Math.max(6, Math.round(unit * 0.03)),
				tracking: -0.012,
			})
		: null;
	const height = used + (title?.height ?? 0);
	const width = Math.max(kicker?.width ?? 0, title?.width ?? 0);
	const top = design.arrangement === 'above' ? area.top : Math.round(area.top + (area.height - height) / 2);
	const left = centred ? Math.round((request.width - width) / 2) : area.left;
	return { kicker, title, box: { left, top, width, height } };
}

function capitals(text: string, typeface: Typeface, language: string): string {
	return typeface.hasCapitals ? text.toLocaleUpperCase(language) : text;
}

function cardSvg(request: CardRequest, design: CardDesign, words: PlacedWords): string {
	const scene = {
		card: { width: request.width, height: request.height },
		art: artBox(request, design.arrangement, words.box, request.title),
		words: words.box,
		arrangement: design.arrangement,
		paint: paintOf(design.palette),
		random: design.random,
	};
	const { width, height } = request;
	const mirror = design.mirrored ? ` transform="translate(${width} 0) scale(-1 1)"` : '';
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
		`<rect width="${width}" height="${height}" fill="${scene.paint.background}"/>` +
		`<g${mirror}>${design.composition.draw(scene)}</g></svg>`
	);
}

/** What the words leave free. */
function artBox(card: CardSize, arrangement: Arrangement, words: Box, title: string): Box {
	if (arrangement === 'within') return { left: 0, top: 0, width: card.width, height: card.height };
	const margin = cardMargin(card);
	if (arrangement === 'above') {
		const top = words.top + words.height + Math.round(margin * 0.8);
		return { left: 0, top, width: card.width, height: card.height - top };
	}
	const column = textBox(card, arrangement, title);
	const left = column.left + column.width + Math.round(margin * 0.8);
	return { left, top: 0, width: card.width - left, height: card.height };
}

function paintOf(palette: CardPalette): Paint {
	return {
		background: formatColour(palette.background),
		ink: formatColour(palette.ink),
		accents: palette.accents.map(formatColour),
		faint: (accent, strength) =>
			formatColour(mixColours(palette.background, palette.accents[accent] ?? palette.ink, strength)),
	};
}

function wordOverlays(card: CardSize, design: CardDesign, words: PlacedWords): OverlayOptions[] {
	const { box } = words;
	const leftOf = (drawn: DrawnWords) => {
		if (design.arrangement !== 'beside') return Math.round((card.width - drawn.width) / 2);
		return design.mirrored ? card.width - box.left - drawn.width : box.left;
	};
	return [words.kicker, words.title].flatMap((drawn) => {
		if (drawn === null) return [];
		const top = drawn === words.kicker ? box.top : box.top + box.height - drawn.height;
		return [
			{
				input: drawn.data,
				raw: { width: drawn.width, height: drawn.height, channels: 4 as const },
				left: leftOf(drawn),
				top,
			},
		];
	});
}
