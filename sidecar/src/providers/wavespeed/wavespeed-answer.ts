import { z } from 'zod';

/** Every answer is an envelope; `code` is the HTTP status once more, or what went wrong. */
const envelope = <Data extends z.ZodType>(data: Data) =>
	z.object({ code: z.number().nullish(), message: z.string().nullish(), data: data.nullish() });

export const submittedSchema = envelope(z.object({ id: z.string().nullish() }));

export const resultSchema = envelope(
	z.object({
		status: z.string(),
		outputs: z.array(z.string()).nullish(),
		/** What went wrong with the task: wavespeed.ai/docs/error-codes. */
		code: z.number().nullish(),
		error: z.string().nullish(),
	}),
);

export const uploadedSchema = envelope(z.object({ download_url: z.string().nullish() }));

/** US dollars. */
export const balanceSchema = envelope(z.object({ balance: z.number() }));

export type WaveSpeedResult = NonNullable<z.output<typeof resultSchema>['data']>;
