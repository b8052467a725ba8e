import { applyPattern, patternOr } from './apply-pattern.ts';
import { cleanText, quote } from './clean-text.ts';
import { IMAGE_TYPE_FACTS, type ImageType } from './image-types.ts';
import { cutAtWord, MAX_AVOID_LENGTH, MAX_GUIDELINES_LENGTH, MAX_QUOTED_HEADING_LENGTH } from './limits.ts';
import { namesIn } from './placeholders.ts';

/** What all images of a post have in common. */
export interface PromptLook {
	imageType: ImageType;
	style: { palette: readonly string[]; guidelines: string; avoid: string };
	/** The narrower frame that is cut from the image later, such as "4:5"; null where nothing is cut. */
	keepSubjectInside: string | null;
	/** The text around each prompt; empty or missing is the built-in one. */
	pattern?: string;
	/** What the pattern may name beside the prompt. */
	post?: PatternPost;
	/** What no image of the site should show, for models that take it. */
	negative?: string;
	/** The model takes a negative prompt: what to avoid is said there, and not in the words. */
	avoidsApart?: boolean;
}

export interface PatternPost {
	/** The SEO title where there is one. */
	title: string;
	categories: readonly string[];
	siteName: string;
	language: string;
}

const NO_POST: PatternPost = { title: '', categories: [], siteName: '', language: '' };

const NO_LETTERING =
	'No text in the picture: no letters, numbers, captions, signs, logos, watermarks or signatures.';
const ALWAYS_NEGATIVE = 'text, letters, watermark, logo, signature, border';

/** Joins what to show with how all images of the post look, by the site's pattern. `heading` is empty for the featured image. */
export function composePrompt(scene: string, look: PromptLook, heading = ''): string {
	const { title, categories, siteName, language } = look.post ?? NO_POST;
	const { palette, guidelines, avoid } = describeParts(look);
	const names = new Set(namesIn(patternOr(look.pattern ?? '')));
	return applyPattern(look.pattern ?? '', {
		image_prompt: scene,
		post_title: quoted(title),
		section_heading: quoted(heading === '' ? title : heading),
		categories: categories
			.map(quoted)
			.filter((category) => category !== '')
			.join(', '),
		site_name: quoted(siteName),
		language: cleanText(language),
		image_type: IMAGE_TYPE_FACTS[look.imageType].label,
		style: describeStyle(look, names),
		palette,
		guidelines,
		avoid,
		composition: describeFrame(look.keepSubjectInside),
		no_lettering: NO_LETTERING,
	});
}

/** For models that take one: the site's own words first. */
export function composeNegativePrompt({
	imageType,
	style,
	negative = '',
}: Pick<PromptLook, 'imageType' | 'style' | 'negative'>): string {
	const own = [negative, style.avoid].map((text) => cutAtWord(cleanText(text), MAX_AVOID_LENGTH));
	return [...own, IMAGE_TYPE_FACTS[imageType].negative, ALWAYS_NEGATIVE]
		.filter((part) => part !== '')
		.join(', ');
}

/** What somebody wrote into a post is material wherever it stands. */
function quoted(text: string): string {
	const clean = cleanText(text);
	return clean === '' ? '' : quote(cutAtWord(clean, MAX_QUOTED_HEADING_LENGTH));
}

function describeParts({ style, avoidsApart }: PromptLook) {
	return {
		palette: style.palette.map(cleanText).join(', '),
		guidelines: cutAtWord(cleanText(style.guidelines), MAX_GUIDELINES_LENGTH),
		avoid: avoidsApart === true ? '' : cutAtWord(cleanText(style.avoid), MAX_AVOID_LENGTH),
	};
}

/** All of the style but what the pattern names apart. */
function describeStyle(look: PromptLook, names: ReadonlySet<string>): string {
	const parts = describeParts(look);
	const told = (name: keyof typeof parts) => (names.has(name) ? '' : parts[name]);
	const [palette, guidelines, avoid] = [told('palette'), told('guidelines'), told('avoid')];
	return [
		IMAGE_TYPE_FACTS[look.imageType].wording,
		palette === '' ? '' : `Colours: mostly ${palette}.`,
		guidelines === '' ? '' : `House style: ${endSentence(guidelines)}`,
		avoid === '' ? '' : `Avoid: ${endSentence(avoid)}`,
	]
		.filter((part) => part !== '')
		.join(' ');
}

function describeFrame(frame: string | null): string {
	if (frame === null) return 'one clear main subject with calm space around it.';
	return (
		`one clear main subject, whole and in the middle, with calm space to both sides, ` +
		`so that a ${cleanText(frame)} crop around it still shows all of it.`
	);
}

function endSentence(text: string): string {
	return /[.!?…。！？]$/.test(text) ? text : `${text}.`;
}
