import { cutAtWord, MAX_PROMPT_LENGTH } from './limits.ts';
import { BUILT_IN_PATTERN, namesIn, type Placeholder } from './placeholders.ts';

/** Text for each placeholder, ready to stand in a prompt: what comes from a post is cleaned and quoted already. */
export type PatternValues = Readonly<Record<Placeholder, string>>;

const NAMES = /\{([a-z_]+)\}/g;
/** These values bring their own quotation marks. */
const QUOTED = /["“'‘«]\{(post_title|section_heading|categories|site_name)\}["”'’»]/g;

/**
 * Fills a pattern. Values are put in once and not read again, so that braces in a post stay what they are; a line whose
 * placeholders are all empty is left out. Only `{image_prompt}` is shortened where the whole would be too long.
 */
export function applyPattern(pattern: string, values: PatternValues): string {
	const lines = patternOr(pattern).replace(QUOTED, '{$1}').split('\n');
	const kept = lines.filter((line) => {
		const named = namesIn(line).filter((name) => name in values);
		return named.length === 0 || named.some((name) => values[name as Placeholder] !== '');
	});
	const text = kept.join('\n');
	const scenes = namesIn(text).filter((name) => name === 'image_prompt').length;
	const around = fill(text, { ...values, image_prompt: '' }).length;
	const room = scenes === 0 ? 0 : Math.max(0, Math.floor((MAX_PROMPT_LENGTH - around) / scenes));
	const filled = fill(text, { ...values, image_prompt: cutAtWord(values.image_prompt, room) });
	return cutAtWord(filled.trim(), MAX_PROMPT_LENGTH);
}

export function patternOr(pattern: string): string {
	return pattern.trim() === '' ? BUILT_IN_PATTERN : pattern;
}

function fill(text: string, values: PatternValues): string {
	return text.replace(NAMES, (whole, name: string) => (name in values ? values[name as Placeholder] : whole));
}
