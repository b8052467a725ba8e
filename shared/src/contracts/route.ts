import type { z } from 'zod';

export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Parameters in braces. */
	path: string;
	/** `open`: nobody needs to prove anything; `signed`: the other side's HMAC; `person`: cookie and nonce, in WordPress. */
	access: 'open' | 'signed' | 'person';
	/** What it does, for the API documentation. */
	summary: string;
	request: z.ZodType | null;
	/** Null: bytes or an event stream. */
	response: z.ZodType | null;
	/** Status of success where it is not 200. */
	status?: number;
	/** What it takes behind the question mark. */
	query?: z.ZodObject;
}

/** Keeps each schema's own type, so that a handler's body and answer are checked against its route. */
export const route = <Request extends z.ZodType | null, Response extends z.ZodType | null>(
	method: Route['method'],
	path: string,
	access: Route['access'],
	summary: string,
	request: Request,
	response: Response,
	status?: number,
	query?: z.ZodObject,
): Route & { request: Request; response: Response } => ({
	method,
	path,
	access,
	summary,
	request,
	response,
	status,
	query,
});
