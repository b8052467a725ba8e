import { cleanText } from './clean-text.ts';
import { IMAGE_TYPE_FACTS, type ImageType } from './image-types.ts';
import { cutAtWord, MAX_AVOID_LENGTH, MAX_GUIDELINES_LENGTH, MAX_PROMPT_LENGTH } from './limits.ts';

/** What all images of a post have in common. */
export interface PromptLook {
	imageType: ImageType;
	style: { palette: readonly string[]; guidelines: string; avoid: string };
	/** The narrower frame that is cut from the image later, such as "4:5"; null where nothing is cut. */
	keepSubjectInside: string | null;
}

const NO_LETTERING =
	'No text in the picture: no letters, numbers, captions, signs, logos, watermarks or signatures.';

/** Joins what to show with how all images of the post look; the last sentences are never cut. */
export function composePrompt(scene: string, look: PromptLook): string {
	const ending = [describeStyle(look), describeFrame(look.keepSubjectInside), NO_LETTERING].join('\n');
	return `${cutAtWord(scene, MAX_PROMPT_LENGTH - ending.length - 1)}\n${ending}`;
}

export function composeNegativePrompt(look: PromptLook): string {
	const avoid = cutAtWord(cleanText(look.style.avoid), MAX_AVOID_LENGTH);
	const always = 'text, letters, watermark, logo, signature, border';
	return [avoid, IMAGE_TYPE_FACTS[look.imageType].negative, always].filter((part) => part !== '').join(', ');
}

function describeStyle({ imageType, style }: PromptLook): string {
	const guidelines = cutAtWord(cleanText(style.guidelines), MAX_GUIDELINES_LENGTH);
	const avoid = cutAtWord(cleanText(style.avoid), MAX_AVOID_LENGTH);
	return [
		`Style: ${IMAGE_TYPE_FACTS[imageType].wording}`,
		style.palette.length > 0 ? `Colours: mostly ${style.palette.map(cleanText).join(', ')}.` : '',
		guidelines === '' ? '' : `House style: ${endSentence(guidelines)}`,
		avoid === '' ? '' : `Avoid: ${endSentence(avoid)}`,
	]
		.filter((part) => part !== '')
		.join(' ');
}

function describeFrame(frame: string | null): string {
	if (frame === null) return 'Composition: one clear main subject with calm space around it.';
	return (
		`Composition: one clear main subject, whole and in the middle, with calm space to both sides, ` +
		`so that a ${cleanText(frame)} crop around it still shows all of it.`
	);
}

function endSentence(text: string): string {
	return /[.!?…。！？]$/.test(text) ? text : `${text}.`;
}
