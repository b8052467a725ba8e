import type { UploadHead } from '@limner/shared/contracts/delivery';
import type { Policy } from '@limner/shared/contracts/policy';
import type { AttemptRow, CandidateRow, GenerationRow, RenditionRow, SlotRow } from '../storage/tables.ts';

export interface UploadFacts {
	candidate: CandidateRow;
	attempt: AttemptRow;
	generation: GenerationRow;
	policy: Policy;
	slot: SlotRow;
	digitalSourceType: string;
	/** The visible one, wherever it stands. */
	label: string;
}

/** Everything about an image that goes into the media library with it, but for its files. */
export function describeUpload(
	facts: UploadFacts,
	rendition: RenditionRow['name'],
): Omit<UploadHead, 'files'> {
	const { candidate, attempt, generation, slot } = facts;
	const title = slot.heading || generation.post_title;
	const requestedBy = { id: attempt.person_id, name: attempt.person_name };
	const approvedBy = { id: candidate.approved_by_id ?? 0, name: candidate.approved_by_name ?? '' };
	const isMobileOriginal = rendition === 'mobile' && candidate.mobile_original_sha256 !== null;
	return {
		attempt_id: attempt.id,
		candidate_id: candidate.id,
		slot_id: slot.id,
		post_id: candidate.post_id,
		rendition,
		approved_by: approvedBy.id,
		file_stem: fileStem(title, rendition),
		title: title.slice(0, 300),
		alt: candidate.alt,
		caption: candidate.label,
		focal_point: { x: candidate.focal_x, y: candidate.focal_y },
		record: {
			provider: candidate.provider,
			model: candidate.model,
			digital_source_type: facts.digitalSourceType,
			prompt: candidate.prompt,
			revised_prompt: candidate.revised_prompt,
			requested_by: requestedBy,
			approved_by: approvedBy,
			made_at: Math.floor(candidate.made_at / 1000),
			label: facts.label,
			original_sha256: (isMobileOriginal && candidate.mobile_original_sha256) || candidate.original_sha256,
		},
	};
}

/** Words of the title as they may stand in a file's name; scripts without Latin letters leave `image`. */
function fileStem(title: string, rendition: RenditionRow['name']): string {
	const words = title
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60)
		.replace(/-+$/, '');
	return `${words || 'image'}${rendition === 'mobile' ? '-mobile' : ''}`;
}
