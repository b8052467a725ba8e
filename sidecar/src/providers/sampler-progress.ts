/**
 * How far a sampler is, 0 to 1, from the lines that it writes while it works (` 45%|████ | 9/20`): where a platform has
 * no figure of its own, its logs do. Null where there is no such line.
 */
export function samplerProgress(lines: readonly (string | null | undefined)[]): number | null {
	const percents = lines.flatMap((line) => {
		const found = /^\s*(\d{1,3})%\|/.exec(line ?? '');
		return found ? [Math.min(100, Number(found[1]))] : [];
	});
	return percents.length === 0 ? null : Math.max(...percents) / 100;
}
