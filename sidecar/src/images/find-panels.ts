import type { DecodedImage } from './decode-once.ts';

/** Pixels of a picture, its right and bottom edge left out. */
export interface Area {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** What parts two panels along one axis: the first of them ends at `end`, the second begins at `start`. */
export interface Seam {
	end: number;
	start: number;
}

type Axis = 'columns' | 'rows';

interface Line {
	colour: [number, number, number];
	/** Of its pixels, that have its colour. */
	share: number;
	isPlain: boolean;
}

/** Of 255 a channel. What a model paints as white is not one white. */
const SAME_COLOUR = 24;
/** Share of a line's pixels that have its colour. */
const PLAIN_SHARE = 0.97;
/** Of a ground that panels share: through a chart or a page of text there are at least thin lines. */
const GROUND_SHARE = 0.995;
/** Share of a gutter's colour in the lines beside it: in the gap between two lines of text it is more. */
const MOST_BESIDE = 0.9;
/** A border has the colour of paper or of ink: plain sky along an edge is no border. */
const PAPER = 225;
const INK = 30;
/** Of a side. What is wider is the picture's own background. */
const WIDEST_BORDER = 0.07;
const WIDEST_GUTTER = 0.08;
/** Pixels; of small sheets the shares come to less than a gutter that is drawn as a line. */
const LEAST_WIDEST = 44;
const NARROWEST_GUTTER = 2;
/** Of a side: how far from the middle a gutter's own middle may be. */
const OFF_CENTRE = 0.06;
/** Pixels on each side of a gutter or border, where it runs into the picture. */
const BLEED = 2;
/** Of a side: how far from the middle panels may meet that have no gutter between them. */
const SEAM_OFF_CENTRE = 0.01;
/** Of a side, around the middle: where a picture's own steps from line to line are measured. */
const NEIGHBOURHOOD = 0.1;
/** How many times the usual step a seam's is, and the least that it is, of 255. */
const SEAM_STEP = 3;
const LEAST_SEAM_STEP = 5;

/** The picture without the white or black border around it. */
export function withoutBorder(image: DecodedImage): Area {
	const whole = { left: 0, top: 0, right: image.width, bottom: image.height };
	const [top, bottom] = borders(image, whole, 'rows');
	const inner = { ...whole, top, bottom };
	const [left, right] = borders(image, inner, 'columns');
	return { ...inner, left, right };
}

function borders(image: DecodedImage, area: Area, axis: Axis): [begin: number, end: number] {
	const [begin, end] = rangeOf(area, axis);
	const widest = Math.max(LEAST_WIDEST, Math.round((end - begin) * WIDEST_BORDER));
	const measure = (from: number, step: number): number => {
		let first: Line | undefined;
		for (let count = 0; count <= Math.min(widest, (end - begin) / 4); count += 1) {
			const line = readLine(image, area, axis, from + count * step);
			first ??= line;
			if (!line.isPlain || !isPaperOrInk(line) || !haveSameColour(line, first))
				return count === 0 ? 0 : count + BLEED;
		}
		return 0;
	};
	return [begin + measure(begin, 1), end - measure(end - 1, -1)];
}

/** Where two panels meet in the middle of the area: at a gutter, or at a sudden step. Null: they are one picture. */
export function findSeam(image: DecodedImage, area: Area, axis: Axis): Seam | null {
	return findGutter(image, area, axis) ?? findStep(image, area, axis);
}

/** The plain stripe nearest to the middle; the middle itself where the panels share a plain background. */
function findGutter(image: DecodedImage, area: Area, axis: Axis): Seam | null {
	const [begin, end] = rangeOf(area, axis);
	const side = end - begin;
	const widest = Math.max(LEAST_WIDEST, Math.round(side * WIDEST_GUTTER));
	const middle = (begin + end) / 2;
	const reach = Math.min(side / 3, side * OFF_CENTRE + widest);
	const stripes = plainStripes(image, area, axis, Math.floor(middle - reach), Math.ceil(middle + reach));
	const distance = (stripe: Seam) => Math.abs((stripe.end + stripe.start) / 2 - middle);
	const [nearest] = stripes
		.filter(({ end: from, start: to }) => to - from >= NARROWEST_GUTTER && to - from <= widest)
		.filter((stripe) => distance(stripe) <= Math.max(side * OFF_CENTRE, 1))
		.filter((stripe) => hasPanelsBeside(image, area, axis, stripe))
		.toSorted((one, other) => distance(one) - distance(other));
	if (nearest) return { end: nearest.end - BLEED, start: nearest.start + BLEED };
	const cut = Math.round(middle);
	const isShared = stripes.some(({ end: from, start: to }) => from < cut && cut < to && to - from > widest);
	const isGround = isShared && readLine(image, area, axis, cut).share >= GROUND_SHARE;
	return isGround ? { end: cut, start: cut } : null;
}

function hasPanelsBeside(image: DecodedImage, area: Area, axis: Axis, { end, start }: Seam): boolean {
	const { colour } = readLine(image, area, axis, end);
	return [end - 1 - BLEED, start + BLEED].every(
		(place) => shareOf(image, area, axis, place, colour) <= MOST_BESIDE,
	);
}

/** Lines side by side that are plain and of one colour. */
function plainStripes(image: DecodedImage, area: Area, axis: Axis, from: number, to: number): Seam[] {
	const stripes: Seam[] = [];
	let first: Line | null = null;
	let began = from;
	for (let place = from; place <= to; place += 1) {
		const line = place < to ? readLine(image, area, axis, place) : null;
		if (first && line?.isPlain && haveSameColour(line, first)) continue;
		if (first) stripes.push({ end: began, start: place });
		first = line?.isPlain ? line : null;
		began = place;
	}
	return stripes;
}

/** Without a gutter: the line by the middle across which the picture changes, over both halves of the line. */
function findStep(image: DecodedImage, area: Area, axis: Axis): Seam | null {
	const [begin, end] = rangeOf(area, axis);
	const side = end - begin;
	const middle = Math.round((begin + end) / 2);
	const reach = Math.max(2, Math.round(side * SEAM_OFF_CENTRE));
	const around = Math.max(12, Math.round(side * NEIGHBOURHOOD));
	const halves = halvesOf(area, axis);
	const steps = halves.map((half) =>
		Array.from({ length: 2 * around + 1 }, (_, index) => stepAt(image, half, axis, middle - around + index)),
	);
	const usual = steps.map((ofHalf) => median(ofHalf));
	const strengths = Array.from({ length: 2 * reach + 1 }, (_, index) => {
		const place = middle - reach + index;
		const ofHalves = steps.map((ofHalf, half) => {
			const step = ofHalf[place - middle + around] ?? 0;
			return step < LEAST_SEAM_STEP ? 0 : step / Math.max(1, usual[half] ?? 1);
		});
		return { place, strength: Math.min(...ofHalves) };
	});
	const strongest = strengths.reduce((one, other) => (other.strength > one.strength ? other : one));
	return strongest.strength < SEAM_STEP ? null : { end: strongest.place, start: strongest.place };
}

function halvesOf(area: Area, axis: Axis): Area[] {
	const [across, along] = [
		Math.round((area.left + area.right) / 2),
		Math.round((area.top + area.bottom) / 2),
	];
	return axis === 'columns'
		? [
				{ ...area, bottom: along },
				{ ...area, top: along },
			]
		: [
				{ ...area, right: across },
				{ ...area, left: across },
			];
}

/** How much a line differs from the one before it: the mean over its pixels and their channels, 0 to 255. */
function stepAt(image: DecodedImage, area: Area, axis: Axis, place: number): number {
	const { data, width, channels } = image;
	const { count, offset } = pixelsOf(image, area, axis, place);
	const before = axis === 'columns' ? channels : width * channels;
	let sum = 0;
	for (let index = 0; index < count; index += 1) {
		const at = offset(index);
		for (let channel = 0; channel < 3; channel += 1)
			sum += Math.abs((data[at + channel] ?? 0) - (data[at - before + channel] ?? 0));
	}
	return sum / Math.max(1, count * 3);
}

function readLine(image: DecodedImage, area: Area, axis: Axis, place: number): Line {
	const { data } = image;
	const { count, offset } = pixelsOf(image, area, axis, place);
	const middleOf = (channel: number) =>
		median(Uint8Array.from({ length: count }, (_, index) => data[offset(index) + channel] ?? 0));
	const colour: Line['colour'] = [middleOf(0), middleOf(1), middleOf(2)];
	const share = shareOf(image, area, axis, place, colour);
	return { colour, share, isPlain: share >= PLAIN_SHARE };
}

/** How many of a line's pixels have the colour, 0 to 1. */
function shareOf(image: DecodedImage, area: Area, axis: Axis, place: number, colour: Line['colour']): number {
	const { data } = image;
	const { count, offset } = pixelsOf(image, area, axis, place);
	let same = 0;
	for (let index = 0; index < count; index += 1) {
		const at = offset(index);
		if (colour.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) <= SAME_COLOUR))
			same += 1;
	}
	return same / Math.max(1, count);
}

/** Where a line's pixels are in the data. */
function pixelsOf({ width, channels }: DecodedImage, area: Area, axis: Axis, place: number) {
	const isColumn = axis === 'columns';
	const [from, to] = isColumn ? [area.top, area.bottom] : [area.left, area.right];
	const offset = (index: number) =>
		(isColumn ? (from + index) * width + place : place * width + from + index) * channels;
	return { count: to - from, offset };
}

function rangeOf(area: Area, axis: Axis): [begin: number, end: number] {
	return axis === 'columns' ? [area.left, area.right] : [area.top, area.bottom];
}

function haveSameColour({ colour }: Line, other: Line): boolean {
	return colour.every((value, channel) => Math.abs(value - (other.colour[channel] ?? 0)) <= SAME_COLOUR);
}

function isPaperOrInk({ colour }: Line): boolean {
	return colour.every((value) => value >= PAPER) || colour.every((value) => value <= INK);
}

function median(values: Uint8Array | number[]): number {
	return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
