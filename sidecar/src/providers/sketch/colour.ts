/** Channels from 0 to 255. */
export interface Colour {
	red: number;
	green: number;
	blue: number;
}

export const WHITE: Colour = { red: 255, green: 255, blue: 255 };
export const BLACK: Colour = { red: 0, green: 0, blue: 0 };

/** Reads #rgb and #rrggbb; anything else is null. */
export function parseColour(text: string): Colour | null {
	const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
	if (digits === undefined) return null;
	const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
	const value = Number.parseInt(long, 16);
	return { red: value >> 16, green: (value >> 8) & 255, blue: value & 255 };
}

export function formatColour(colour: Colour): string {
	const value = (colour.red << 16) | (colour.green << 8) | colour.blue;
	return `#${value.toString(16).padStart(6, '0')}`;
}

/** `amount` 0 is all of the first, 1 all of the second. */
export function mixColours(first: Colour, second: Colour, amount: number): Colour {
	const mix = (from: number, to: number) => Math.round(from + (to - from) * amount);
	return {
		red: mix(first.red, second.red),
		green: mix(first.green, second.green),
		blue: mix(first.blue, second.blue),
	};
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
export function luminance(colour: Colour): number {
	const linear = (channel: number) => {
		const value = channel / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	};
	return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

/** Contrast ratio, 1 to 21 (WCAG 2.2). */
export function contrast(first: Colour, second: Colour): number {
	const [dark, light] = [luminance(first), luminance(second)].sort((one, other) => one - other) as [
		number,
		number,
	];
	return (light + 0.05) / (dark + 0.05);
}

/** The colour, moved towards black or white until it can be read on the background. */
export function readableOn(background: Colour, colour: Colour, leastContrast: number): Colour {
	const end = contrast(background, WHITE) > contrast(background, BLACK) ? WHITE : BLACK;
	for (let amount = 0; amount < 1; amount += 0.05) {
		const moved = mixColours(colour, end, amount);
		if (contrast(background, moved) >= leastContrast) return moved;
	}
	return end;
}
