import { editDistance } from '../text/edit-distance.ts';

/** What a prompt pattern may name in braces. The plugin knows the same list (Prompts/PromptPattern.php). */
export const PLACEHOLDERS = [
	'image_prompt',
	'post_title',
	'section_heading',
	'categories',
	'site_name',
	'language',
	'image_type',
	'style',
	'palette',
	'guidelines',
	'avoid',
	'composition',
	'no_lettering',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What a site without a pattern of its own has. */
export const BUILT_IN_PATTERN = '{image_prompt}\nStyle: {style}\nComposition: {composition}\n{no_lettering}';

/** Without one of these every image of a site would be asked for in the same words. */
const TELLING: readonly Placeholder[] = ['image_prompt', 'section_heading', 'post_title'];

export type PatternProblem =
	| { kind: 'unknown'; name: string; suggestion: Placeholder | null }
	/** Nothing in the pattern says what to show. */
	| { kind: 'says_nothing' };

const BRACES = /\{([^{}\n]*)\}/g;

/** Names in braces, in their order; known or not. */
export function namesIn(pattern: string): string[] {
	return [...pattern.matchAll(BRACES)].map(([, name]) => name ?? '');
}

/** What has to be put right before a pattern can be used; empty where nothing has. The empty pattern is the built-in one. */
export function checkPattern(pattern: string): PatternProblem[] {
	if (pattern.trim() === '') return [];
	const names = [...new Set(namesIn(pattern))];
	const unknown = names
		.filter((name) => !isPlaceholder(name))
		.map((name): PatternProblem => ({ kind: 'unknown', name, suggestion: nearestPlaceholder(name) }));
	if (unknown.length > 0 || names.some((name) => TELLING.some((telling) => telling === name))) return unknown;
	return [{ kind: 'says_nothing' }];
}

/** In English, for logs and the command line; the plugin says it in the site's language. */
export function describePatternProblem(problem: PatternProblem): string {
	if (problem.kind === 'says_nothing')
		return 'the pattern needs {image_prompt}, or it says nothing of the post';
	const { name, suggestion } = problem;
	return `{${name}} is no placeholder${suggestion === null ? '' : `; did you mean {${suggestion}}?`}`;
}

function isPlaceholder(name: string): name is Placeholder {
	return PLACEHOLDERS.some((known) => known === name);
}

/** `{title}` is part of a name, `{Post Title}` another spelling of one, `{post_tilte}` a slip. */
function nearestPlaceholder(name: string): Placeholder | null {
	const plain = name
		.trim()
		.toLowerCase()
		.replaceAll(/[\s-]+/g, '_');
	if (plain === '') return null;
	const [nearest] = PLACEHOLDERS.map((known) => ({ known, distance: distanceTo(known, plain) })).toSorted(
		(one, other) => one.distance - other.distance,
	);
	return nearest && nearest.distance <= Math.max(2, Math.floor(nearest.known.length / 4))
		? nearest.known
		: null;
}

const SHORTEST_PART = 4;

function distanceTo(known: Placeholder, plain: string): number {
	if (known === plain) return 0;
	return plain.length >= SHORTEST_PART && known.includes(plain) ? 1 : editDistance(plain, known);
}
