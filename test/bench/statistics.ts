export function median(values: number[]): number {
	const ordered = values.toSorted((one, other) => one - other);
	const middle = Math.floor(ordered.length / 2);
	const upper = ordered[middle] ?? Number.NaN;
	return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] ?? upper) + upper) / 2;
}

export function worst(values: number[]): number {
	return Math.max(...values);
}

/** As in "1.21 (worst 1.30)". */
export function medianAndWorst(values: number[], digits: number, unit = ''): string {
	return `${median(values).toFixed(digits)}${unit} (worst ${worst(values).toFixed(digits)}${unit})`;
}
