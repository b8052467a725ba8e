import { z } from 'zod';

/** `output` is an address, a list of them, or an object of them: each model decides. */
export const predictionSchema = z.object({
	id: z.string(),
	status: z.string(),
	output: z.unknown(),
	error: z.unknown(),
	logs: z.string().nullish(),
	metrics: z.object({ predict_time: z.number().nullish() }).nullish(),
});

export const fileSchema = z.object({ urls: z.object({ get: z.string() }) });

export type Prediction = z.output<typeof predictionSchema>;

/** The first address; null where there is none. */
export function addressIn(output: unknown): string | null {
	if (typeof output === 'string') return /^https?:/.test(output) ? output : null;
	if (typeof output !== 'object' || output === null) return null;
	for (const part of Object.values(output)) {
		const address = addressIn(part);
		if (address !== null) return address;
	}
	return null;
}
