import { handshakeSchema } from '@limner/shared/contracts/site';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { currentKey, findSite, recordCheck } from '../storage/sites.ts';
import type { SiteRow } from '../storage/tables.ts';
import { DONE, type JobContext, type JobOutcome } from './definitions.ts';

/** A site that was just connected may not have stored its secret yet: it is asked a few times. */
const TRIES = 4;
const BETWEEN_TRIES = 1_500;

/** Finds out whether the sidecar can reach a site, and reads its limits; where it cannot, the plugin fetches. */
export async function checkSite(engine: Engine, siteId: string, context: JobContext): Promise<JobOutcome> {
	const site = await findSite(engine.database, siteId);
	if (site?.state !== 'active') return DONE;
	for (let tries = 1; ; tries += 1) {
		const result = await askHandshake(engine, site, context.signal);
		if ('handshake' in result || tries === TRIES) {
			await recordCheck(engine.database, siteId, result);
			return DONE;
		}
		await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES));
	}
}

async function askHandshake(engine: Engine, site: SiteRow, signal: AbortSignal) {
	try {
		const key = await currentKey(engine.database, engine.secrets, site.id);
		if (!key) throw new LimnerError('site_unknown');
		const handshake = await engine.wordpress.call(site, key, {
			method: 'GET',
			path: 'handshake',
			answer: handshakeSchema,
			timeoutSeconds: 10,
			signal,
		});
		if (handshake.site.home_url !== site.home_url) {
			throw new LimnerError('site_moved_or_copied', { subject: handshake.site.home_url });
		}
		return { handshake };
	} catch (error) {
		if (error instanceof LimnerError) return { error: error.toInfo() };
		throw error;
	}
}
