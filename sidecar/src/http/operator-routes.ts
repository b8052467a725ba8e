import { createHash, timingSafeEqual } from 'node:crypto';
import type { Express, NextFunction, Request, Response } from 'express';
import type { Engine } from '../engine.ts';
import { describeApi } from './describe-api.ts';
import { writeApiPage } from './write-api-page.ts';

/** The API's description, for whoever has the operator's token; without one set, these pages do not exist. */
export function addOperatorRoutes(app: Express, engine: Engine): void {
	const { operatorToken } = engine.config;
	if (operatorToken === null) return;
	const requireOperator = (request: Request, response: Response, next: NextFunction) => {
		if (isOperator(request, operatorToken)) next();
		else response.status(401).set('WWW-Authenticate', 'Basic realm="Limner"').end();
	};
	app.get('/openapi.json', requireOperator, (_request, response) => {
		response.json(describeApi());
	});
	app.get('/docs', requireOperator, (_request, response) => {
		response.type('html').send(writeApiPage(describeApi()));
	});
}

/** As bearer token, or as the password that a browser asks for. */
function isOperator(request: Request, token: string): boolean {
	const [scheme, value = ''] = (request.get('authorization') ?? '').split(' ');
	const given = scheme === 'Basic' ? (Buffer.from(value, 'base64').toString().split(':')[1] ?? '') : value;
	return timingSafeEqual(hash(given), hash(token));
}

function hash(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
