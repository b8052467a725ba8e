import type { Wording } from '@limner/shared/contracts/wording';
import { wordChanges } from '@limner/shared/text/word-changes';

/** Another wording as the contract has it, with what was changed. */
export function describeWording(
	{ slotId, before, after }: { slotId: string; before: string; after: string },
	origin: Pick<Wording, 'written_by' | 'cost_microdollars' | 'error'>,
): Wording {
	return {
		slot_id: slotId,
		prompt_before: before,
		prompt: after,
		changes: wordChanges(before, after),
		...origin,
	};
}
