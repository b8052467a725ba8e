/** Two rows of two. */
export const DRAFTS_ON_A_SHEET = 4;

/** One line a sheet: a second sheet of the same prompt shows other pictures than the first. */
const COMPOSITIONS = [
	[
		'a wide view of the whole scene',
		'a close view of its most telling detail',
		'seen from above',
		'seen from low down, with depth from front to back',
	],
	[
		'from the side, the subject off centre with room around it',
		'straight on and symmetrical',
		'past something near that stands blurred in front',
		'small in a large and quiet surrounding',
	],
] as const;

export const MOST_SHEETS = COMPOSITIONS.length;

/** The places of the panels, in the order in which they are cut out. */
const PLACES = ['top left', 'top right', 'bottom left', 'bottom right'] as const;

/**
 * Asks for four drafts of one picture on a 2 × 2 sheet. `sheet` counts from 0 and is below `MOST_SHEETS`. Gutters are
 * asked for, as they are what tells the panels apart; words are not, as a caption would stand in every draft.
 */
export function writeSheetPrompt(prompt: string, sheet: number): string {
	const compositions = COMPOSITIONS[sheet];
	if (!compositions)
		throw new RangeError(`There are ${MOST_SHEETS} sheets, and none has the number ${sheet}.`);
	const panels = compositions.map((composition, index) => `${PLACES[index] ?? ''}: ${composition}`);
	return [
		'A contact sheet: exactly four panels of equal size in a 2 × 2 grid, two rows of two, parted by thin, straight, pure white gutters that cross in the middle of the image.',
		'Each panel is a complete picture of its own with the same subject, in the same style and light, and nothing reaches from one panel into another.',
		`The compositions differ. ${panels.join('; ')}.`,
		'No text, numbers, captions or frames.',
		`The subject of all four: ${prompt}`,
	].join('\n');
}

/** For a draft that was chosen and goes along as the reference. */
export function writeRedrawPrompt(prompt: string): string {
	return `${prompt} (draw the first reference image again as one finished picture, with the same composition and more detail)`;
}
