import type { ProviderEmulator } from '../../../test/provider-emulator/start-provider-emulator.ts';
import { isScenarioName } from '../../../test/provider-emulator/scenarios.ts';
import type { EmulatedWorld } from './provider-under-test.conformance.ts';

/** The emulator as the suite sees it. */
export function emulatedWorld(emulator: ProviderEmulator): EmulatedWorld {
	return {
		setScenario(name, options) {
			if (!isScenarioName(name)) throw new Error(`the emulator has no scenario ${name}`);
			emulator.setScenario(name, options);
		},
		charges: () => emulator.charges(),
		requests: () => emulator.requests(),
		tasks: () => emulator.tasks(),
		reset: () => emulator.reset(),
	};
}
