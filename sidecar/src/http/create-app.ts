import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import type { Caller, DefinedRoute } from './define-route.ts';
import { addHealthRoutes } from './health-routes.ts';
import { addOperatorRoutes } from './operator-routes.ts';
import { requireSignedRequest } from './require-signed-request.ts';
import { ROUTES } from './routes/index.ts';
import { createErrorSender } from './send-error.ts';

/** Room for twenty posts' content in one request. */
const LARGEST_BODY = '8mb';
/** One image in base64. */
const LARGEST_INPUT = '40mb';

export function createApp(engine: Engine): Express {
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.use(helmet());
	addHealthRoutes(app, engine);
	addOperatorRoutes(app, engine);
	app.use('/v1/inputs', express.raw({ type: () => true, limit: LARGEST_INPUT }));
	// Raw, as the signature is over the bytes that came.
	app.use('/v1', express.raw({ type: () => true, limit: LARGEST_BODY }));
	for (const defined of ROUTES) addRoute(app, engine, defined);
	app.use((request) => {
		throw new LimnerError('not_found', { cause: `${request.method} ${request.path}` });
	});
	app.use(createErrorSender(engine.log));
	return app;
}

function addRoute(app: Express, engine: Engine, defined: DefinedRoute): void {
	const { route } = defined;
	const path = route.path.replace(/\{(\w+)\}/g, ':$1');
	const method = route.method.toLowerCase() as Lowercase<typeof route.method>;
	app[method](path, async (request, response) => {
		const caller = route.access === 'signed' ? await requireSignedRequest(engine, request) : null;
		if (caller && !caller.isAtHome && !defined.answersAnywhere) throw movedOrCopied(caller);
		const answer = await defined.handle({
			engine,
			parameters: request.params as Record<string, string>,
			body: route.request === null ? undefined : JSON.parse(bodyText(request.body)),
			caller: () => requireCaller(caller),
			request,
			response,
		});
		if (answer === 'sent') return;
		response
			.status(answer.status ?? route.status ?? 200)
			.set('Cache-Control', 'no-store')
			.json(answer.body);
	});
}

function bodyText(body: unknown): string {
	return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}

function requireCaller(caller: Caller | null): Caller {
	if (!caller) throw new Error('An open route asked for its caller.');
	return caller;
}

function movedOrCopied(caller: Caller): LimnerError {
	return new LimnerError('site_moved_or_copied', {
		cause: `connected as ${caller.site.home_url} (${caller.site.environment}), asked as ${caller.homeUrl} (${caller.environment})`,
		subject: caller.site.home_url,
	});
}
