/** Where the words stand: at the side where lines begin, above the shapes, or on a plate in their middle. */
export type Arrangement = 'beside' | 'above' | 'within';

export interface Box {
	left: number;
	top: number;
	width: number;
	height: number;
}

export interface CardSize {
	width: number;
	height: number;
}

/** Half the mean of both sides: what "big" means on this card, whatever its ratio. */
export function cardUnit(card: CardSize): number {
	return Math.sqrt(card.width * card.height);
}

export function cardMargin(card: CardSize): number {
	return Math.round(Math.min(cardUnit(card) * 0.075, Math.min(card.width, card.height) * 0.11));
}

/**
 * Where the words may stand. Columns are at most three quarters of the card's height wide, so that a 4:5 window
 * around the words holds them whole.
 */
export function textBox(card: CardSize, arrangement: Arrangement, title: string): Box {
	const margin = cardMargin(card);
	const whole = { width: card.width - 2 * margin, height: card.height - 2 * margin };
	const share = longestWord(title) > LONG_WORD ? 0.56 : 0.42;
	const column = Math.min(whole.width, Math.max(card.height * 0.74, card.width * share));
	if (arrangement === 'beside') {
		const height = Math.round(card.height * 0.74);
		return { left: margin, top: Math.round((card.height - height) / 2), width: Math.round(column), height };
	}
	if (arrangement === 'above') {
		const width = Math.round(Math.min(whole.width, Math.max(column, card.height * 1.05)));
		return {
			left: Math.round((card.width - width) / 2),
			top: Math.round(margin * 1.15),
			width,
			height: Math.round(card.height * (card.width > card.height ? 0.46 : 0.42)),
		};
	}
	const width = Math.round(Math.min(card.width * 0.68, column * 0.92));
	const height = Math.round(card.height * 0.56);
	return {
		left: Math.round((card.width - width) / 2),
		top: Math.round((card.height - height) / 2),
		width,
		height,
	};
}

/** Letters; longer ones would make the whole title small in a narrow column. */
const LONG_WORD = 17;

function longestWord(text: string): number {
	return Math.max(
		...text
			.split(/[\s-]+/u)
			.map((word) => word.match(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/gu)?.length ?? 0),
	);
}
