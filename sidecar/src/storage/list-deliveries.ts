import type { Deliveries } from '@limner/shared/contracts/delivery';
import type { Database } from './database.ts';
import type { SiteRow } from './tables.ts';

const MOST = 100;

/**
 * What a site's plugin may fetch and place by itself: everything where the sidecar cannot reach it, and else what the
 * sidecar has tried in vain. Whoever comes first, the attempt is the key, so nothing arrives twice.
 */
export async function listDeliveries(database: Database, site: SiteRow): Promise<Deliveries> {
	const leastTries = site.delivery === 'pull' ? 0 : 1;
	const uploads = await database
		.selectFrom('candidates')
		.innerJoin('renditions', 'renditions.candidate_id', 'candidates.id')
		.select(['candidates.attempt_id', 'renditions.name as rendition', 'candidates.post_id'])
		.where('candidates.site_id', '=', site.id)
		.where('candidates.state', '=', 'approved')
		.where('candidates.tries', '>=', leastTries)
		.where('renditions.attachment_id', 'is', null)
		.orderBy('candidates.made_at')
		.orderBy('renditions.name')
		.limit(MOST)
		.execute();
	const placements = await database
		.selectFrom('placements')
		.select(['attempt_id', 'post_id'])
		.where('site_id', '=', site.id)
		.where('state', '=', 'waiting')
		.where('tries', '>=', leastTries)
		.orderBy('created_at')
		.limit(MOST)
		.execute();
	return { uploads, placements };
}
