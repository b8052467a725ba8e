import type { SeededRandom } from '../seeded-random.ts';
import type { Composition, Scene } from './composition.ts';
import { circle, path, rounded, smoothShape, stroke, type Point } from './svg-shapes.ts';

/** Paper shapes laid over one another, with a few drawn lines. */
export const cutOuts: Composition = {
	name: 'cut-outs',
	arrangements: ['beside', 'above'],
	draw(scene) {
		const { art, paint, random } = scene;
		const unit = Math.min(art.width, art.height);
		const spots = spotsIn(scene);
		const colours = [...paint.accents, paint.faint(1, 0.4)];
		const shapes = spots.map((spot, index) => {
			const radius = unit * (index === 0 ? 0.4 : random.between(0.19, 0.3));
			const colour = colours[index % colours.length] ?? paint.ink;
			return index % 3 === 2
				? frond(spot, radius * 1.25, colour, random)
				: path(blob(spot, radius, random), colour);
		});
		const freckles = Array.from({ length: 9 }, () => {
			const spot = spots[0] ?? { x: art.left, y: art.top };
			const at = {
				x: spot.x + unit * random.between(-0.24, 0.24),
				y: spot.y + unit * random.between(-0.22, 0.22),
			};
			return circle(at, unit * random.between(0.008, 0.016), paint.background);
		});
		return keepInside(scene, shapes.join('') + freckles.join(''));
	},
};

function spotsIn({ art, arrangement, random }: Scene): Point[] {
	const count = arrangement === 'beside' ? 6 : Math.max(5, Math.round((art.width / art.height) * 3.2));
	return Array.from({ length: count }, (_, index) => {
		const along =
			arrangement === 'beside' ? random.between(0.4, 0.95) : (index + random.between(0.3, 0.7)) / count;
		const down = arrangement === 'beside' ? (index * 0.37 + 0.3) % 1 : random.between(0.4, 0.95);
		return { x: art.left + art.width * along, y: art.top + art.height * down };
	});
}

function blob(centre: Point, radius: number, random: SeededRandom): string {
	const corners = random.integer(5, 8);
	const turn = random.between(0, Math.PI);
	const points = Array.from({ length: corners }, (_, corner) => {
		const angle = turn + (corner / corners) * Math.PI * 2;
		const reach = radius * random.between(0.72, 1.12);
		return { x: centre.x + Math.cos(angle) * reach, y: centre.y + Math.sin(angle) * reach };
	});
	return smoothShape(points);
}

/** A seaweed-like leaf: round lobes on both sides of a stem. */
function frond(centre: Point, length: number, colour: string, random: SeededRandom): string {
	const angle = random.between(-120, -60);
	const lobes = 5;
	const parts = [stroke(`M0 ${rounded(length)}L0 ${rounded(-length * 0.8)}`, colour, length * 0.13)];
	for (let lobe = 0; lobe < lobes; lobe++) {
		const y = length * (0.75 - (1.4 * lobe) / lobes);
		const reach = length * (0.5 - 0.07 * lobe);
		for (const side of [-1, 1]) {
			parts.push(
				stroke(
					`M0 ${rounded(y)}Q${rounded(side * reach * 0.9)} ${rounded(y)} ${rounded(side * reach)} ${rounded(y - reach * 0.75)}`,
					colour,
					length * 0.15,
				),
			);
		}
	}
	return `<g transform="translate(${rounded(centre.x)} ${rounded(centre.y)}) rotate(${rounded(angle + 90)})">${parts.join('')}</g>`;
}

function keepInside({ art, card }: Scene, shapes: string): string {
	return (
		`<clipPath id="art"><rect x="${rounded(art.left)}" y="${rounded(art.top)}" width="${rounded(card.width - art.left)}" height="${rounded(card.height - art.top)}"/></clipPath>` +
		`<g clip-path="url(#art)">${shapes}</g>`
	);
}
