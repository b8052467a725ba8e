import type { Config } from '../config/read-config.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { findModel, type FoundModel } from '../models/find-model.ts';
import { MemoryCallPacer, type CallPacer, type LimitReport } from './call-pacer.ts';
import type { ImageProvider } from './image-provider.ts';
import { createOpenAiProvider } from './openai/openai-provider.ts';
import { createSketchProvider } from './sketch/sketch-provider.ts';

export interface OfferedProvider {
	name: string;
	title: string;
	drawnWithoutAi: boolean;
	/** Null until its key is set. */
	provider: ImageProvider | null;
	/** Calls at once. */
	places: number;
	/** Asked before each call; knows what the provider said about its key. */
	pacer: CallPacer;
}

/** In the order in which people see them. */
export function offerProviders(config: Config, cores: number): Map<string, OfferedProvider> {
	const { apiKey, baseUrl, concurrency } = config.openai;
	const openAiPacer = new MemoryCallPacer();
	const onLimits = (report: LimitReport) => openAiPacer.report(report);
	const offered: OfferedProvider[] = [
		{
			name: 'openai',
			title: 'OpenAI',
			drawnWithoutAi: false,
			provider: apiKey === null ? null : createOpenAiProvider({ apiKey, baseUrl, onLimits }),
			places: concurrency,
			pacer: openAiPacer,
		},
		{
			name: 'sketch',
			title: 'Sketch (drawn, no AI)',
			drawnWithoutAi: true,
			provider: createSketchProvider(),
			places: cores,
			pacer: new MemoryCallPacer(),
		},
	];
	return new Map(offered.map((one) => [one.name, one]));
}

export interface ChosenModel {
	offered: OfferedProvider;
	provider: ImageProvider;
	found: FoundModel;
	/** `automatic` was asked for and there is no key. */
	sketchForLackOfKey: boolean;
}

/** What a site's policy means today. Fails with `provider_unknown`, `provider_key_missing` or a model's code. */
export function chooseModel(
	providers: ReadonlyMap<string, OfferedProvider>,
	policy: { provider: string; model: string },
	today: Date,
): ChosenModel {
	const isAutomatic = policy.provider === 'automatic';
	const sketchForLackOfKey = isAutomatic && !providers.get('openai')?.provider;
	const name = sketchForLackOfKey ? 'sketch' : isAutomatic ? 'openai' : policy.provider;
	const offered = providers.get(name);
	if (!offered) throw new LimnerError('provider_unknown', { subject: name });
	if (!offered.provider) {
		throw new LimnerError('provider_key_missing', {
			subject: name,
			cause: `no key for ${offered.title} is set on the sidecar`,
		});
	}
	// The model that was chosen belongs to the provider that has no key.
	const found = findModel(name, sketchForLackOfKey ? '' : policy.model, today);
	return { offered, provider: offered.provider, found, sketchForLackOfKey };
}
