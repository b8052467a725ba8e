import type { Box } from '../card-layout.ts';

export interface Point {
	x: number;
	y: number;
}

/** Two decimals are finer than any pixel and keep the text short. */
export function rounded(value: number): string {
	return String(Math.round(value * 100) / 100);
}

export function circle(centre: Point, radius: number, fill: string): string {
	return `<circle cx="${rounded(centre.x)}" cy="${rounded(centre.y)}" r="${rounded(radius)}" fill="${fill}"/>`;
}

export function ring(centre: Point, radius: number, stroke: string, width: number): string {
	return `<circle cx="${rounded(centre.x)}" cy="${rounded(centre.y)}" r="${rounded(radius)}" fill="none" stroke="${stroke}" stroke-width="${rounded(width)}"/>`;
}

export function rectangle(box: Box, fill: string, corner = 0): string {
	return `<rect x="${rounded(box.left)}" y="${rounded(box.top)}" width="${rounded(box.width)}" height="${rounded(box.height)}" rx="${rounded(corner)}" fill="${fill}"/>`;
}

export function path(commands: string, fill: string): string {
	return `<path d="${commands}" fill="${fill}"/>`;
}

/** A line with round ends. */
export function stroke(commands: string, colour: string, width: number): string {
	return `<path d="${commands}" fill="none" stroke="${colour}" stroke-width="${rounded(width)}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** Path commands of a smooth curve through the points (Catmull-Rom). */
export function smoothLine(points: Point[]): string {
	const commands = points.slice(0, 1).map((first) => `M${rounded(first.x)} ${rounded(first.y)}`);
	for (let index = 0; index + 1 < points.length; index++) {
		commands.push(curveBetween(points[index - 1], points[index], points[index + 1], points[index + 2]));
	}
	return commands.join('');
}

/** Path commands of a smooth closed shape through the points. */
export function smoothShape(points: Point[]): string {
	const count = points.length;
	const first = points[0];
	if (first === undefined) return '';
	const commands = [`M${rounded(first.x)} ${rounded(first.y)}`];
	for (let index = 0; index < count; index++) {
		commands.push(
			curveBetween(
				points[(index - 1 + count) % count],
				points[index],
				points[(index + 1) % count],
				points[(index + 2) % count],
			),
		);
	}
	return `${commands.join('')}Z`;
}

function curveBetween(
	before: Point | undefined,
	from: Point | undefined,
	to: Point | undefined,
	after: Point | undefined,
): string {
	if (from === undefined || to === undefined) return '';
	const previous = before ?? from;
	const next = after ?? to;
	const firstControl = { x: from.x + (to.x - previous.x) / 6, y: from.y + (to.y - previous.y) / 6 };
	const secondControl = { x: to.x - (next.x - from.x) / 6, y: to.y - (next.y - from.y) / 6 };
	return `C${rounded(firstControl.x)} ${rounded(firstControl.y)} ${rounded(secondControl.x)} ${rounded(secondControl.y)} ${rounded(to.x)} ${rounded(to.y)}`;
}
