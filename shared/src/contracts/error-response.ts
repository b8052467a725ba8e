import { z } from 'zod';
import { errorInfoSchema } from './error-code.ts';

/** Every failed answer of the sidecar. The plugin's own are WP_Errors with code `limner_…` and this in `data.error`. */
export const errorResponseSchema = z.strictObject({ error: errorInfoSchema });
export type ErrorResponse = z.infer<typeof errorResponseSchema>;
