import { z } from 'zod';

/** What a request is accepted with. The addresses are fal's own; they hold the owner and the app, not the whole path. */
export const submittedSchema = z.object({
	request_id: z.string(),
	response_url: z.string().nullish(),
});

export const statusSchema = z.object({
	status: z.string(),
	logs: z.array(z.object({ message: z.string().nullish() })).nullish(),
});

const fileSchema = z.object({ url: z.string().nullish() });

/** Endpoints name their result by what it is; the first that is there counts. */
export const resultSchema = z.object({
	images: z.array(fileSchema).nullish(),
	image: fileSchema.nullish(),
	model_glb: fileSchema.nullish(),
	video: fileSchema.nullish(),
	seed: z.number().nullish(),
	has_nsfw_concepts: z.array(z.boolean()).nullish(),
});

export type FalResult = z.output<typeof resultSchema>;

export function addressOf({ images, image, model_glb: model, video }: FalResult): string | null {
	return [...(images ?? []), image, model, video].find((file) => file?.url)?.url ?? null;
}
