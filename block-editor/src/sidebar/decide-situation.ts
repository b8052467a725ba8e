import type { ErrorCode, ErrorInfo } from '@limner/shared/contracts/error-code';
import { toErrorInfo } from '../messages/to-error-info.ts';
import type { State } from '../store/state.ts';

/** What the sidebar as a whole shows above, or in place of, its list. */
export interface SidebarSituation {
	error: ErrorInfo | null;
	isLoading: boolean;
	isListShown: boolean;
	/** There is nothing yet, because planning it failed. */
	isPlanMissing: boolean;
	/** This person may look and not make. */
	isReadOnly: boolean;
}

const CONNECTION_CODES: Record<string, ErrorCode> = {
	not_connected: 'sidecar_not_connected',
	unreachable: 'sidecar_unreachable',
	moved_or_copied: 'site_moved_or_copied',
};

export function decideSituation({ images, failure, planning, requestFailure }: State): SidebarSituation {
	if (!images) {
		return {
			error: failure,
			isLoading: !failure,
			isListShown: false,
			isPlanMissing: false,
			isReadOnly: false,
		};
	}
	const { state, error } = images.connection;
	const code = CONNECTION_CODES[state];
	const connectionError = code ? (error ?? toErrorInfo(code)) : null;
	const isConnected = state !== 'not_connected';
	const hasSlots = images.slots.length > 0 || (images.plan?.slots.length ?? 0) > 0;
	const canPlan = state === 'connected' && images.can.generate;
	const isListShown = hasSlots && isConnected;
	const planError = requestFailure ?? (images.plan?.state === 'failed' ? images.plan.error : null);
	return {
		error: connectionError ?? failure ?? planError,
		isLoading: planning || images.plan?.state === 'writing' || (canPlan && !hasSlots && !planError),
		isListShown,
		isPlanMissing: canPlan && !hasSlots && !planning && planError !== null,
		isReadOnly: isConnected && !images.can.generate,
	};
}
