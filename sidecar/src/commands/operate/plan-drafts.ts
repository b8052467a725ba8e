import { PROMPT_LIMIT } from '@limner/shared/contracts/primitives';
import { DRAFTS_ON_A_SHEET, writeSheetPrompt } from '@limner/shared/prompts/write-sheet-prompt';
import { LimnerError } from '../../errors/limner-error.ts';
import type { Ledger } from '../../open-engine.ts';
import { postIdOf } from '../illustrate/command-line-site.ts';
import { IMAGE_EXTENSIONS } from '../run/write-files.ts';
import { planOperation, type OperationPlan, type OperationWish } from './plan-operation.ts';

export interface DraftsPlan {
	/** With the person's own prompt. */
	wish: OperationWish;
	sheets: PlannedSheet[];
}

export interface PlannedSheet {
	plan: OperationPlan;
	/** Of its four drafts. */
	fileNames: string[];
	/** Under which it is written whole, where it is no sheet. */
	wholeName: string;
}

/** One paid image for every four drafts. Fails as `planOperation`, and where the model draws no sheets. */
export async function planDrafts(ledger: Ledger, wish: OperationWish, drafts: number): Promise<DraftsPlan> {
	const extension = IMAGE_EXTENSIONS[wish.options.format];
	const sheets: PlannedSheet[] = [];
	for (let index = 0; index * DRAFTS_ON_A_SHEET < drafts; index += 1) {
		const prompt = writeSheetPrompt(wish.prompt, index);
		requireLength(wish.prompt, prompt);
		const plan = await planOperation(ledger, { ...wish, prompt }, 'sheet_of_drafts');
		sheets.push({
			plan: { ...plan, postId: postIdOf(`drafts ${wish.prompt}`) },
			fileNames: Array.from(
				{ length: DRAFTS_ON_A_SHEET },
				(_, place) => `draft-${index * DRAFTS_ON_A_SHEET + place + 1}${extension}`,
			),
			wholeName: `sheet-${index + 1}${extension}`,
		});
	}
	return { wish, sheets };
}

/** Micro-dollars for what is made now; null where that is not known. */
export function priceOfDrafts({ sheets }: DraftsPlan): number | null {
	return sheets.reduce<number | null>((sum, { plan: { recalled } }) => {
		const price = recalled.state === 'new' ? recalled.price : 0;
		return sum === null || price === null ? null : sum + price;
	}, 0);
}

/** The sheet's own words take some of the room. */
function requireLength(prompt: string, sheetPrompt: string): void {
	if (sheetPrompt.length <= PROMPT_LIMIT) return;
	throw new LimnerError('prompt_too_long', {
		subject: `${prompt.slice(0, 40)}…`,
		amount: PROMPT_LIMIT - (sheetPrompt.length - prompt.length),
	});
}
