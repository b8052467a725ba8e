import type { Box } from '../card-layout.ts';
import type { Composition, Scene } from './composition.ts';
import { circle, path, rectangle, rounded } from './svg-shapes.ts';

/** A wall of square tiles, each with one plain shape. */
export const tiles: Composition = {
	name: 'tiles',
	arrangements: ['beside', 'above'],
	draw(scene) {
		const { art, card, arrangement, random } = scene;
		const side = tileSide(scene);
		const columns = Math.ceil(art.width / side);
		const rows = Math.ceil(art.height / side);
		const cells: string[] = [];
		for (let column = 0; column < columns; column++) {
			for (let row = 0; row < rows; row++) {
				// Counted from the far corner, so that the cut tiles, if any, are those beside the words.
				const cell = {
					left: card.width - (column + 1) * side,
					top: card.height - (row + 1) * side,
					width: side,
					height: side,
				};
				const isEdge = arrangement === 'beside' ? column === columns - 1 : row === rows - 1;
				if (cell.left < art.left - 1 || cell.top < art.top - 1) continue;
				if (isEdge && random.chance(0.3)) continue;
				cells.push(drawTile(cell, scene));
			}
		}
		return cells.join('');
	},
};

/** A side that divides the card's edge, so that no tile is cut by it. */
function tileSide({ art, card, arrangement, random }: Scene): number {
	if (arrangement === 'beside') return card.height / random.pick([3, 4, 4, 5]);
	const wished = Math.min(art.height / random.pick([1, 2, 2]), card.width / 3);
	return card.width / Math.max(3, Math.ceil(card.width / wished));
}

function drawTile(cell: Box, { paint, random }: Scene): string {
	const colours = [...paint.accents, paint.ink, paint.faint(0, 0.18), paint.faint(1, 0.3)];
	const ground = random.pick(colours);
	const shape = random.pick(colours.filter((colour) => colour !== ground));
	const detail = random.pick(colours.filter((colour) => colour !== ground && colour !== shape));
	const turn = random.integer(0, 3) * 90;
	const { width: side } = cell;
	const middle = { x: side / 2, y: side / 2 };
	const motif = random.pick([
		() => quarter(side, side, shape),
		() => quarter(side, side, shape) + quarter(side, side / 2, detail),
		() => circle(middle, side * 0.38, shape) + circle(middle, side * 0.15, detail),
		() => half(side, shape) + circle({ x: side / 2, y: side * 0.26 }, side * 0.13, detail),
		() => path(`M0 0L${rounded(side)} ${rounded(side)}L0 ${rounded(side)}Z`, shape),
		() => leaf(side, shape),
		() =>
			[0, 1, 2, 3]
				.map((row) => rectangle({ left: 0, top: (row * side) / 4, width: side, height: side / 8 }, shape))
				.join(''),
		() =>
			[0, 1, 2, 3]
				.map((dot) =>
					circle(
						{ x: side * (dot % 2 ? 0.72 : 0.28), y: side * (dot > 1 ? 0.72 : 0.28) },
						side * 0.13,
						shape,
					),
				)
				.join(''),
		() =>
			quarter(side, side, shape) + quarter(side, side * 0.72, ground) + quarter(side, side * 0.44, detail),
	])();
	const place = `translate(${rounded(cell.left)} ${rounded(cell.top)}) rotate(${turn} ${rounded(side / 2)} ${rounded(side / 2)})`;
	// Half a pixel more: neighbouring tiles must not let the background through.
	return `<g transform="${place}">${rectangle({ left: -0.25, top: -0.25, width: side + 0.5, height: side + 0.5 }, ground)}${motif}</g>`;
}

function quarter(side: number, radius: number, fill: string): string {
	const [edge, rest] = [rounded(side), rounded(side - radius)];
	return path(
		`M0 ${edge}L0 ${rest}A${rounded(radius)} ${rounded(radius)} 0 0 1 ${rounded(radius)} ${edge}Z`,
		fill,
	);
}

function half(side: number, fill: string): string {
	const radius = rounded(side / 2);
	return path(`M0 ${rounded(side)}A${radius} ${radius} 0 0 1 ${rounded(side)} ${rounded(side)}Z`, fill);
}

function leaf(side: number, fill: string): string {
	const edge = rounded(side);
	return path(`M0 0A${edge} ${edge} 0 0 1 ${edge} ${edge}A${edge} ${edge} 0 0 1 0 0Z`, fill);
}
