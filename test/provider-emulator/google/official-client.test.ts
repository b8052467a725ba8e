import { GoogleGenAI } from '@google/genai';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const client = new GoogleGenAI({
	apiKey: 'AIzaTest',
	httpOptions: { baseUrl: emulator.baseUrl('google') },
});

test('@google/genai makes an image through the emulator', async () => {
	const answer = await client.models.generateContent({
		model: 'gemini-3-pro-image',
		contents: 'A harbour before dawn',
		config: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '4:3', imageSize: '1K' } },
	});
	const data = answer.candidates?.[0]?.content?.parts?.at(-1)?.inlineData?.data ?? '';
	const { width, height } = await sharp(Buffer.from(data, 'base64')).metadata();
	expect({ width, height }).toEqual({ width: 1200, height: 896 });
	expect(answer.usageMetadata?.candidatesTokensDetails).toEqual([{ modality: 'IMAGE', tokenCount: 1120 }]);
	// 6 tokens of words, 1,120 of image, 90 of thoughts.
	expect(emulator.charges()).toMatchObject([{ cost_microdollars: 6 * 2 + 1120 * 120 + 90 * 12 }]);
});

test('@google/genai edits an image through the emulator', async () => {
	const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#375' } })
		.jpeg()
		.toBuffer();
	const answer = await client.models.generateContent({
		model: 'gemini-nano-banana-2.1',
		contents: [
			{
				role: 'user',
				parts: [
					{ text: 'Make it night' },
					{ inlineData: { mimeType: 'image/jpeg', data: picture.toString('base64') } },
				],
			},
		],
		config: { responseModalities: ['IMAGE'] },
	});
	expect(answer.candidates?.[0]?.finishReason).toBe('STOP');
	expect(answer.usageMetadata?.promptTokensDetails).toContainEqual({ modality: 'IMAGE', tokenCount: 1120 });
});

test('it sees a refusal as one, and a block as success without an image', async () => {
	const order = { model: 'gemini-nano-banana-2.1', contents: 'x', config: { responseModalities: ['IMAGE'] } };
	emulator.setScenario('key_wrong');
	await expect(client.models.generateContent(order)).rejects.toMatchObject({ status: 400 });
	emulator.setScenario('moderation_in_result');
	const blocked = await client.models.generateContent(order);
	expect(blocked.candidates?.[0]?.finishReason).toBe('IMAGE_SAFETY');
	emulator.setScenario('ok');
	const unknown = { ...order, config: { ...order.config, imageConfig: { aspectRatio: '7:3' } } };
	await expect(client.models.generateContent(unknown)).rejects.toMatchObject({ status: 400 });
});
