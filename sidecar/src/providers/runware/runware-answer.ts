import { z } from 'zod';

const errorSchema = z.object({
	code: z.string().nullish(),
	message: z.string().nullish(),
	parameter: z.unknown().optional(),
});

export type RunwareError = z.output<typeof errorSchema>;

const itemSchema = z.object({
	status: z.string().nullish(),
	imageURL: z.string().nullish(),
	/** US dollars. */
	cost: z.number().nullish(),
	seed: z.number().nullish(),
	/** 0 to 100. */
	progress: z.number().nullish(),
	error: errorSchema.nullish(),
});

export type RunwareItem = z.output<typeof itemSchema>;

/** What an order and a question are answered with: items of the tasks that are well, errors of those that are not. */
export const answerSchema = z.object({
	data: z.array(itemSchema).nullish(),
	errors: z.array(errorSchema).nullish(),
});

export const balanceSchema = z.object({
	data: z.array(z.object({ balance: z.object({ amount: z.number() }) })).min(1),
});

/** The first error of an answer, whichever of the two places it stands in; null where there is none. */
export function errorIn(body: unknown): RunwareError | null {
	const parsed = answerSchema.safeParse(body);
	if (!parsed.success) return null;
	const failed = parsed.data.data?.find((item) => item.status === 'error');
	return parsed.data.errors?.[0] ?? (failed ? (failed.error ?? {}) : null);
}

export function dollarsToMicrodollars(dollars: number): number {
	return Math.round(dollars * 1_000_000);
}
