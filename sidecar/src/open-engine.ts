import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import type { Config } from './config/read-config.ts';
import type { Engine } from './engine.ts';
import { prepareFonts } from './fonts/prepare-fonts.ts';
import { prepareSharp } from './images/prepare-sharp.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { openQueueBackend } from './jobs/open-queue-backend.ts';
import { ProviderGates } from './jobs/provider-gates.ts';
import { RunningAttempts } from './jobs/running-attempts.ts';
import { CreditReader } from './providers/credit-reader.ts';
import { offerProviders } from './providers/offered-providers.ts';
import { lockDataFolder } from './storage/data-folder-lock.ts';
import { openDatabase } from './storage/database.ts';
import { openImageStore } from './storage/open-image-store.ts';
import { SecretBox } from './storage/secret-box.ts';
import { doubtUnansweredCalls } from './usage/call-ledger.ts';
import { WordPressClient } from './wordpress/wordpress-client.ts';

/** How long running jobs may take to end before they are left to the ledger. */
const FINISH_WITHIN = 15_000;

/** Everything but the queue: enough to plan, and nothing can run in it. */
export type Ledger = Omit<Engine, 'queue'>;

export interface OpenLedger {
	ledger: Ledger;
	openQueue(): Promise<OpenEngine>;
	/** Gives the data folder back; does nothing where that is done. */
	close(): Promise<void>;
}

export interface OpenEngine {
	engine: Engine;
	/**
	 * Lets what runs end within a deadline, calls `onIdle` while the ledger is still open, and gives the data folder back.
	 * False where some jobs did not end.
	 */
	close(onIdle?: () => void): Promise<boolean>;
}

/** Opens a data folder for this process alone. Nothing runs in it until its workers are started. */
export async function openEngine(config: Config, log: Logger): Promise<OpenEngine> {
	const open = await openLedger(config, log);
	try {
		return await open.openQueue();
	} catch (error) {
		await open.close();
		throw error;
	}
}

export async function openLedger(config: Config, log: Logger): Promise<OpenLedger> {
	const lock = lockDataFolder(config.dataFolder);
	try {
		prepareFonts();
		prepareSharp();
		const ledger = await createLedger(config, log);
		const doubted = await doubtUnansweredCalls(ledger.database);
		if (doubted > 0) log.warn({ calls: doubted }, 'calls were under way when Limner stopped');
		let isOpen = true;
		const end = async (finished: boolean) => {
			if (!isOpen) return;
			isOpen = false;
			// What did not end in time still writes into the ledger, so it stays open until the process ends.
			if (finished) await ledger.wordpress.close().then(() => ledger.database.destroy());
			lock.release();
		};
		return { ledger, openQueue: () => openQueue(ledger, end), close: () => end(true) };
	} catch (error) {
		lock.release();
		throw error;
	}
}

async function createLedger(config: Config, log: Logger): Promise<Ledger> {
	const providers = offerProviders(config, availableParallelism());
	const places = [...providers.values()].map((provider) => [provider.name, provider.places] as const);
	return {
		config,
		log,
		database: await openDatabase(config.dataFolder),
		secrets: SecretBox.inFolder(config.dataFolder),
		images: await openImageStore(config, log),
		providers,
		credits: new CreditReader(),
		gates: new ProviderGates(Object.fromEntries(places)),
		running: new RunningAttempts(),
		wordpress: new WordPressClient(),
	};
}

async function openQueue(ledger: Ledger, end: (finished: boolean) => Promise<void>): Promise<OpenEngine> {
	await ledger.images.requireUsable();
	const backend = await openQueueBackend(ledger.config.dataFolder, ledger.log);
	const engine = { ...ledger, queue: new JobQueue(backend.pool, ledger.log) };
	const close = async (onIdle?: () => void) => {
		const finished = await within(FINISH_WITHIN, engine.queue.stopWorking());
		onIdle?.();
		if (finished) {
			await engine.queue.close();
			await backend.close();
		} else {
			// The queue's folder is not closed in order, so the next start builds it anew from the ledger.
			engine.log.warn('some jobs did not end in time; the next start goes on with them');
		}
		await end(finished);
		return finished;
	};
	return { engine, close };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
	const { promise, resolve } = Promise.withResolvers<boolean>();
	const timer = setTimeout(() => resolve(false), milliseconds);
	try {
		return await Promise.race([work.then(() => true), promise]);
	} finally {
		clearTimeout(timer);
	}
}
