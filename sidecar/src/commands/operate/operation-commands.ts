import type { Operation } from '@limner/shared/contracts/operation';

/** One operation as people call it. */
export interface OperationCommand {
	name: string;
	operation: Operation;
	summary: string;
	/** The image that is worked on; not set: it starts from words. */
	source?: true;
	/** What the words are for; not set: none are taken. */
	words?: { name: string; about: string; isOptional?: true; usual?: string };
	/** Which other images it takes. */
	references?: { about: string; isNeeded?: true };
	/** Another operation, where a mask goes along. */
	withMask?: Operation;
	/** Another operation, where references go along. */
	withReferences?: Operation;
	/**
	 * How large the file is where no size is named: as its source, `1600x900`, as the model made it, or that a size has
	 * to be named.
	 */
	size: 'source' | 'usual' | 'as_made' | 'named';
	/** How many times its source's size a model is asked for. */
	factor?: number;
	/** With --drafts it makes small ones to choose from, where a model draws four on one sheet. */
	inDrafts?: true;
	/** What comes is no picture and is written as it came. */
	extension?: '.glb' | '.mp4';
}

const PROMPT = { name: 'prompt', about: 'what to make of it' };

export const OPERATION_COMMANDS: readonly OperationCommand[] = [
	{
		name: 'draw',
		operation: 'generate',
		withReferences: 'generate_with_references',
		summary: 'draw an image from words, and from other images with --reference',
		words: { name: 'prompt', about: 'sent as it stands' },
		references: { about: 'to draw from; the first is the most important' },
		size: 'usual',
		inDrafts: true,
	},
	{
		name: 'edit',
		operation: 'edit',
		withMask: 'edit_with_mask',
		summary: 'change an image by words, all of it or what a --mask leaves open',
		source: true,
		words: PROMPT,
		size: 'source',
	},
	{
		name: 'extend',
		operation: 'outpaint',
		summary: 'draw on beyond the edges of an image, up to --size',
		source: true,
		words: {
			name: 'prompt',
			about: 'what is out there',
			isOptional: true,
			usual: 'Continue the scene naturally beyond its edges',
		},
		size: 'named',
	},
	{
		name: 'restyle',
		operation: 'style_transfer',
		summary: 'draw an image anew in another style',
		source: true,
		words: { name: 'style', about: 'in words' },
		references: { about: 'in this style, where the model takes it' },
		size: 'source',
	},
	{
		name: 'upscale',
		operation: 'upscale',
		summary: 'make an image larger',
		source: true,
		size: 'as_made',
		factor: 2,
	},
	{
		name: 'remove-background',
		operation: 'remove_background',
		summary: 'cut out what an image shows',
		source: true,
		size: 'as_made',
	},
	{
		name: 'vary',
		operation: 'variations',
		summary: 'make another image like this one',
		source: true,
		words: { name: 'prompt', about: 'what is to be different', isOptional: true },
		size: 'source',
	},
	{
		name: 'place-character',
		operation: 'character_reference',
		summary: 'draw the figure of an image in another scene',
		source: true,
		words: { name: 'prompt', about: 'the scene' },
		references: { about: 'of the same figure' },
		size: 'usual',
	},
	{
		name: 'swap-face',
		operation: 'face_swap',
		summary: 'put the face of --reference into an image',
		source: true,
		references: { about: 'the face', isNeeded: true },
		size: 'source',
	},
	{
		name: 'translate-text',
		operation: 'translate_text',
		summary: 'set the words in an image in another language',
		source: true,
		words: { name: 'language', about: 'such as German' },
		size: 'source',
	},
	{
		name: 'to-3d',
		operation: 'image_to_3d',
		summary: 'make a 3D model (GLB) of what an image shows',
		source: true,
		size: 'source',
		extension: '.glb',
	},
	{
		name: 'to-video',
		operation: 'image_to_video',
		summary: 'make a video (MP4) of an image',
		source: true,
		words: { name: 'prompt', about: 'what happens' },
		size: 'source',
		extension: '.mp4',
	},
];
