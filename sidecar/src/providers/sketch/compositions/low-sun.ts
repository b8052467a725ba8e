import type { Composition } from './composition.ts';
import { circle, rectangle } from './svg-shapes.ts';

/** A large sun that sinks into water, cut by its waves. */
export const lowSun: Composition = {
	name: 'low-sun',
	arrangements: ['beside', 'above'],
	draw({ art, card, paint, random }) {
		const unit = Math.min(art.width, art.height);
		const centre = { x: art.left + art.width * 0.5, y: art.top + art.height * 0.5 };
		const radius = unit * 0.4;
		const shapes = [
			circle(centre, radius * 1.14, paint.faint(1, 0.2)),
			circle(centre, radius, paint.accents[1] ?? paint.ink),
		];
		const slices = 6;
		let y = centre.y + radius * 0.08;
		for (let slice = 0; slice < slices; slice++) {
			const thickness = radius * (0.035 + 0.022 * slice);
			shapes.push(
				rectangle({ left: art.left, top: y, width: art.width, height: thickness }, paint.background),
			);
			y += thickness + radius * (0.135 - 0.008 * slice);
		}
		const clouds = random.integer(4, 6);
		for (let cloud = 0; cloud < clouds; cloud++) {
			const width = unit * random.between(0.16, 0.42);
			const height = unit * 0.035;
			const left = Math.max(
				art.left,
				Math.min(card.width - width * 0.6, centre.x + unit * random.between(-0.62, 0.4)),
			);
			const top = centre.y + radius * (-0.72 + (cloud / clouds) * 1.75);
			shapes.push(
				rectangle({ left, top, width, height }, paint.accents[cloud % 2 ? 0 : 2] ?? paint.ink, height / 2),
			);
		}
		return shapes.join('');
	},
};
