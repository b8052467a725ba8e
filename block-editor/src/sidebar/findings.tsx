import { Notice } from '@wordpress/components';
import type { CardState } from './card-state.ts';
import { listFindings } from './list-findings.ts';

/** What looks wrong with an image, before anyone uses it. It is announced with the state of its card. */
export function Findings({ state }: { state: CardState }) {
	return listFindings(state).map(({ code, sentence }) => (
		<Notice key={code} className="limner-finding" status="warning" isDismissible={false} spokenMessage="">
			{sentence}
		</Notice>
	));
}
