import type { Config } from '../config/read-config.ts';
import type { ConfiguredProvider } from '../config/read-provider-settings.ts';
import { MemoryCallPacer, type CallPacer } from './call-pacer.ts';
import type { ImageProvider } from './image-provider.ts';
import type { ProviderDefinition } from './provider-definition.ts';
import { PROVIDER_DEFINITIONS } from './provider-definitions.ts';
import { ProviderHealth } from './provider-health.ts';

export interface OfferedProvider {
	name: string;
	title: string;
	drawnWithoutAi: boolean;
	definition: ProviderDefinition;
	/** Null until its key, or its address, is set. */
	provider: ImageProvider | null;
	/** The model that its settings name; empty where the table decides. */
	defaultModel: string;
	/** Calls at once. */
	places: number;
	/** Asked before each call; knows what the provider said about its key. */
	pacer: CallPacer;
	/** What this process saw of it. */
	health: ProviderHealth;
}

/** In the order in which people see them. */
export function offerProviders(
	config: Pick<Config, 'providers'>,
	cores: number,
): Map<string, OfferedProvider> {
	return new Map(
		PROVIDER_DEFINITIONS.map((definition) => [
			definition.name,
			offer(definition, config.providers[definition.name], cores),
		]),
	);
}

function offer(
	definition: ProviderDefinition,
	settings: ConfiguredProvider | undefined,
	cores: number,
): OfferedProvider {
	const pacer = new MemoryCallPacer();
	const { name, title, drawnWithoutAi } = definition;
	const isReady = settings !== undefined && isSetUp(definition, settings);
	return {
		name,
		title,
		drawnWithoutAi,
		definition,
		provider: isReady
			? definition.create({
					apiKey: settings.apiKey ?? '',
					baseUrl: settings.baseUrl ?? '',
					others: settings.others,
					onLimits: (report) => pacer.report(report),
				})
			: null,
		defaultModel: settings?.others[definition.modelSetting ?? ''] ?? '',
		places: settings?.concurrency || cores,
		pacer,
		health: new ProviderHealth(),
	};
}

/** People are told before they pay; what draws here has no wire format that could be wrong. */
export function isUnchecked({ definition, drawnWithoutAi }: OfferedProvider): boolean {
	return definition.checkedAgainst.kind === 'nothing' && !drawnWithoutAi;
}

/** Where an address has to be given, that is what switches a provider on; else its key. */
function isSetUp({ key, baseUrl }: ProviderDefinition, settings: ConfiguredProvider): boolean {
	if (baseUrl !== null && settings.baseUrl === null) return false;
	return key === null || key.optional === true || settings.apiKey !== null;
}
