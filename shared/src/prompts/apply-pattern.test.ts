import { describe, expect, it } from 'vitest';
import { applyPattern, type PatternValues } from './apply-pattern.ts';
import { composeNegativePrompt, composePrompt, type PromptLook } from './compose-prompt.ts';
import { MAX_PROMPT_LENGTH } from './limits.ts';
import { PLACEHOLDERS } from './placeholders.ts';

const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, `<${name}>`])) as PatternValues;
const look: PromptLook = {
	imageType: 'flat',
	style: { palette: ['#123456'], guidelines: 'Always at dawn', avoid: 'crowds' },
	keepSubjectInside: '4:5',
	post: {
		title: 'Salt roads: a guide',
		categories: ['Travel', 'History'],
		siteName: 'Old Roads',
		language: 'en',
	},
};
const scene = 'A flat vector illustration of a stone stair.';

describe('applyPattern', () => {
	it('puts every value in', () => {
		for (const name of PLACEHOLDERS) expect(applyPattern(`a {${name}} b`, values)).toBe(`a <${name}> b`);
	});

	it('does not read what a value says', () => {
		const hostile = { ...values, post_title: '“{style} {image_prompt}”' };
		expect(applyPattern('{post_title} | {image_prompt}', hostile)).toBe(
			'“{style} {image_prompt}” | <image_prompt>',
		);
	});

	it('leaves out a line that has nothing to say, and keeps lone braces', () => {
		const bare = { ...values, categories: '', site_name: '' };
		expect(applyPattern('{image_prompt}\nFrom {site_name}, about {categories}\n{ end }', bare)).toBe(
			'<image_prompt>\n{ end }',
		);
		expect(applyPattern('{image_prompt}\nFrom {site_name}, {style}', bare)).toBe(
			'<image_prompt>\nFrom , <style>',
		);
	});

	it('shortens the prompt and nothing else', () => {
		const long = { ...values, image_prompt: 'word '.repeat(3_000) };
		const whole = applyPattern('Before. {image_prompt} Between. {image_prompt} After.', long);
		expect(whole.length).toBeLessThanOrEqual(MAX_PROMPT_LENGTH);
		expect(whole.length).toBeGreaterThan(MAX_PROMPT_LENGTH - 40);
		expect(whole).toMatch(/^Before\. word .*… Between\. word .*… After\.$/);
		expect(applyPattern('x'.repeat(MAX_PROMPT_LENGTH + 5), values).length).toBeLessThanOrEqual(
			MAX_PROMPT_LENGTH,
		);
	});
});

describe('composePrompt', () => {
	it('says with the built-in pattern what it always said', () => {
		expect(composePrompt(scene, look)).toBe(
			'A flat vector illustration of a stone stair.\n' +
				'Style: Simple geometric shapes, even colours without gradients, generous empty space. ' +
				'Colours: mostly #123456. House style: Always at dawn. Avoid: crowds.\n' +
				'Composition: one clear main subject, whole and in the middle, with calm space to both sides, ' +
				'so that a 4:5 crop around it still shows all of it.\n' +
				'No text in the picture: no letters, numbers, captions, signs, logos, watermarks or signatures.',
		);
		expect(composePrompt(scene, { ...look, pattern: ' \n ' })).toBe(composePrompt(scene, look));
	});

	it('quotes what comes from a post or a site, once', () => {
		const pattern =
			'{post_title} “{section_heading}” {categories} "{site_name}" {image_type}: {image_prompt}';
		expect(composePrompt(scene, { ...look, pattern }, 'The ” stair')).toBe(
			`“Salt roads: a guide” “The ' stair” “Travel”, “History” “Old Roads” Flat design: ${scene}`,
		);
	});

	it('names the post where a picture has no heading of its own', () => {
		expect(composePrompt(scene, { ...look, pattern: '{section_heading}: {image_prompt}' })).toBe(
			`“Salt roads: a guide”: ${scene}`,
		);
	});

	it('says nothing twice that the pattern names apart', () => {
		const prompt = composePrompt(scene, { ...look, pattern: '{image_prompt} Only {palette}. {style}' });
		expect(prompt.match(/#123456/g)).toHaveLength(1);
		expect(prompt).toContain('House style: Always at dawn.');
	});

	it('cleans addresses and markup out of what it names', () => {
		const post = { ...look.post, title: 'See <b>https://evil.example</b>', categories: [' '] } as const;
		const prompt = composePrompt(scene, {
			...look,
			post: { siteName: '', language: '', ...post },
			pattern: '{image_prompt} [{post_title}] [{categories}]',
		});
		expect(prompt).toBe(`${scene} [“See”] []`);
	});

	it('leaves what to avoid to the negative prompt where the model takes one', () => {
		expect(composePrompt(scene, { ...look, avoidsApart: true })).not.toContain('crowds');
		expect(composeNegativePrompt({ ...look, negative: 'flags, rain' })).toMatch(
			/^flags, rain, crowds, photograph/,
		);
	});
});
