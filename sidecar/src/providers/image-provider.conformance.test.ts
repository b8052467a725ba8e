import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../test/provider-emulator/start-provider-emulator.ts';
import { isScenarioName } from '../../../test/provider-emulator/scenarios.ts';
import {
	describeImageProvider,
	REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
	type EmulatedWorld,
} from './image-provider.conformance.ts';
import { createOpenAiProvider } from './openai/openai-provider.ts';
import { createSketchProvider } from './sketch/sketch-provider.ts';

const API_KEY = 'sk-conformance-0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

const world: EmulatedWorld = {
	setScenario(name, options) {
		if (!isScenarioName(name)) throw new Error(`the emulator has no scenario ${name}`);
		emulator.setScenario(name, options);
	},
	charges: () => emulator.charges(),
	requests: () => emulator.requests(),
	reset: () => emulator.reset(),
};

describeImageProvider('openai', () => ({
	createProvider: (options = {}) =>
		createOpenAiProvider({
			apiKey: API_KEY,
			baseUrl: options.baseUrl ?? emulator.openaiBaseUrl,
			timeoutSeconds: options.timeoutSeconds,
		}),
	model: 'gpt-image-2.5-flare',
	width: 1024,
	height: 768,
	takesReferences: true,
	streamsPartialImages: true,
	remote: {
		world,
		apiKey: API_KEY,
		refusals: [
			...REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
			{ scenario: 'billing_limit', code: 'provider_quota', charged: 'no', retryable: false },
			{
				scenario: 'organisation_unverified',
				code: 'organisation_unverified',
				charged: 'no',
				retryable: false,
			},
			{ scenario: 'region_unsupported', code: 'provider_rejected_request', charged: 'no', retryable: false },
			{ scenario: 'model_not_accessible', code: 'model_unknown', charged: 'no', retryable: false },
			{ scenario: 'rate_limited_headers', code: 'provider_rate_limited', charged: 'no', retryable: true },
		],
	},
}));

describeImageProvider('sketch', () => ({
	createProvider: () => createSketchProvider(),
	model: 'card',
	width: 1600,
	height: 900,
	takesReferences: false,
	streamsPartialImages: false,
	remote: null,
}));
