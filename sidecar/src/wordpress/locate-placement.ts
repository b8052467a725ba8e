import type { CurrentPost, PlacementRequest } from '@limner/shared/contracts/delivery';
import { extractSections, toByteOffset } from '@limner/shared/sections/extract-sections';
import { matchSections } from '@limner/shared/sections/fingerprint';
import { LimnerError } from '../errors/limner-error.ts';
import { slotFingerprint } from '../storage/slots.ts';
import type { SlotRow } from '../storage/tables.ts';

/** Statuses in which a post is as good as deleted. */
const GONE = ['trash', 'auto-draft'];

/**
 * Finds where a slot's image goes in the post as it stands now. All slots of the post are looked for together, or two
 * sections that are alike could take each other's image. Fails with `post_locked`, `post_gone` or `section_gone`.
 */
export function locatePlacement(
	attemptId: string,
	slot: SlotRow,
	slotsOfPost: SlotRow[],
	current: CurrentPost,
): PlacementRequest {
	const { post, content_sha256, locked_by } = current;
	if (GONE.includes(post.status))
		throw new LimnerError('post_gone', { cause: `the post is in "${post.status}"` });
	if (locked_by !== null) throw new LimnerError('post_locked', { subject: locked_by });
	if (slot.kind === 'featured') {
		return { attempt_id: attemptId, kind: 'featured', content_sha256, byte_offset: null };
	}
	const outline = extractSections(post.content, { patterns: post.patterns, title: post.title });
	if (outline.kind === 'too_large') throw new LimnerError('post_too_large', { amount: outline.bytes });
	const known = slotsOfPost.flatMap((one) => {
		const fingerprint = slotFingerprint(one);
		return fingerprint ? [{ id: one.id, fingerprint }] : [];
	});
	const match = matchSections(known, outline.sections).find(({ id }) => id === slot.id);
	const section = outline.sections.find(({ index }) => index === match?.index);
	if (!section?.insertion) {
		const cause =
			match?.result === 'ambiguous' ? 'two sections fit equally well' : 'the section is not there';
		throw new LimnerError('section_gone', { subject: slot.heading, cause });
	}
	return {
		attempt_id: attemptId,
		kind: section.insertion.form,
		content_sha256,
		byte_offset: toByteOffset(post.content, section.insertion.offset),
	};
}
