import type { Composition } from './composition.ts';
import { circle, rectangle } from './svg-shapes.ts';

/** Overlapping fans over the whole card, as on Japanese cloth, and the words on a plate in the middle. */
export const fans: Composition = {
	name: 'fans',
	arrangements: ['within'],
	draw({ card, words, paint, random }) {
		const unit = Math.sqrt(card.width * card.height);
		const radius = unit / random.between(9, 14);
		// Where the cloth begins.
		const offset = { x: radius * random.between(0, 2), y: radius * random.between(0, 1) };
		const fills = [
			paint.accents[0],
			paint.faint(0, 0.3),
			paint.accents[1],
			paint.background,
			paint.accents[0],
		];
		const rows = Math.ceil(card.height / (radius / 2)) + 5;
		const columns = Math.ceil(card.width / (radius * 2)) + 3;
		const shapes: string[] = [];
		for (let row = 0; row < rows; row++) {
			for (let column = 0; column < columns; column++) {
				const centre = {
					x: column * radius * 2 + (row % 2 ? radius : 0) - offset.x,
					y: (row * radius) / 2 - offset.y,
				};
				for (const [index, fill] of fills.entries()) {
					shapes.push(circle(centre, radius * (1 - index * 0.2) * 0.985, fill ?? paint.ink));
				}
			}
		}
		const padding = Math.min(unit * 0.085, words.left * 0.8, words.top * 0.8);
		const plate = {
			left: words.left - padding,
			top: words.top - padding,
			width: words.width + padding * 2,
			height: words.height + padding * 2,
		};
		const rim = unit * 0.007;
		const outer = {
			left: plate.left - rim,
			top: plate.top - rim,
			width: plate.width + rim * 2,
			height: plate.height + rim * 2,
		};
		return shapes.join('') + rectangle(outer, paint.ink, rim * 2) + rectangle(plate, paint.background, rim);
	},
};
