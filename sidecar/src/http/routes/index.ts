import type { DefinedRoute } from '../define-route.ts';
import { approveCandidate } from './approve-candidate.ts';
import { attemptPreview } from './attempt-preview.ts';
import { cancelAttempt } from './cancel-attempt.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { changeCandidate } from './change-candidate.ts';
import { changeSlot } from './change-slot.ts';
import { checkSite } from './check-site.ts';
import { deliveries } from './deliveries.ts';
import { delivery } from './delivery.ts';
import { disconnectSite } from './disconnect-site.ts';
import { generationEvents } from './generation-events.ts';
import { generation } from './generation.ts';
import { ledgerCsv } from './ledger-csv.ts';
import { ledger } from './ledger.ts';
import { locatePlacement } from './locate-placement.ts';
import { makePlan } from './make-plan.ts';
import { moveSite } from './move-site.ts';
import { pair } from './pair.ts';
import { plan } from './plan.ts';
import { postImages } from './post-images.ts';
import { publish } from './publish.ts';
import { rejectCandidate } from './reject-candidate.ts';
import { rendition } from './rendition.ts';
import { reportDelivery } from './report-delivery.ts';
import { reportPlacement } from './report-placement.ts';
import { siteState } from './site-state.ts';
import { putInput } from './put-input.ts';
import { startComparison } from './start-comparison.ts';
import { startGeneration } from './start-generation.ts';
import { usage } from './usage.ts';
import { choice } from './choice.ts';
import { chooseWinner, comparison } from './comparison.ts';
import { estimates } from './estimates.ts';
import { models } from './models.ts';
import { platformSpecs } from './platform-specs.ts';
import * as examples from './prompt-examples.ts';
import { providers } from './providers.ts';
import { recommendTemplates } from './recommend-templates.ts';
import { searchTemplates } from './search-templates.ts';
import { templates } from './templates.ts';
import { fullerPrompt } from './fuller-prompt.ts';
import { softerWording } from './softer-wording.ts';
import type { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';

/** Named as in the contract: one that is missing here does not compile. */
const BY_NAME: Record<keyof typeof SIDECAR_ROUTES, DefinedRoute> = {
	approveCandidate,
	attemptPreview,
	cancelAttempt,
	cancelGeneration,
	changeCandidate,
	changeSlot,
	checkSite,
	chooseWinner,
	comparison,
	deliveries,
	delivery,
	disconnectSite,
	generation,
	generationEvents,
	ledger,
	ledgerCsv,
	locatePlacement,
	makePlan,
	moveSite,
	pair,
	plan,
	postImages,
	publish,
	rejectCandidate,
	rendition,
	reportDelivery,
	reportPlacement,
	siteState,
	putInput,
	startComparison,
	startGeneration,
	usage,
	choice,
	estimates,
	models,
	platformSpecs,
	...examples,
	providers,
	recommendTemplates,
	searchTemplates,
	templates,
	fullerPrompt,
	softerWording,
};

/** `placements/locate` before `placements/{attempt_id}`: express takes the first that fits. */
export const ROUTES: DefinedRoute[] = Object.values(BY_NAME);
