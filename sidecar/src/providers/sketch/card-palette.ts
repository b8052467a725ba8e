import {
	contrast,
	luminance,
	mixColours,
	parseColour,
	readableOn,
	BLACK,
	WHITE,
	type Colour,
} from './colour.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface CardPalette {
	background: Colour;
	/** For the title: at least 7:1 on the background. */
	ink: Colour;
	/** For the small line above the title: at least 4.5:1 on the background. */
	kicker: Colour;
	/** Four or more, for the shapes. */
	accents: Colour[];
	isDark: boolean;
}

const TITLE_CONTRAST = 7;
const KICKER_CONTRAST = 4.5;

/** Background, ink, then accents. */
const CALM = [
	['#f4efe6', '#22312b', '#2f5d50', '#c96f4a', '#e3b766', '#8fae9b'],
	['#eef1ec', '#1f2a37', '#3d5a80', '#98c1d9', '#ee6c4d', '#b8c4bb'],
	['#f6f1ea', '#3a2a23', '#8c5a3c', '#c99a6b', '#5f7161', '#d9c3a5'],
	['#17252a', '#f3f1e7', '#2b7a78', '#def2f1', '#e0a458', '#3aafa9'],
	['#e9eef2', '#1b2b3a', '#476a86', '#a3b8c9', '#d98e5f', '#6e8b74'],
	['#252422', '#fffcf2', '#eb5e28', '#ccc5b9', '#8a8378', '#f0a868'],
];
const BOLD = [
	['#fbf3e4', '#1d1a31', '#e4572e', '#17bebb', '#ffc914', '#2e282a'],
	['#14213d', '#ffffff', '#fca311', '#e5e5e5', '#e63946', '#457b9d'],
	['#fdf0d5', '#003049', '#c1121f', '#669bbc', '#f4a259', '#780000'],
	['#2d1e2f', '#fbeee6', '#f7b32b', '#f72c25', '#a9e5bb', '#fcf6b1'],
	['#f5ebe0', '#31263e', '#6d597a', '#e56b6f', '#eaac8b', '#355070'],
	['#0b3c49', '#fffdf7', '#ff6f59', '#f2c14e', '#7cc6a4', '#e8dab2'],
];
const BRIGHT = [
	['#fff7e8', '#2a2149', '#ff6b6b', '#ffd166', '#06d6a0', '#4d96ff'],
	['#eaf6ff', '#12355b', '#ff7f51', '#ffd23f', '#3bceac', '#5b8def'],
	['#fff0f3', '#3c1642', '#f25f8b', '#ffb35c', '#8ac926', '#6a67ce'],
	['#2b2d6e', '#fffbe6', '#ffcb47', '#ff6f91', '#4fd1c5', '#9d8df1'],
	['#f2fbe0', '#1e3a2f', '#52b788', '#ffb703', '#fb6f92', '#219ebc'],
];

/** By image type (IMAGE_TYPES in the contracts); one that is not named here takes any calm or bold set. */
const BUILT_IN: Record<string, string[][]> = {
	realistic: CALM,
	artistic: BOLD,
	illustration: [...BOLD, ...BRIGHT],
	cartoon: BRIGHT,
	watercolor: CALM,
	flat: [...BOLD, ...BRIGHT],
	minimalist: CALM,
	'3d': BRIGHT,
	vintage: [...CALM, ...BOLD],
};

/** The style's own colours where it has any, else a built-in set that suits the image type. */
export function choosePalette(colours: string[], imageType: string, random: SeededRandom): CardPalette {
	const own = colours.map(parseColour).filter((colour) => colour !== null);
	if (own.length > 0) return paletteFromStyle(own, random);
	const sets = BUILT_IN[imageType] ?? [...CALM, ...BOLD];
	const [background, ink, ...accents] = random.pick(sets).map(requireColour) as [Colour, Colour, ...Colour[]];
	return finishPalette(background, ink, accents);
}

/** Any number of any colours: the calmest end becomes the ground, the rest stays what it is. */
function paletteFromStyle(own: Colour[], random: SeededRandom): CardPalette {
	const byLight = own.toSorted((one, other) => luminance(one) - luminance(other));
	const darkest = byLight[0] ?? BLACK;
	const lightest = byLight.at(-1) ?? WHITE;
	const goesDark = luminance(darkest) < 0.1 && (luminance(lightest) < 0.4 || random.chance(0.35));
	const background = goesDark ? darkest : lightened(lightest);
	const ink = goesDark ? lightest : darkest;
	const accents = own.filter((colour) => contrast(colour, background) > 1.25);
	return finishPalette(background, ink, accents);
}

/** A ground that shapes of any colour can stand on. */
function lightened(colour: Colour): Colour {
	return luminance(colour) > 0.7 ? colour : mixColours(colour, WHITE, 0.86);
}

function finishPalette(background: Colour, wishedInk: Colour, someAccents: Colour[]): CardPalette {
	const ink = readableOn(background, wishedInk, TITLE_CONTRAST);
	const accents = [...someAccents];
	const first = accents[0] ?? mixColours(background, ink, 0.6);
	for (const amount of [0.35, 0.6, 0.2, 0.75]) {
		if (accents.length >= 4) break;
		accents.push(mixColours(first, accents.length % 2 === 0 ? background : ink, amount));
	}
	return {
		background,
		ink,
		kicker: readableOn(background, first, KICKER_CONTRAST),
		accents,
		isDark: luminance(background) < 0.2,
	};
}

function requireColour(text: string): Colour {
	const colour = parseColour(text);
	if (colour === null) throw new TypeError(`not a colour: ${text}`);
	return colour;
}
