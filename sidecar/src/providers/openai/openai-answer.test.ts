import sharp from 'sharp';
import { expect, test } from 'vitest';
import { factsAbout } from '../../models/find-model.ts';
import { readAnswer } from './openai-answer.ts';

const flare = factsAbout('openai', 'gpt-image-2.5-flare');
const square = sharp({ create: { width: 16, height: 16, channels: 3, background: '#375' } });
const image = async () => ({ b64_json: (await square.png().toBuffer()).toString('base64') });

test('bills text, reference images and output at their own prices', async () => {
	const usage = {
		input_tokens: 1020,
		input_tokens_details: { text_tokens: 20, image_tokens: 1000 },
		output_tokens: 439,
		total_tokens: 1459,
	};
	const result = readAnswer({ created: 1, data: [await image()], usage }, flare);
	expect(result.costMicrodollars).toBe(20 * 5 + 1000 * 8 + 439 * 30);
	expect(result.usage).toEqual(usage);
});

test('takes all input for text where a server does not say more', async () => {
	const usage = { input_tokens: 20, output_tokens: 439 };
	expect(readAnswer({ data: [await image()], usage }, flare).costMicrodollars).toBe(20 * 5 + 439 * 30);
});

test('knows no cost where there is no usage or no price', async () => {
	expect(readAnswer({ data: [await image()] }, flare).costMicrodollars).toBeNull();
	expect(
		readAnswer({ data: [await image()], usage: { output_tokens: 9 } }, null).costMicrodollars,
	).toBeNull();
});

test('keeps the prompt as the provider rewrote it', async () => {
	const answer = { data: [{ ...(await image()), revised_prompt: 'A square' }] };
	expect(readAnswer(answer, flare).revisedPrompt).toBe('A square');
});

test.each([
	['a page', '<!doctype html>'],
	['nothing', undefined],
	['an address in place of the image', { data: [{ url: 'https://images.invalid/1.png' }] }],
])('cannot read %s', (_, answer) => {
	expect(() => readAnswer(answer, flare)).toThrowError(
		expect.objectContaining({ code: 'provider_answer_unreadable', charged: 'yes' }),
	);
});
