import { pino, stdSerializers, type Logger } from 'pino';
import type { Config } from '../config/read-config.ts';

/** What must never stand in a log, wherever it appears in what is logged. */
const SECRETS = [
	'secret',
	'apiKey',
	'*.secret',
	'*.apiKey',
	'req.headers.authorization',
	'req.headers["x-limner-signature"]',
	'req.headers["x-limner-nonce"]',
	'request.prompt',
	'headers.authorization',
	'*.headers.authorization',
];

export function createLogger(level: Config['logLevel']): Logger {
	return pino({
		level,
		serializers: { error: stdSerializers.err },
		redact: { paths: SECRETS, censor: '(hidden)' },
		base: null,
	});
}
