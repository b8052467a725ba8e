/** The same seed gives the same numbers on every machine, which Math.random cannot. */
export interface SeededRandom {
	/** From 0 up to 1. */
	next(): number;
	between(least: number, most: number): number;
	/** Both ends included. */
	integer(least: number, most: number): number;
	chance(probability: number): boolean;
	pick<Item>(items: readonly Item[]): Item;
}

/** mulberry32: 32 bits of state are plenty for drawing. */
export function seededRandom(seed: number): SeededRandom {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		next,
		between: (least, most) => least + (most - least) * next(),
		integer: (least, most) => least + Math.floor(next() * (most - least + 1)),
		chance: (probability) => next() < probability,
		pick(items) {
			const item = items[Math.floor(next() * items.length)];
			if (item === undefined) throw new RangeError('nothing to pick from');
			return item;
		},
	};
}
