import type { Dimensions } from './sub-size.ts';

/** RGB, three bytes a pixel. */
export interface Raster extends Dimensions {
	data: Uint8Array;
}

/** How much each pixel draws the eye, 0 to 1. */
export interface SaliencyMap extends Dimensions {
	values: Float32Array;
}

/**
 * Where the subject is likely to be. Three readings are joined: how hard it is to walk from the image's border to a
 * pixel without crossing other colours (minimum barrier distance, Zhang et al., ICCV 2015), how unlike the border's
 * colours it is, and how much fine detail there is (a lens is focused on the subject). Skin counts double.
 */
export function computeSaliency(raster: Raster): SaliencyMap {
	const { width, height } = raster;
	const lab = toLab(raster);
	const barrier = normalise(barrierDistance(lab, raster));
	const foreign = normalise(borderContrast(lab, raster));
	const detail = normalise(blur(localDetail(lab[0], raster), raster, Math.round(width / 24)));
	const skin = skinLikeness(raster);
	const values = new Float32Array(width * height);
	for (let index = 0; index < values.length; index++) {
		const mixed = (barrier[index] ?? 0) * 1 + (foreign[index] ?? 0) * 0.6 + (detail[index] ?? 0) * 0.3;
		values[index] = mixed * (1 + (skin[index] ?? 0));
	}
	const smooth = normalise(blur(values, raster, Math.max(1, Math.round(width / 48))));
	return { width, height, values: sharpen(smooth) };
}

type Plane = Float32Array;

function toLab({ data, width, height }: Raster): [Plane, Plane, Plane] {
	const planes: [Plane, Plane, Plane] = [
		new Float32Array(width * height),
		new Float32Array(width * height),
		new Float32Array(width * height),
	];
	for (let index = 0; index < width * height; index++) {
		const red = LINEAR[data[index * 3] ?? 0] ?? 0;
		const green = LINEAR[data[index * 3 + 1] ?? 0] ?? 0;
		const blue = LINEAR[data[index * 3 + 2] ?? 0] ?? 0;
		const x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
		const y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
		const z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
		planes[0][index] = 116 * y - 16;
		planes[1][index] = 500 * (x - y);
		planes[2][index] = 200 * (y - z);
	}
	return planes;
}

const LINEAR = Float32Array.from({ length: 256 }, (_, value) => {
	const share = value / 255;
	return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

function curve(value: number): number {
	return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}

const PASSES = 3;

/** Summed over the channels: the least range of values on any way from the border. */
function barrierDistance(lab: Plane[], size: Dimensions): Plane {
	const total = new Float32Array(size.width * size.height);
	for (const plane of lab) {
		const distance = barrierOfChannel(plane, size);
		for (let index = 0; index < total.length; index++)
			total[index] = (total[index] ?? 0) + (distance[index] ?? 0);
	}
	return total;
}

function barrierOfChannel(plane: Plane, { width, height }: Dimensions): Plane {
	const distance = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
	const highest = Float32Array.from(plane);
	const lowest = Float32Array.from(plane);
	for (let x = 0; x < width; x++) distance[x] = distance[(height - 1) * width + x] = 0;
	for (let y = 0; y < height; y++) distance[y * width] = distance[y * width + width - 1] = 0;
	const relax = (index: number, from: number) => {
		const value = plane[index] ?? 0;
		const top = Math.max(highest[from] ?? 0, value);
		const bottom = Math.min(lowest[from] ?? 0, value);
		if (top - bottom >= (distance[index] ?? 0)) return;
		distance[index] = top - bottom;
		highest[index] = top;
		lowest[index] = bottom;
	};
	for (let pass = 0; pass < PASSES; pass++) {
		if (pass % 2 === 0) {
			for (let y = 1; y < height - 1; y++) {
				for (let index = y * width + 1; index < (y + 1) * width - 1; index++) {
					relax(index, index - 1);
					relax(index, index - width);
				}
			}
		} else {
			for (let y = height - 2; y > 0; y--) {
				for (let index = (y + 1) * width - 2; index > y * width; index--) {
					relax(index, index + 1);
					relax(index, index + width);
				}
			}
		}
	}
	return distance;
}

/**
 * Distance from the mean colour of each side's border strip, without the side that it differs from most: a subject
 * that is cut by one side is still foreign to the other three.
 */
function borderContrast(lab: Plane[], { width, height }: Dimensions): Plane {
	const depth = Math.max(1, Math.round(Math.min(width, height) * 0.1));
	const sides = [
		{ left: 0, top: 0, right: width, bottom: depth },
		{ left: 0, top: height - depth, right: width, bottom: height },
		{ left: 0, top: 0, right: depth, bottom: height },
		{ left: width - depth, top: 0, right: width, bottom: height },
	].map((side) => lab.map((plane) => meanAndSpread(plane, width, side)));
	const contrast = new Float32Array(width * height);
	for (let index = 0; index < contrast.length; index++) {
		let [sum, most] = [0, 0];
		for (const side of sides) {
			let squared = 0;
			for (const [channel, { mean, spread }] of side.entries()) {
				squared += (((lab[channel]?.[index] ?? 0) - mean) / spread) ** 2;
			}
			const distance = Math.sqrt(squared);
			sum += distance;
			most = Math.max(most, distance);
		}
		contrast[index] = sum - most;
	}
	return contrast;
}

function meanAndSpread(
	plane: Plane,
	width: number,
	side: { left: number; top: number; right: number; bottom: number },
) {
	let [sum, squares, count] = [0, 0, 0];
	for (let y = side.top; y < side.bottom; y++) {
		for (let x = side.left; x < side.right; x++) {
			const value = plane[y * width + x] ?? 0;
			sum += value;
			squares += value * value;
			count++;
		}
	}
	const mean = sum / count;
	// Six units of Lab are barely seen: a flat border must not make every shade foreign.
	return { mean, spread: Math.max(6, Math.sqrt(Math.max(0, squares / count - mean * mean))) };
}

/** Absolute second difference of lightness: strong where the image is sharp. */
function localDetail(lightness: Plane, { width, height }: Dimensions): Plane {
	const detail = new Float32Array(width * height);
	for (let y = 1; y < height - 1; y++) {
		for (let index = y * width + 1; index < (y + 1) * width - 1; index++) {
			const around =
				(lightness[index - 1] ?? 0) +
				(lightness[index + 1] ?? 0) +
				(lightness[index - width] ?? 0) +
				(lightness[index + width] ?? 0);
			detail[index] = Math.min(24, Math.abs(4 * (lightness[index] ?? 0) - around));
		}
	}
	return detail;
}

/** 0 to 1, by the range of hues that skin of every shade falls into (in YCbCr). */
function skinLikeness({ data, width, height }: Raster): Plane {
	const skin = new Float32Array(width * height);
	for (let index = 0; index < skin.length; index++) {
		const red = data[index * 3] ?? 0;
		const green = data[index * 3 + 1] ?? 0;
		const blue = data[index * 3 + 2] ?? 0;
		const toBlue = 128 - 0.169 * red - 0.331 * green + 0.5 * blue;
		const toRed = 128 + 0.5 * red - 0.419 * green - 0.081 * blue;
		const away = Math.hypot((toBlue - 105) / 16, (toRed - 152) / 13);
		skin[index] = Math.max(0, 1 - away * away) * Math.min(1, red / 80);
	}
	return skin;
}

/** Box blur, twice, which is near enough to a Gaussian. */
function blur(plane: Plane, size: Dimensions, radius: number): Plane {
	let result = plane;
	for (let round = 0; round < 2; round++) {
		result = blurLines(result, size.height, size.width, size.width, 1, radius);
		result = blurLines(result, size.width, size.height, 1, size.width, radius);
	}
	return result;
}

function blurLines(
	plane: Plane,
	lines: number,
	length: number,
	lineStep: number,
	step: number,
	radius: number,
): Plane {
	const result = new Float32Array(plane.length);
	for (let line = 0; line < lines; line++) {
		const start = line * lineStep;
		let [sum, count] = [0, 0];
		for (let ahead = 0; ahead < Math.min(radius, length); ahead++) {
			sum += plane[start + ahead * step] ?? 0;
			count++;
		}
		for (let at = 0; at < length; at++) {
			if (at + radius < length) {
				sum += plane[start + (at + radius) * step] ?? 0;
				count++;
			}
			if (at - radius - 1 >= 0) {
				sum -= plane[start + (at - radius - 1) * step] ?? 0;
				count--;
			}
			result[start + at * step] = sum / count;
		}
	}
	return result;
}

function normalise(plane: Plane): Plane {
	const sorted = Float32Array.from(plane).sort();
	// The brightest percent is one speck as often as the subject.
	const most = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
	if (most <= 1e-6) return new Float32Array(plane.length);
	return plane.map((value) => Math.min(1, value / most));
}

/** Pulls apart what is more and what is less salient than the image's own mean; nothing stays nothing. */
function sharpen(plane: Plane): Plane {
	const mean = plane.reduce((sum, value) => sum + value, 0) / plane.length;
	const threshold = Math.min(0.75, Math.max(0.3, mean * 1.6));
	const step = (value: number) => 1 / (1 + Math.exp(-10 * (value - threshold)));
	const floor = step(0);
	return plane.map((value) => step(value) - floor);
}
