import { InvalidArgumentError } from 'commander';

const SMALLEST_SIDE = 16;
const LARGEST_SIDE = 8192;

/** `1600x900`, in pixels. */
export function readSize(text: string): { width: number; height: number } {
	const [, width, height] = /^(\d{1,5})\s*[x×]\s*(\d{1,5})$/i.exec(text) ?? [];
	const size = { width: Number(width), height: Number(height) };
	const isPossible = (side: number) => side >= SMALLEST_SIDE && side <= LARGEST_SIDE;
	if (!isPossible(size.width) || !isPossible(size.height)) {
		throw new InvalidArgumentError(
			`Give width and height in pixels, from ${SMALLEST_SIDE} to ${LARGEST_SIDE}, such as 1600x900.`,
		);
	}
	return size;
}
