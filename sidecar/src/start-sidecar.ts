import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { alertOperators, hasAlerts } from './alerts/alert-operators.ts';
import type { Config } from './config/read-config.ts';
import { SettingError } from './config/setting-error.ts';
import type { Engine } from './engine.ts';
import { createApp } from './http/create-app.ts';
import { pullOutboxes } from './jobs/pull-outboxes.ts';
import { reconcile } from './jobs/reconcile.ts';
import { repeat, type Repetition } from './jobs/repeat.ts';
import { startWorkers } from './jobs/start-workers.ts';
import { createLogger } from './logging/create-logger.ts';
import { openEngine } from './open-engine.ts';
import { forgetOldImages } from './storage/forget-old-images.ts';
import { forgetOldModelTimes } from './storage/model-times.ts';
import { forgetOldNonces } from './storage/sites.ts';

const RECONCILE_EVERY = 60_000;
const OUTBOX_EVERY = 15_000;
const CARRY_OVER_EVERY = 15_000;
const ALERT_EVERY = 15_000;
const CLEAN_EVERY = 60 * 60_000;
/** Providers get faster: what a model took half a year ago says nothing about tomorrow. */
const MODEL_TIMES_KEPT = 180 * 24 * 60 * 60_000;

export interface Sidecar {
	log: Logger;
	address: string;
	/** Takes nothing new, lets what runs end within a deadline, and gives the data folder back. */
	stop(): Promise<void>;
}

export async function startSidecar(config: Config): Promise<Sidecar> {
	const log = createLogger(config.logLevel);
	const { engine, close } = await openEngine(config, log);
	try {
		await reconcile(engine);
		const server = await listen(engine);
		startWorkers(engine);
		const repetitions = startRepetitions(engine);
		const { address, port } = server.address() as AddressInfo;
		const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
		log.info({ url, data: config.dataFolder }, 'the sidecar is ready');
		const stop = async () => {
			server.close();
			server.closeIdleConnections();
			await Promise.all(repetitions.map((repetition) => repetition.stop()));
			await close(() => server.closeAllConnections());
		};
		return { log, address: url, stop };
	} catch (error) {
		await close();
		throw error;
	}
}

async function listen(engine: Engine): Promise<Server> {
	const { host, port } = engine.config;
	const server = createServer(createApp(engine));
	server.listen(port, host);
	try {
		await once(server, 'listening');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
			throw new SettingError('LIMNER_PORT', `${port} is taken by another program. Give another one.`);
		}
		throw error;
	}
	return server;
}

function startRepetitions(engine: Engine): Repetition[] {
	const { config, log, database, images } = engine;
	const alert = () => alertOperators(engine);
	return [
		...(hasAlerts(config.alerts) ? [repeat('alerting operators', ALERT_EVERY, log, alert)] : []),
		repeat('comparing ledger and queue', RECONCILE_EVERY, log, () => reconcile(engine)),
		repeat('asking for publications', OUTBOX_EVERY, log, () => pullOutboxes(engine)),
		repeat('carrying images over to their store', CARRY_OVER_EVERY, log, () => images.carryOver()),
		repeat('forgetting what is old', CLEAN_EVERY, log, async () => {
			await forgetOldNonces(database);
			await forgetOldModelTimes(database, Date.now() - MODEL_TIMES_KEPT);
			await forgetOldImages(database, images);
		}),
	];
}
