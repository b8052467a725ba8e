import { outboxSchema, publicationReceiptSchema } from '@limner/shared/contracts/publication';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { currentKey, listActiveSites } from '../storage/sites.ts';
import type { SiteRow } from '../storage/tables.ts';
import { acceptPublications } from './take-publication.ts';

/** Asks every site that can be reached for its publications. WP-Cron brings them too, but only when somebody visits. */
export async function pullOutboxes(engine: Engine): Promise<void> {
	const sites = await listActiveSites(engine.database);
	const reachable = sites.filter(({ delivery, checked_at }) => delivery === 'push' && checked_at !== null);
	await Promise.all(reachable.map((site) => pullOutbox(engine, site)));
}

async function pullOutbox(engine: Engine, site: SiteRow): Promise<void> {
	try {
		const key = await currentKey(engine.database, engine.secrets, site.id);
		if (!key) return;
		const { publications } = await engine.wordpress.call(site, key, {
			method: 'GET',
			path: 'outbox',
			answer: outboxSchema,
			timeoutSeconds: 20,
		});
		if (publications.length === 0) return;
		const publication_ids = await acceptPublications(engine, site.id, publications);
		await engine.wordpress.call(site, key, {
			method: 'POST',
			path: 'outbox/acknowledged',
			body: Buffer.from(JSON.stringify({ publication_ids })),
			answer: publicationReceiptSchema,
		});
	} catch (error) {
		// The rows stay in the outbox, and the next round asks again.
		if (!(error instanceof LimnerError)) throw error;
		engine.log.debug({ error, site: site.id }, 'an outbox could not be read');
	}
}
