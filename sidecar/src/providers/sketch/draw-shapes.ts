import { renderAsync } from '@resvg/resvg-js';

export interface PixelBlock {
	/** RGBA, premultiplied; the shapes always lie on an opaque ground. */
	data: Buffer;
	width: number;
	height: number;
}

/** Turns our own shapes into pixels. resvg reads them, so that sharp stays closed to SVG for everything that others send. */
export async function drawShapes(svg: string, signal: AbortSignal): Promise<PixelBlock> {
	// A signal of its own for each drawing: resvg takes the same one only once and fails the second time.
	const own = AbortSignal.any([signal]);
	const drawn = await renderAsync(svg, { font: { loadSystemFonts: false }, logLevel: 'off' }, own);
	return { data: drawn.pixels, width: drawn.width, height: drawn.height };
}
