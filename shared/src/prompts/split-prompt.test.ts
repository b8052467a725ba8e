import { expect, it } from 'vitest';
import { composePrompt, type PromptLook } from './compose-prompt.ts';
import { splitPrompt } from './split-prompt.ts';

const look: PromptLook = {
	imageType: 'watercolor',
	style: { palette: ['#1d3557'], guidelines: 'wide views', avoid: '' },
	keepSubjectInside: '4:5',
};
const scene = 'A harbour at dawn.\nBoats lie on the mud.';

it('takes the scene out and puts another in, with every line of the pattern as it was', () => {
	const prompt = composePrompt(scene, look);
	const split = splitPrompt(prompt, look);
	expect(split.scene).toBe(scene);
	expect(split.fixed).toHaveLength(3);
	expect(split.withScene('A quay at night.')).toBe(composePrompt('A quay at night.', look));
	expect(split.withScene(scene)).toBe(prompt);
});

it('keeps what stands before the scene where it stands', () => {
	const own = { ...look, pattern: '{style}\n{image_prompt}\n{no_lettering}' };
	const split = splitPrompt(composePrompt(scene, own), own);
	expect(split.scene).toBe(scene);
	expect(split.withScene('Rain.')).toBe(composePrompt('Rain.', own));
});

it.each([
	['a person’s own words', 'Only what I say.', look],
	['a pattern in one line', composePrompt(scene, { ...look, pattern: 'So: {image_prompt} {style}' }), look],
])('takes all of %s for the scene', (_, prompt, itsLook) => {
	expect(splitPrompt(prompt, itsLook)).toMatchObject({ scene: prompt, fixed: [] });
});
