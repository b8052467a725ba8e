import type { Composition, Scene } from './composition.ts';
import { circle, path, smoothLine, rounded, type Point } from './svg-shapes.ts';

const RIDGES = 4;
const HALO = 1.4;

/** A sun behind rows of hills that grow darker towards the front. */
export const hills: Composition = {
	name: 'hills',
	arrangements: ['above'],
	draw(scene) {
		const { art, paint, random } = scene;
		const unit = Math.min(art.width, art.height);
		const radius = Math.min(unit * 0.24, art.height * 0.25);
		const sun = {
			x: art.left + art.width * random.pick([0.24, 0.32, 0.68, 0.76]),
			y: art.top + Math.max(art.height * 0.34, radius * HALO),
		};
		const ridges = Array.from({ length: RIDGES }, (_, ridge) => drawRidge(scene, ridge));
		return (
			circle(sun, radius * HALO, paint.faint(1, 0.22)) +
			circle(sun, radius, paint.accents[1] ?? paint.ink) +
			ridges.join('')
		);
	},
};

function drawRidge({ art, card, paint, random }: Scene, ridge: number): string {
	const depth = (ridge + 1) / RIDGES;
	const crest = art.top + art.height * (0.26 + 0.17 * ridge);
	const swing = art.height * (0.15 - 0.02 * ridge);
	const waves = random.between(1.1, 2.1) * Math.max(0.7, art.width / art.height / 2.4);
	const phase = random.between(0, Math.PI * 2);
	const points: Point[] = [];
	for (let step = -1; step <= 25; step++) {
		const along = step / 24;
		const height =
			Math.sin(phase + along * waves * Math.PI * 2) + 0.35 * Math.sin(phase * 2 + along * waves * 5.1);
		points.push({ x: along * card.width, y: crest - (height * swing) / 1.35 + swing * 0.3 });
	}
	const far = rounded(card.width * 1.05);
	const bottom = rounded(card.height + 2);
	return path(
		`${smoothLine(points)}L${far} ${bottom}L${rounded(-card.width * 0.05)} ${bottom}Z`,
		paint.faint(0, 0.25 + 0.75 * depth),
	);
}
