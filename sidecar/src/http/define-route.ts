import type { Request, Response } from 'express';
import type { Route } from '@limner/shared/contracts/routes';
import { uuidSchema } from '@limner/shared/contracts/primitives';
import type { z } from 'zod';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import type { SiteRow } from '../storage/tables.ts';

/** Who proved to be asking. */
export interface Caller {
	site: SiteRow;
	/** The site's address and environment as the request states them, and whether that is where the site was. */
	homeUrl: string;
	environment: string;
	isAtHome: boolean;
}

type BodyOf<R extends Route> = R['request'] extends z.ZodType ? z.output<R['request']> : undefined;
type AnswerOf<R extends Route> = R['response'] extends z.ZodType ? z.output<R['response']> : never;

export interface RouteCall<R extends Route> {
	engine: Engine;
	/** Of the path. */
	parameters: Record<string, string>;
	body: BodyOf<R>;
	/** Throws on a route that is open to everybody. */
	caller: () => Caller;
	request: Request;
	response: Response;
}

/** `sent`: the handler wrote the answer itself (bytes, events). */
export type RouteAnswer<R extends Route> = { body: AnswerOf<R>; status?: number } | 'sent';

export interface DefinedRoute {
	route: Route;
	/** Answers requests also of a site that stands under another address than it was connected with. */
	answersAnywhere: boolean;
	handle(call: Omit<RouteCall<Route>, 'body'> & { body: unknown }): Promise<RouteAnswer<Route>>;
}

export function defineRoute<R extends Route>(
	route: R,
	handle: (call: RouteCall<R>) => Promise<RouteAnswer<R>>,
	options: { answersAnywhere?: boolean } = {},
): DefinedRoute {
	return {
		route,
		answersAnywhere: options.answersAnywhere ?? false,
		handle: (call) => {
			const body = (route.request === null ? undefined : route.request.parse(call.body)) as BodyOf<R>;
			return handle({ ...call, body }) as Promise<RouteAnswer<Route>>;
		},
	};
}

/** A uuid of the path. What is none cannot exist. */
export function idParameter(call: { parameters: Record<string, string> }, name: string): string {
	const parsed = uuidSchema.safeParse(call.parameters[name]);
	if (!parsed.success) throw new LimnerError('not_found', { subject: name });
	return parsed.data;
}

/** A post's number of the path. */
export function postIdParameter(call: { parameters: Record<string, string> }): number {
	const text = call.parameters['post_id'] ?? '';
	if (!/^[1-9]\d{0,14}$/.test(text)) throw new LimnerError('not_found', { subject: 'post_id' });
	return Number(text);
}
