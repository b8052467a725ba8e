import type { Operation } from '../models/model-facts.ts';
import type { ImageRequest } from './image-provider.ts';

/**
 * What a model is told that edits by words, before the person's own words: such a model has one endpoint for all of
 * these, and only the instruction tells them apart. An edit is nothing but the person's words.
 */
const INSTRUCTIONS: Readonly<Partial<Record<Operation, string>>> = {
	outpaint:
		'Extend the picture beyond its edges until it fills the new frame. Leave what is in it as it is, and continue its light, perspective and style.',
	style_transfer:
		'Redraw the first picture in the style of the picture after it. Keep what the first one shows and how it is composed.',
	variations:
		'Make another version of this picture: the same subject, mood and style, in a different composition.',
	character_reference:
		'Make a new picture of the person or character in the picture given. Keep face, build, hair and clothes recognisable.',
	translate_text:
		'Translate all writing in the picture. Keep lettering, layout and everything else as they are.',
};

/** The words of a request for a model that edits by words; never empty for an operation that takes none. */
export function editInstruction({ operation, prompt }: Pick<ImageRequest, 'operation' | 'prompt'>): string {
	return [INSTRUCTIONS[operation] ?? '', prompt].filter(Boolean).join('\n\n');
}
