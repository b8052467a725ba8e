import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Candidate } from '@limner/shared/contracts/post-images';
import type { Engine } from '../../engine.ts';
import { listRenditions } from '../../storage/candidates.ts';
import type { CandidateRow, RenditionRow } from '../../storage/tables.ts';

export async function describeCandidate(engine: Engine, candidate: CandidateRow): Promise<Candidate> {
	return describeWithRenditions(engine, candidate, await listRenditions(engine.database, [candidate.id]));
}

/** In the given order, with one question to the ledger for all. */
export async function describeCandidates(engine: Engine, candidates: CandidateRow[]): Promise<Candidate[]> {
	const renditions = await listRenditions(
		engine.database,
		candidates.map(({ id }) => id),
	);
	return candidates.map((candidate) =>
		describeWithRenditions(
			engine,
			candidate,
			renditions.filter(({ candidate_id }) => candidate_id === candidate.id),
		),
	);
}

function describeWithRenditions(
	engine: Engine,
	candidate: CandidateRow,
	renditions: RenditionRow[],
): Candidate {
	return {
		candidate_id: candidate.id,
		attempt_id: candidate.attempt_id,
		state: candidate.state,
		provider: candidate.provider,
		model: candidate.model,
		drawn_without_ai: engine.providers.get(candidate.provider)?.drawnWithoutAi ?? false,
		prompt: candidate.prompt,
		revised_prompt: candidate.revised_prompt,
		alt: candidate.alt,
		label: candidate.label,
		cost_microdollars: candidate.cost_microdollars,
		focal_point: { x: candidate.focal_x, y: candidate.focal_y },
		renditions: renditions.map(({ name, width, height, byte_length, media_type, attachment_id, url }) => ({
			name,
			width,
			height,
			byte_length,
			media_type,
			attachment_id,
			url,
		})),
		findings: JSON.parse(candidate.findings_json) as Candidate['findings'],
		error: candidate.error_json === null ? null : (JSON.parse(candidate.error_json) as ErrorInfo),
		made_at: Math.floor(candidate.made_at / 1000),
		approved_by:
			candidate.approved_by_id === null
				? null
				: { id: candidate.approved_by_id, name: candidate.approved_by_name ?? '' },
	};
}
