import type { Policy } from '../contracts/policy.ts';

export type ImageType = Policy['image_type'];

export interface ImageTypeFacts {
	/** For people, in English; the sides translate it. */
	label: string;
	/** Begins the prompt: “{opening} for an article …”. */
	opening: string;
	/** Says how it is made. */
	wording: string;
	/** What a model makes of it by mistake. */
	negative: string;
}

export const IMAGE_TYPE_FACTS: Record<ImageType, ImageTypeFacts> = {
	realistic: {
		label: 'Realistic photograph',
		opening: 'A realistic photograph',
		wording:
			'Natural light, true materials and skin, a real camera lens with gentle depth of field, nothing staged.',
		negative: 'illustration, drawing, cartoon, 3D render, plastic skin, distorted hands',
	},
	artistic: {
		label: 'Artistic painting',
		opening: 'An expressive painting',
		wording:
			'Visible brushwork, rich colour and a strong play of light and shadow, painted by hand on canvas.',
		negative: 'photograph, 3D render, picture frame',
	},
	illustration: {
		label: 'Editorial illustration',
		opening: 'An editorial illustration',
		wording:
			'Confident shapes, a few well-chosen colours, light texture, one clear idea, as in a good magazine.',
		negative: 'photograph, clip art, cluttered background',
	},
	cartoon: {
		label: 'Cartoon',
		opening: 'A friendly cartoon drawing',
		wording: 'Bold outlines, rounded shapes, expressive characters, bright flat colours with simple shading.',
		negative: 'photograph, speech bubbles, comic panels',
	},
	watercolor: {
		label: 'Watercolour',
		opening: 'A watercolour painting',
		wording:
			'Soft washes that run into each other, paper grain showing through, pencil lines here and there.',
		negative: 'photograph, hard vector edges, picture frame',
	},
	line_art: {
		label: 'Line drawing',
		opening: 'A fine line drawing',
		wording: 'Clean ink lines of varying weight on a plain light ground, with at most one accent colour.',
		negative: 'photograph, gradients, heavy shading',
	},
	flat: {
		label: 'Flat design',
		opening: 'A flat vector illustration',
		wording: 'Simple geometric shapes, even colours without gradients, generous empty space.',
		negative: 'photograph, realistic texture, shadows, 3D render',
	},
	minimalist: {
		label: 'Minimalist',
		opening: 'A minimalist image',
		wording: 'One subject, a calm plain background, much empty space and very few colours.',
		negative: 'clutter, busy background, many objects',
	},
	'3d': {
		label: '3D render',
		opening: 'A 3D render',
		wording: 'Soft studio light, rounded tactile materials, gentle shadows and a clean background.',
		negative: 'photograph, flat drawing, harsh noise',
	},
	vintage: {
		label: 'Vintage print',
		opening: 'A vintage print',
		wording:
			'Muted inks slightly out of register, paper grain and halftone, as in a mid-century travel poster.',
		negative: 'photograph, glossy finish, modern gadgets',
	},
};
