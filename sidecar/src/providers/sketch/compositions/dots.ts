import type { Composition } from './composition.ts';
import { circle } from './svg-shapes.ts';

/** A screen of dots that swell around two hidden centres, as in old newspaper prints. */
export const dots: Composition = {
	name: 'dots',
	arrangements: ['beside', 'above'],
	draw({ art, card, arrangement, paint, random }) {
		const unit = Math.sqrt(card.width * card.height);
		const step = unit / random.pick([22, 26, 30]);
		const beside = arrangement === 'beside';
		const first = beside
			? { x: art.left + art.width * 0.75, y: card.height * random.between(0.2, 0.45) }
			: { x: card.width * random.between(0.15, 0.4), y: art.top + art.height * 0.8 };
		const second = beside
			? { x: art.left + art.width * 0.55, y: card.height * random.between(0.75, 0.95) }
			: { x: card.width * random.between(0.65, 0.9), y: art.top + art.height * 0.75 };
		const spread = unit * random.between(0.24, 0.3);
		const shapes: string[] = [];
		for (let row = 0, y = card.height - step / 2; y > art.top; row++, y -= (step * Math.sqrt(3)) / 2) {
			for (let x = card.width - (row % 2 ? step : step / 2); x > art.left - step; x -= step) {
				const near = Math.exp(-(((x - first.x) ** 2 + (y - first.y) ** 2) / spread ** 2));
				const other = Math.exp(-(((x - second.x) ** 2 + (y - second.y) ** 2) / (spread * 0.8) ** 2));
				const radius = step * 0.54 * Math.min(1, near + other);
				if (radius < step * 0.05 || x - radius < art.left || y - radius < art.top) continue;
				const colour = near > other ? paint.accents[0] : paint.accents[1];
				shapes.push(
					circle({ x, y }, radius, near > 0.75 ? (paint.accents[2] ?? paint.ink) : (colour ?? paint.ink)),
				);
			}
		}
		return shapes.join('');
	},
};
