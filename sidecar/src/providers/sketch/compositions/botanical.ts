import type { SeededRandom } from '../seeded-random.ts';
import type { Composition, Paint, Scene } from './composition.ts';
import { circle, path, rounded, stroke, type Point } from './svg-shapes.ts';

interface Stem {
	foot: Point;
	tip: Point;
	/** Sideways, in the middle. */
	bend: number;
	leaf: number;
	colour: string;
}

/** Stems with leaves and berries that grow from the lower edge, before a low sun. */
export const botanical: Composition = {
	name: 'botanical',
	arrangements: ['beside', 'above'],
	draw(scene) {
		const { art, paint, random } = scene;
		const unit = Math.min(art.width, art.height);
		const sun = {
			x: art.left + art.width * random.between(0.45, 0.6),
			y: art.top + art.height * random.between(0.4, 0.5),
		};
		const disc = circle(sun, unit * random.between(0.3, 0.36), paint.faint(random.integer(1, 3), 0.42));
		return (
			disc +
			plantStems(scene)
				.map((stem) => drawStem(stem, paint, random))
				.join('')
		);
	},
};

function plantStems({ art, arrangement, paint, random }: Scene): Stem[] {
	const wide = art.width / art.height;
	const count = Math.max(4, Math.min(13, Math.round(wide * 5.5)));
	const margin = art.width * (arrangement === 'beside' ? 0.14 : 0.05);
	const colours = [paint.accents[0], paint.accents[0], paint.accents[3], paint.accents[2]].map(
		(colour) => colour ?? paint.ink,
	);
	return Array.from({ length: count }, (_, index) => {
		const along = (index + 0.5 + random.between(-0.22, 0.22)) / count;
		const x = art.left + margin + (art.width - 2 * margin) * along;
		const lean = (along - 0.5) * art.height * 0.18;
		// Tall in the middle, low at the sides.
		const height = art.height * (0.5 + 0.38 * Math.sin(Math.PI * along)) * random.between(0.78, 1);
		return {
			foot: { x: x - lean * 0.4, y: art.top + art.height + art.height * 0.04 },
			tip: { x: x + lean, y: art.top + art.height - height },
			bend: random.between(-0.08, 0.08) * height,
			leaf: Math.min(art.height * 0.105, (art.width / count) * 0.62) * random.between(0.85, 1.2),
			colour: random.pick(colours),
		};
	});
}

function drawStem(stem: Stem, paint: Paint, random: SeededRandom): string {
	const { foot, tip, bend, leaf, colour } = stem;
	const control = { x: (foot.x + tip.x) / 2 + bend, y: (foot.y + tip.y) / 2 };
	const line = stroke(
		`M${rounded(foot.x)} ${rounded(foot.y)}Q${rounded(control.x)} ${rounded(control.y)} ${rounded(tip.x)} ${rounded(tip.y)}`,
		colour,
		leaf * 0.09,
	);
	const kind = random.pick(['pointed', 'round', 'berry', 'slender'] as const);
	const pairs = kind === 'slender' ? 9 : kind === 'round' ? 6 : 7;
	const parts = [line];
	for (let pair = 1; pair <= pairs; pair++) {
		const at = 0.22 + (0.76 * pair) / (pairs + 0.3);
		const point = onCurve(foot, control, tip, at);
		const heading = Math.atan2(tip.y - control.y, tip.x - control.x);
		const size = leaf * (1.1 - 0.5 * at);
		for (const side of [-1, 1]) {
			parts.push(
				drawLeaf(kind, point, heading + side * (kind === 'slender' ? 0.7 : 0.85), size, colour, paint),
			);
		}
	}
	parts.push(
		kind === 'berry'
			? circle(tip, leaf * 0.2, paint.accents[1] ?? colour)
			: drawLeaf(kind, tip, Math.atan2(tip.y - control.y, tip.x - control.x), leaf * 0.62, colour, paint),
	);
	return parts.join('');
}

function drawLeaf(
	kind: 'pointed' | 'round' | 'berry' | 'slender',
	at: Point,
	angle: number,
	size: number,
	colour: string,
	paint: Paint,
): string {
	const end = { x: at.x + Math.cos(angle) * size, y: at.y + Math.sin(angle) * size };
	if (kind === 'berry') {
		const line = stroke(
			`M${rounded(at.x)} ${rounded(at.y)}L${rounded(end.x)} ${rounded(end.y)}`,
			colour,
			size * 0.08,
		);
		return line + circle(end, size * 0.2, paint.accents[1] ?? colour);
	}
	if (kind === 'round') {
		return circle({ x: (at.x + end.x) / 2, y: (at.y + end.y) / 2 }, size * 0.42, colour);
	}
	const belly = size * (kind === 'slender' ? 0.22 : 0.44);
	const side = { x: -Math.sin(angle) * belly, y: Math.cos(angle) * belly };
	const middle = { x: at.x + (end.x - at.x) * 0.45, y: at.y + (end.y - at.y) * 0.45 };
	return path(
		`M${rounded(at.x)} ${rounded(at.y)}Q${rounded(middle.x + side.x)} ${rounded(middle.y + side.y)} ${rounded(end.x)} ${rounded(end.y)}` +
			`Q${rounded(middle.x - side.x)} ${rounded(middle.y - side.y)} ${rounded(at.x)} ${rounded(at.y)}Z`,
		colour,
	);
}

function onCurve(from: Point, control: Point, to: Point, at: number): Point {
	const [start, middle, end] = [(1 - at) ** 2, 2 * (1 - at) * at, at ** 2];
	return {
		x: start * from.x + middle * control.x + end * to.x,
		y: start * from.y + middle * control.y + end * to.y,
	};
}
