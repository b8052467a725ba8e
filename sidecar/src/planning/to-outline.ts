import type { WireOutline } from '@limner/shared/contracts/outline';
import { LEAD_INDEX, type Insertion, type Outline, type Section } from '@limner/shared/sections/outline';

/** The editor inserts by itself: where, is not said in what it sends. */
const DECIDED_BY_EDITOR: Insertion = { form: 'block', offset: 0, topLevelIndex: 0, path: [] };

/** The editor's outline in the form that the section logic works with; `index` counts in what was sent. */
export function toOutline(wire: WireOutline): Outline {
	const sections = wire.sections.map((section, index): Section => {
		const isLead = section.kind === 'lead';
		return {
			index: isLead ? LEAD_INDEX : index,
			kind: section.kind,
			heading: section.heading,
			level: section.level,
			headingPath: section.fingerprint.heading_path,
			text: section.text,
			wordCount: section.word_count,
			hasImage: section.has_image,
			fingerprint: section.fingerprint,
			insertion: isLead ? null : DECIDED_BY_EDITOR,
		};
	});
	return {
		kind: 'outline',
		lead: sections.find(({ kind }) => kind === 'lead') ?? null,
		sections: sections.filter(({ kind }) => kind === 'section'),
		wordCount: sections.reduce((sum, { wordCount }) => sum + wordCount, 0),
	};
}
