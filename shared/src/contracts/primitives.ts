import { z } from 'zod';

/**
 * Building blocks that zod and WordPress's own validator understand alike. WordPress knows draft 4 only: no URL
 * formats, no records, no numeric exclusive limits cross the border (`scripts/generate-contracts.ts` refuses them).
 */
export const uuidSchema = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const postIdSchema = z.int().min(1);
export const personIdSchema = z.int().min(0);
/** Integer micro-dollars: 1 USD = 1,000,000. */
export const microdollarsSchema = z.int().min(0);
/** Seconds since 1970 in UTC. */
export const timestampSchema = z.int().min(0);
export const pixelsSchema = z.int().min(16).max(8192);
/** 0 is left or top, 1 is right or bottom. */
export const fractionSchema = z.number().min(0).max(1);
export const languageSchema = z.string().max(35);

/** The longest prompt that Limner accepts, in UTF-16 units. Models may take less: their table says so. */
export const PROMPT_LIMIT = 4000;
export const ALT_LIMIT = 500;
export const promptSchema = z.string().max(PROMPT_LIMIT);
export const altSchema = z.string().max(ALT_LIMIT);

/** A person of the site, as the plugin names them. Id 0 is the site itself. */
export const personSchema = z.strictObject({ id: personIdSchema, name: z.string().max(250) });
export type Person = z.infer<typeof personSchema>;
