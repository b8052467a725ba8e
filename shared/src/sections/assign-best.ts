/**
 * The assignment with the greatest total score (Hungarian method, O(rows² × columns)). `scores[row][column]` is 0
 * where the two may not be paired; a row that is better off alone gets -1.
 */
export function assignBest(scores: readonly (readonly number[])[], columns: number): number[] {
	const rows = scores.length;
	// Each row may also take an empty column of its own kind, at no gain, so the method always has a place for it.
	const width = columns + rows;
	const cost = (row: number, column: number) => -(scores[row - 1]?.[column - 1] ?? 0);
	const rowPotential = new Float64Array(rows + 1);
	const columnPotential = new Float64Array(width + 1);
	const rowOfColumn = new Int32Array(width + 1);
	const previousColumn = new Int32Array(width + 1);
	for (let row = 1; row <= rows; row += 1) {
		rowOfColumn[0] = row;
		const slack = new Float64Array(width + 1).fill(Infinity);
		const visited = new Uint8Array(width + 1);
		let column = 0;
		do {
			visited[column] = 1;
			const current = rowOfColumn[column] ?? 0;
			let step = Infinity;
			let next = 0;
			for (let other = 1; other <= width; other += 1) {
				if (visited[other]) continue;
				const reduced = cost(current, other) - (rowPotential[current] ?? 0) - (columnPotential[other] ?? 0);
				if (reduced < (slack[other] ?? 0)) {
					slack[other] = reduced;
					previousColumn[other] = column;
				}
				if ((slack[other] ?? 0) < step) {
					step = slack[other] ?? 0;
					next = other;
				}
			}
			for (let other = 0; other <= width; other += 1) {
				if (visited[other]) {
					const owner = rowOfColumn[other] ?? 0;
					rowPotential[owner] = (rowPotential[owner] ?? 0) + step;
					columnPotential[other] = (columnPotential[other] ?? 0) - step;
				} else slack[other] = (slack[other] ?? 0) - step;
			}
			column = next;
		} while (rowOfColumn[column] !== 0);
		while (column !== 0) {
			const before = previousColumn[column] ?? 0;
			rowOfColumn[column] = rowOfColumn[before] ?? 0;
			column = before;
		}
	}
	const assigned = new Array<number>(rows).fill(-1);
	for (let column = 1; column <= columns; column += 1) {
		const row = rowOfColumn[column] ?? 0;
		if (row > 0 && (scores[row - 1]?.[column - 1] ?? 0) > 0) assigned[row - 1] = column - 1;
	}
	return assigned;
}
