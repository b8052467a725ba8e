import type { Provider } from '@limner/shared/contracts/provider';
import type { Config } from '../config/read-config.ts';
import { listModels } from '../models/find-model.ts';
import type { CreditReader } from '../providers/credit-reader.ts';
import type { OfferedProvider } from '../providers/offered-providers.ts';
import { comparedPrice } from './describe-models.ts';

export interface ProviderSources {
	config: Pick<Config, 'providers'>;
	providers: ReadonlyMap<string, OfferedProvider>;
	credits: CreditReader;
}

/** Every provider in the order in which people see them, with what is left there where it can be read. */
export async function describeProviders(sources: ProviderSources, today: Date): Promise<Provider[]> {
	return Promise.all([...sources.providers.values()].map((offered) => describe(sources, offered, today)));
}

async function describe(
	{ config, credits }: ProviderSources,
	offered: OfferedProvider,
	today: Date,
): Promise<Provider> {
	const { definition, health, provider } = offered;
	const { state, failuresInARow, lastError, lastAt } = health.report();
	const credit = await credits.read(provider);
	const models = listModels(offered.name, today);
	const prices = models.map(({ facts }) => comparedPrice(facts)).filter((price) => price !== null);
	return {
		name: offered.name,
		title: offered.title,
		ready: provider !== null,
		missing: missingVariables(definition, config.providers[offered.name]),
		drawn_without_ai: offered.drawnWithoutAi,
		terms_url: definition.termsUrl,
		checked_against: { ...definition.checkedAgainst },
		health: {
			state,
			failures_in_a_row: failuresInARow,
			last_error: lastError,
			last_at: lastAt === null ? null : Math.floor(lastAt / 1000),
		},
		credit_microdollars: credit.microdollars,
		credit_error: credit.error,
		concurrency: offered.places,
		models: models.length,
		cheapest_microdollars: prices.length === 0 ? null : Math.min(...prices),
	};
}

/** What somebody has to set. A key that may be left out is never missing. */
function missingVariables(
	{ key, baseUrl }: OfferedProvider['definition'],
	settings: Config['providers'][string] | undefined,
): string[] {
	const needsKey = key !== null && key.optional !== true && !settings?.apiKey;
	const needsAddress = baseUrl !== null && !settings?.baseUrl;
	return [...(needsKey ? [key.variable] : []), ...(needsAddress ? [baseUrl.variable] : [])];
}
