import type { Composition } from './composition.ts';
import { circle } from './svg-shapes.ts';

/** Wide rings that rise from the far corner, or like a rainbow under the words. */
export const arcs: Composition = {
	name: 'arcs',
	arrangements: ['beside', 'above'],
	draw({ art, card, arrangement, paint, random }) {
		const fromCorner = arrangement === 'beside' || random.chance(0.5);
		const centre = { x: fromCorner ? card.width : card.width / 2, y: card.height };
		const reach = fromCorner
			? Math.min(art.width, art.height * 0.98)
			: Math.min(art.height * 0.98, card.width * 0.46);
		const rings = random.integer(5, 7);
		const colours = [...paint.accents, paint.ink];
		const shift = random.integer(0, colours.length - 1);
		const shapes: string[] = [];
		for (let ring = 0; ring < rings; ring++) {
			const radius = reach * (1 - ring / (rings + 0.6));
			shapes.push(circle(centre, radius, colours[(ring + shift) % colours.length] ?? paint.ink));
			shapes.push(
				circle(
					centre,
					radius - reach * 0.035,
					ring === rings - 1 ? paint.background : paint.faint(ring % 4, 0.12),
				),
			);
			shapes.push(
				circle(centre, radius - reach * 0.055, colours[(ring + shift + 1) % colours.length] ?? paint.ink),
			);
		}
		if (arrangement === 'beside') {
			const moon = reach * random.between(0.07, 0.1);
			const at = { x: art.left + moon * 1.3, y: card.height * random.between(0.16, 0.2) };
			const isFree = Math.hypot(centre.x - at.x, centre.y - at.y) > reach + moon * 1.2;
			if (isFree) shapes.push(circle(at, moon, paint.accents[1] ?? paint.ink));
		}
		return shapes.join('');
	},
};
