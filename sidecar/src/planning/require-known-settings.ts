import type { Policy } from '@limner/shared/contracts/policy';
import { TEMPLATE_TABLE } from '@limner/shared/templates/template-table';
import { LimnerError } from '../errors/limner-error.ts';
import { findModel } from '../models/find-model.ts';
import type { OfferedProvider } from '../providers/offered-providers.ts';
import { requireKnownProvider } from './choose-model.ts';
import { requireKnownName } from './require-known-name.ts';

/**
 * What a policy names and only later needs: a fallback is first asked for when a provider fails, and a template once the
 * image is paid for. A name that nobody knows is refused at once, with `provider_unknown`, `model_unknown` or
 * `request_malformed`. A fallback that is known and cannot take over today is only told of.
 */
export function requireKnownSettings(
	providers: ReadonlyMap<string, OfferedProvider>,
	{ choice, social }: Policy,
	today: Date,
): void {
	const ids = TEMPLATE_TABLE.map(({ id }) => id);
	for (const id of social) requireKnownName('template', id, ids);
	for (const { provider, model } of choice.fallbacks) {
		if (provider === 'automatic') continue;
		requireKnownProvider(providers, provider);
		requireKnownModel(provider, model, today);
	}
}

/** One that was retired since it was chosen is no slip. */
function requireKnownModel(provider: string, model: string, today: Date): void {
	try {
		findModel(provider, model, today);
	} catch (error) {
		if (!(error instanceof LimnerError) || error.code !== 'model_retired') throw error;
	}
}
