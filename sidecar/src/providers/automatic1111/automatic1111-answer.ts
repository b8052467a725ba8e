import { z } from 'zod';
import type { ImageResult } from '../image-provider.ts';
import type { ProviderAnswer, ProviderCall } from '../provider-call.ts';
import { recogniseImage } from '../recognise-image.ts';

/** `images` of txt2img and img2img, `image` of the upscaler. */
const answerSchema = z.object({
	images: z.array(z.string()).nullish(),
	image: z.string().nullish(),
	/** JSON in a string. */
	info: z.string().nullish(),
});

const infoSchema = z.object({ seed: z.number().nullish(), sd_model_name: z.string().nullish() });

export function readAutomatic1111Answer(call: ProviderCall, answer: ProviderAnswer): ImageResult {
	const { images, image, info } = answer.read(answerSchema);
	const base64 = images?.[0] ?? image;
	if (!base64) throw call.unreadable('the answer has no image in it');
	const bytes = Buffer.from(base64.replace(/^data:image\/\w+;base64,/, ''), 'base64');
	const kind = recogniseImage(bytes);
	if (kind === null) throw call.unreadable('what came is no PNG, JPEG or WebP');
	if (kind === 'truncated') throw call.unreadable(`the image breaks off after ${bytes.length} bytes`);
	const { seed, sd_model_name: checkpoint } = readInfo(info);
	return {
		bytes,
		revisedPrompt: null,
		seed: seed ?? null,
		usage: checkpoint ? { checkpoint } : null,
		costMicrodollars: 0,
	};
}

function readInfo(info: string | null | undefined): z.output<typeof infoSchema> {
	try {
		return infoSchema.catch({}).parse(JSON.parse(info ?? '{}'));
	} catch {
		// The image is there; what stands beside it is only for the record.
		return {};
	}
}
