import type { Composition } from './composition.ts';
import { circle, ring } from './svg-shapes.ts';

/** Planets on their rings around a bright middle. */
export const orbits: Composition = {
	name: 'orbits',
	arrangements: ['beside', 'above'],
	draw({ art, card, arrangement, paint, random }) {
		const unit = Math.min(art.width, art.height);
		const beside = arrangement === 'beside';
		const centre = {
			x: art.left + art.width * (beside ? 0.62 : 0.5),
			y: beside ? card.height * 0.5 : card.height,
		};
		const reach = beside
			? Math.min(centre.x - art.left, card.height * 0.62)
			: Math.min(art.height * 0.93, card.width * 0.55);
		const count = 5;
		const shapes = [
			circle(centre, reach, paint.faint(0, 0.1)),
			circle(centre, reach * 0.66, paint.faint(0, 0.2)),
		];
		for (let orbit = 1; orbit <= count; orbit++) {
			const radius = reach * (0.28 + (0.66 * orbit) / count);
			shapes.push(ring(centre, radius, paint.faint(0, 0.55), unit * 0.004));
			const angle = beside
				? random.between(-Math.PI, Math.PI)
				: random.between(-Math.PI * 0.88, -Math.PI * 0.12);
			const planet = { x: centre.x + Math.cos(angle) * radius, y: centre.y + Math.sin(angle) * radius };
			const size = reach * random.between(0.03, 0.075);
			const colour = paint.accents[orbit % paint.accents.length] ?? paint.ink;
			if (planet.x - size < art.left || planet.y - size < art.top) continue;
			shapes.push(circle(planet, size * 1.45, paint.faint(0, 0.14)), circle(planet, size, colour));
			if (random.chance(0.4)) shapes.push(ring(planet, size * 1.7, colour, size * 0.16));
		}
		shapes.push(
			circle(centre, reach * 0.25, paint.accents[1] ?? paint.ink),
			circle(centre, reach * 0.17, paint.accents[2] ?? paint.ink),
		);
		return shapes.join('');
	},
};
