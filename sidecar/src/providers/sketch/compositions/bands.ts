import type { Composition } from './composition.ts';
import { rounded, stroke } from './svg-shapes.ts';

/** Round-ended bands that fall at a slant. */
export const bands: Composition = {
	name: 'bands',
	arrangements: ['beside', 'above'],
	draw({ art, card, arrangement, paint, random }) {
		const unit = Math.sqrt(card.width * card.height);
		const thickness = unit * random.pick([0.05, 0.062, 0.075]);
		const pitch = thickness * 1.28;
		const angle = (random.pick([-45, -45, -60, -30]) * Math.PI) / 180;
		const along = { x: Math.cos(angle), y: Math.sin(angle) };
		const across = { x: -along.y, y: along.x };
		const centre = { x: art.left + art.width / 2, y: art.top + art.height / 2 };
		const reach = Math.hypot(art.width, art.height);
		const colours = [...paint.accents, paint.faint(0, 0.3), paint.faint(1, 0.35)];
		const lanes = Math.ceil(reach / pitch);
		const shapes: string[] = [];
		for (let lane = -lanes; lane <= lanes; lane++) {
			let position = -reach + random.between(0, unit * 0.3);
			while (position < reach) {
				const length = unit * random.between(0.1, 0.42);
				const from = {
					x: centre.x + across.x * lane * pitch + along.x * position,
					y: centre.y + across.y * lane * pitch + along.y * position,
				};
				const to = { x: from.x + along.x * length, y: from.y + along.y * length };
				position += length + pitch;
				const inside = [from, to].every(
					(end) =>
						end.x - thickness / 2 > (arrangement === 'beside' ? art.left : -unit) &&
						end.y - thickness / 2 > (arrangement === 'above' ? art.top : -unit),
				);
				const colour = random.pick(colours);
				if (inside)
					shapes.push(
						stroke(
							`M${rounded(from.x)} ${rounded(from.y)}L${rounded(to.x)} ${rounded(to.y)}`,
							colour,
							thickness,
						),
					);
			}
		}
		return shapes.join('');
	},
};
