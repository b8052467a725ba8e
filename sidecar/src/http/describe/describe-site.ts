import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { SiteState } from '@limner/shared/contracts/site';
import { SIDECAR_VERSION } from '../../config/version.ts';
import type { Engine } from '../../engine.ts';
import { listModels } from '../../models/find-model.ts';
import type { SiteRow } from '../../storage/tables.ts';

export function describeSite(engine: Engine, site: SiteRow, isAtHome: boolean): SiteState {
	return {
		site_id: site.id,
		state: site.state === 'active' && !isAtHome ? 'moved_or_copied' : site.state,
		delivery: site.delivery,
		checking: site.checking === 1,
		checked_at: site.checked_at === null ? null : Math.floor(site.checked_at / 1000),
		error: site.error_json === null ? null : (JSON.parse(site.error_json) as ErrorInfo),
		sidecar_version: SIDECAR_VERSION,
		providers: [...engine.providers.values()].map(({ name, title, provider, drawnWithoutAi }) => ({
			name,
			title,
			ready: provider !== null,
			drawn_without_ai: drawnWithoutAi,
			models: listModels(name, new Date()).map(({ facts, retiresSoon }) => ({
				name: facts.name,
				title: facts.title,
				is_default: facts.isDefault,
				warning: retiresSoon ? `${retiresSoon.date} → ${retiresSoon.successor}` : '',
			})),
		})),
	};
}
