import type { Candidate } from '@limner/shared/contracts/post-images';
import type { Engine } from '../engine.ts';
import { hasOtherRatio, judgeImage, looksLike } from '../images/judge-image.ts';
import { factsAbout } from '../models/find-model.ts';
import { operationSteps } from '../planning/image-steps.ts';
import { isDrawnHere } from './declare-origin.ts';
import { lookForLettering } from './look-for-lettering.ts';
import type { RenderWork } from './record-candidate.ts';

export interface Look {
	findings: Candidate['findings'];
	likeness: string | null;
}

/** Nobody looks at a card that is drawn here: it is what its words say. */
const NOTHING: Look = { findings: [], likeness: null };

/** A look at an image before anyone sees it: it finds what is wrong, and leaves the decision to a person. */
export async function lookForFaults(
	engine: Engine,
	work: RenderWork,
	bytes: Uint8Array,
	signal: AbortSignal,
): Promise<Look> {
	if (isDrawnHere(engine, work.attempt.provider)) return NOTHING;
	const judgement = await judgeImage(bytes);
	const findings: Candidate['findings'] = [];
	const wanted = sizeThatWasAskedFor(work);
	if (wanted && hasOtherRatio(judgement, wanted)) {
		findings.push({ code: 'ratio_wrong', subject: `${wanted.width}×${wanted.height}` });
	}
	if (judgement.isBlank) findings.push({ code: 'blank', subject: '' });
	const twin = judgement.isBlank ? null : await findTwin(engine, work, judgement.likeness);
	if (twin !== null) findings.push({ code: 'near_duplicate', subject: twin.slice(0, 300) });
	const letters = judgement.isBlank ? null : await lookForLettering(engine, work, bytes, signal);
	if (letters !== null) findings.push({ code: 'lettering', subject: letters });
	return { findings, likeness: judgement.likeness };
}

/** Null where the operation keeps the size of what it was given. */
function sizeThatWasAskedFor({ main, policy, operation }: RenderWork) {
	const facts = factsAbout(main.provider, main.model);
	if (!facts || !['generate', 'generate_with_references'].includes(operation.name)) return null;
	return operationSteps(facts, policy, operation)[0] ?? null;
}

/** The heading of another slot of the post whose image looks like this one; empty is the featured image. */
async function findTwin(engine: Engine, { attempt }: RenderWork, likeness: string): Promise<string | null> {
	const others = await engine.database
		.selectFrom('candidates')
		.innerJoin('slots', 'slots.id', 'candidates.slot_id')
		.select(['candidates.likeness', 'slots.heading'])
		.where('candidates.site_id', '=', attempt.site_id)
		.where('candidates.post_id', '=', attempt.post_id)
		.where('candidates.slot_id', '!=', attempt.slot_id)
		.where('candidates.state', '!=', 'rejected')
		.where('candidates.likeness', 'is not', null)
		.execute();
	const twin = others.find((other) => other.likeness !== null && looksLike(other.likeness, likeness));
	return twin?.heading ?? null;
}
