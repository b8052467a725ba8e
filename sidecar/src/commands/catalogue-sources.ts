import { availableParallelism } from 'node:os';
import { readConfig } from '../config/read-config.ts';
import { typicalSeconds } from '../models/estimate-price.ts';
import type { ProviderSources } from '../planning/describe-providers.ts';
import type { EstimateSources } from '../planning/estimate-images.ts';
import { CreditReader } from '../providers/credit-reader.ts';
import { offerProviders } from '../providers/offered-providers.ts';

/** What the environment offers, without a ledger and beside a running sidecar; times are the tables' own. */
export function openCatalogue(): ProviderSources & EstimateSources {
	const config = readConfig();
	return {
		config,
		providers: offerProviders(config, availableParallelism()),
		credits: new CreditReader(),
		secondsFor: (facts, step) => Promise.resolve(typicalSeconds(facts, step)),
	};
}
