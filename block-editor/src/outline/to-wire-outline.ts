import type { WireOutline } from '@limner/shared/contracts/outline';
import type { Outline } from '@limner/shared/sections/outline';
import { sectionsOf } from './read-outline.ts';

const MAX_SECTIONS = 500;
const MAX_HEADING = 1_000;
const MAX_TEXT = 20_000;

/** The outline as the contract writes it; what is longer than it allows is cut, as prompts need the beginning. */
export function toWireOutline(outline: Outline, title: string, hasFeaturedImage: boolean): WireOutline {
	return {
		title: title.slice(0, MAX_HEADING),
		has_featured_image: hasFeaturedImage,
		sections: sectionsOf(outline)
			.slice(0, MAX_SECTIONS)
			.map(({ kind, heading, level, text, wordCount, hasImage, fingerprint }) => ({
				kind,
				heading: heading.slice(0, MAX_HEADING),
				level,
				text: text.slice(0, MAX_TEXT),
				word_count: wordCount,
				has_image: hasImage,
				fingerprint,
			})),
	};
}
