import { SIGNATURE_HEADERS } from '@limner/shared/contracts/signature';
import { errorResponseSchema } from '@limner/shared/contracts/error-response';
import { SIDECAR_ROUTES, type Route } from '@limner/shared/contracts/routes';
import { z } from 'zod';
import { SIDECAR_VERSION } from '../config/version.ts';

interface Operation {
	operationId: string;
	summary: string;
	parameters: unknown[];
	security: unknown[];
	requestBody?: unknown;
	responses: Record<string, unknown>;
}

export interface ApiDescription {
	openapi: '3.1.0';
	info: { title: string; version: string; description: string };
	paths: Record<string, Record<string, Operation>>;
	components: { securitySchemes: Record<string, unknown>; schemas: Record<string, unknown> };
}

const ERROR = { $ref: '#/components/schemas/error' };

/** OpenAPI 3.1, made from the very schemas that requests are checked with. */
export function describeApi(): ApiDescription {
	const paths: ApiDescription['paths'] = {};
	for (const [name, route] of Object.entries<Route>(SIDECAR_ROUTES)) {
		paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(name, route) };
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Limner sidecar',
			version: SIDECAR_VERSION,
			description:
				'Signed requests carry seven headers; the signature is HMAC-SHA256 over their values, the method, the path ' +
				'with its query and the SHA-256 of the body (shared/src/contracts/signature.ts). Money is in micro-dollars.',
		},
		paths,
		components: {
			securitySchemes: {
				signature: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.signature },
			},
			schemas: { error: toJsonSchema(errorResponseSchema, 'output') },
		},
	};
}

function describeRoute(name: string, route: Route): Operation {
	const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({
		name: parameter,
		in: 'path',
		required: true,
		schema: { type: 'string' },
	}));
	const query = Object.entries(route.query?.shape ?? {}).map(([parameter, schema]) => ({
		name: parameter,
		in: 'query',
		required: false,
		schema: toJsonSchema(schema as z.ZodType, 'input'),
	}));
	return {
		operationId: name,
		summary: route.summary,
		parameters: [...parameters, ...query],
		security: route.access === 'open' ? [] : [{ signature: [] }],
		...(route.request
			? { requestBody: { required: true, content: jsonContent(toJsonSchema(route.request, 'input')) } }
			: {}),
		responses: {
			[route.status ?? 200]: {
				description: route.summary,
				...(route.response ? { content: jsonContent(toJsonSchema(route.response, 'output')) } : {}),
			},
			default: { description: 'A closed error code', content: jsonContent(ERROR) },
		},
	};
}

function jsonContent(schema: unknown) {
	return { 'application/json': { schema } };
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
	const converted: Record<string, unknown> = z.toJSONSchema(schema, { io });
	// The document as a whole is in this dialect.
	delete converted['$schema'];
	return converted;
}
