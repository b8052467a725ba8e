/** In UTF-16 units. Models have limits of their own, below or above; this one is for what people and rules write. */
export const MAX_PROMPT_LENGTH = 4_000;

/** Screen readers read alt text in one breath; longer ones are cut at a word. */
export const MAX_ALT_LENGTH = 125;

/** Of the article, in one prompt. */
export const MAX_QUOTED_SENTENCE_LENGTH = 280;
export const MAX_QUOTED_HEADING_LENGTH = 200;

/** Of the style profile, in one prompt. */
export const MAX_GUIDELINES_LENGTH = 1_000;
export const MAX_AVOID_LENGTH = 500;

/** Of a section's text, and of all sections together, in what a chat model is given. */
export const MAX_CHAT_SECTION_LENGTH = 1_500;
export const MAX_CHAT_ARTICLE_LENGTH = 30_000;

/** Of the scene that a chat model describes; style and composition come on top. */
export const MAX_CHAT_SCENE_LENGTH = 1_200;

/** Cuts at the last space within the limit, or in the middle of a text without spaces. */
export function cutAtWord(text: string, limit: number): string {
	if (text.length <= limit) return text;
	const cut = text.slice(0, limit - 1);
	const space = cut.lastIndexOf(' ');
	const kept = space > limit / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '');
	return `${kept.replace(/[\s,;:–—-]+$/, '')}…`;
}
