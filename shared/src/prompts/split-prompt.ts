import { composePrompt, type PromptLook } from './compose-prompt.ts';

export interface SplitPrompt {
	/** What the picture shows. */
	scene: string;
	/** What the site says with every image: style, composition and the like. */
	fixed: string[];
	/** The whole prompt with another scene in place of this one. */
	withScene(scene: string): string;
}

/**
 * Takes the lines that the site's pattern adds out of a prompt, so that whoever rewords it leaves them as they are.
 * Where the pattern puts all into one line, or a person rewrote everything, all of it is the scene.
 */
export function splitPrompt(prompt: string, look: PromptLook): SplitPrompt {
	const ofPattern = new Set(composePrompt('', look).split('\n'));
	const lines = prompt.split('\n').map((text) => ({ text, isFixed: ofPattern.has(text) }));
	const scene = lines.filter(({ isFixed }) => !isFixed).map(({ text }) => text);
	if (scene.join('').trim() === '') return { scene: prompt, fixed: [], withScene: (other) => other };
	const first = lines.findIndex(({ isFixed }) => !isFixed);
	return {
		scene: scene.join('\n').trim(),
		fixed: lines.filter(({ isFixed }) => isFixed).map(({ text }) => text),
		withScene: (other) =>
			lines
				.flatMap(({ text, isFixed }, index) => (isFixed ? [text] : index === first ? [other] : []))
				.join('\n'),
	};
}
