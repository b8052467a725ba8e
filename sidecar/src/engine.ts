import type { Logger } from 'pino';
import type { Config } from './config/read-config.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { ProviderGates } from './jobs/provider-gates.ts';
import type { RunningAttempts } from './jobs/running-attempts.ts';
import type { CreditReader } from './providers/credit-reader.ts';
import type { OfferedProvider } from './providers/offered-providers.ts';
import type { Database } from './storage/database.ts';
import type { ImageStore } from './storage/image-store.ts';
import type { SecretBox } from './storage/secret-box.ts';
import type { WordPressClient } from './wordpress/wordpress-client.ts';

/** Everything that was constructed at the start; routes and jobs are given it. */
export interface Engine {
	config: Config;
	log: Logger;
	database: Database;
	secrets: SecretBox;
	images: ImageStore;
	/** By name. */
	providers: ReadonlyMap<string, OfferedProvider>;
	/** What is left with them. */
	credits: CreditReader;
	queue: JobQueue;
	gates: ProviderGates;
	running: RunningAttempts;
	wordpress: WordPressClient;
}
