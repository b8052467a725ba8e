import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { makeManual } from '../publishing/automatic-site.ts';
import { connectSite } from '../wordpress/connect-site.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import type { WordPress } from '../wordpress/use-wordpress.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';

export interface Chain {
	emulator: ProviderEmulator;
	sidecar: RunningSidecar;
	admin: WordPressSession;
	/** Changes the site's settings, as the settings page does. */
	set(changes: Record<string, unknown>): Promise<void>;
	stop(): Promise<void>;
}

/**
 * The whole product on one site: an emulated provider, a sidecar that pays it, and WordPress connected to that, with
 * every setting as it is by default, whichever file used the site before.
 */
export async function startChain(
	wordpress: WordPress,
	environment: Record<string, string> = {},
): Promise<Chain> {
	await makeManual(wordpress);
	const emulator = await startProviderEmulator({ port: 0 });
	const sidecar = await startSidecar({
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			FAL_BASE_URL: emulator.baseUrl('fal'),
			...environment,
		},
	});
	const admin = await wordpress.logIn();
	await connectSite(admin, sidecar);
	return {
		emulator,
		sidecar,
		admin,
		set: async (changes) => {
			const { status, body } = await admin.rest('limner/v1/settings', { method: 'PUT', body: changes });
			if (status !== 200) throw new Error(`The settings were refused (${status}): ${JSON.stringify(body)}`);
		},
		stop: async () => {
			await admin.rest('limner/v1/connection', { method: 'DELETE' });
			await sidecar.stop();
			await emulator.stop();
		},
	};
}
