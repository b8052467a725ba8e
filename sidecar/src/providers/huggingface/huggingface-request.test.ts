import sharp from 'sharp';
import { expect, test } from 'vitest';
import { factsAbout, findModel, listModels } from '../../models/find-model.ts';
import type { ImageRequest } from '../image-provider.ts';
import { readHuggingFaceRefusal } from './huggingface-refusals.ts';
import { toHuggingFaceRequest } from './huggingface-request.ts';

const request: ImageRequest = {
	operation: 'generate',
	model: 'Qwen/Qwen-Image',
	prompt: 'A harbour',
	width: 1024,
	height: 576,
	quality: 'auto',
	source: null,
	mask: null,
	references: [],
	seed: 7,
	partialImages: 0,
	card: { title: '', kicker: '', language: 'en', palette: [], imageType: 'realistic' },
};

test('settings of the sampler have the names of the task', () => {
	const body = toHuggingFaceRequest(
		{
			...request,
			negativePrompt: 'lettering',
			diffusion: {
				steps: 20,
				guidanceScale: 4,
				scheduler: 'EulerDiscreteScheduler',
				strength: 0.5,
				extra: { eta: 1 },
			},
		},
		factsAbout('huggingface', request.model),
	);
	expect(body).toEqual({
		inputs: 'A harbour',
		parameters: {
			width: 1024,
			height: 576,
			negative_prompt: 'lettering',
			seed: 7,
			num_inference_steps: 20,
			guidance_scale: 4,
			scheduler: 'EulerDiscreteScheduler',
			eta: 1,
		},
	});
});

test('an edit has the image for its input and the words among the parameters', async () => {
	const source = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#375' } })
		.png()
		.toBuffer();
	const body = toHuggingFaceRequest(
		{
			...request,
			operation: 'edit',
			prompt: 'Make it night',
			source,
			diffusion: { strength: 0.5 },
		},
		factsAbout('huggingface', 'black-forest-labs/FLUX.1-Kontext-dev'),
	);
	expect(body).toEqual({
		inputs: source.toString('base64'),
		parameters: {
			prompt: 'Make it night',
			target_size: { width: 1024, height: 576 },
			seed: 7,
			strength: 0.5,
		},
	});
});

test('any model of the Hub is known, and only those of the table are listed', () => {
	const today = new Date('2026-11-21');
	expect(findModel('huggingface', 'somebody/some-model', today).facts.price.kind).toBe('unknown');
	expect(listModels('huggingface', today).map(({ facts }) => facts.name)).not.toContain('*');
});

test('a model that is being loaded says when it will be there', () => {
	const body = { error: 'Model somebody/some-model is currently loading', estimated_time: 38.5 };
	expect(readHuggingFaceRefusal({ status: 503, body }, 'somebody/some-model')).toMatchObject({
		code: 'provider_unavailable',
		retryAfterSeconds: 38.5,
	});
});

test('a model that is no longer served names another', () => {
	const body = {
		error: 'The requested model is deprecated and no longer supported by provider hf-inference.',
	};
	expect(readHuggingFaceRefusal({ status: 410, body }, 'black-forest-labs/FLUX.1-dev')).toMatchObject({
		code: 'model_retired',
		subject: 'black-forest-labs/FLUX.1-dev → black-forest-labs/FLUX.1-schnell',
	});
});
