import { largestWindow, type FocalPoint } from './crop-window.ts';
import type { SaliencyMap } from './saliency.ts';
import type { Dimensions } from './sub-size.ts';

/** Of the most that a window can hold, what it must hold to be as good. */
const AS_GOOD = 0.94;

/**
 * The middle of the window of the target's ratio that keeps the most of what draws the eye. Where several windows
 * keep it, the one with the subject nearest to its middle.
 */
export function findSubject(map: SaliencyMap, target: Dimensions): FocalPoint {
	const window = largestWindow(map, target);
	const columns = sums(map, 'column');
	const rows = sums(map, 'row');
	return {
		x: bestMiddle(columns, window.width) / map.width,
		y: bestMiddle(rows, window.height) / map.height,
	};
}

function sums({ values, width, height }: SaliencyMap, along: 'column' | 'row'): number[] {
	const result = new Array<number>(along === 'column' ? width : height).fill(0);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = along === 'column' ? x : y;
			result[at] = (result[at] ?? 0) + (values[y * width + x] ?? 0) * centrePull(x / width, y / height);
		}
	}
	return result;
}

/** Photographers put the subject near the middle more often than not; 1 in the middle, 0.75 in the corners. */
function centrePull(x: number, y: number): number {
	return 1 - 0.5 * ((x - 0.5) ** 2 + (y - 0.5) ** 2);
}

function bestMiddle(mass: number[], length: number): number {
	const total = mass.reduce((sum, value) => sum + value, 0);
	if (length >= mass.length) return massMiddle(mass, 0, mass.length);
	if (total === 0) return mass.length / 2;
	const held = windowSums(mass, length);
	const most = Math.max(...held);
	let best = { middle: mass.length / 2, off: Number.POSITIVE_INFINITY };
	for (const [start, inside] of held.entries()) {
		if (inside < most * AS_GOOD) continue;
		const middle = start + length / 2;
		const off = Math.abs(massMiddle(mass, start, start + length) - middle);
		if (off < best.off) best = { middle, off };
	}
	return best.middle;
}

function windowSums(mass: number[], length: number): number[] {
	let sum = mass.slice(0, length).reduce((total, value) => total + value, 0);
	const result = [sum];
	for (let start = 1; start + length <= mass.length; start++) {
		sum += (mass[start + length - 1] ?? 0) - (mass[start - 1] ?? 0);
		result.push(sum);
	}
	return result;
}

function massMiddle(mass: number[], from: number, to: number): number {
	let [weighted, total] = [0, 0];
	for (let at = from; at < to; at++) {
		weighted += (mass[at] ?? 0) * (at + 0.5);
		total += mass[at] ?? 0;
	}
	return total === 0 ? (from + to) / 2 : weighted / total;
}
