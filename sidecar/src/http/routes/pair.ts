import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { SIDECAR_VERSION } from '../../config/version.ts';
import { LimnerError } from '../../errors/limner-error.ts';
import { usePairingCode } from '../../storage/pairing-codes.ts';
import { addSite, changeSite } from '../../storage/sites.ts';
import { defineRoute } from '../define-route.ts';
import { PairingAttempts } from '../pairing-attempts.ts';

const attempts = new PairingAttempts();

export const pair = defineRoute(SIDECAR_ROUTES.pair, async ({ engine, body, request }) => {
	// A right code always passes: behind a proxy all visitors share an address, and none may shut the owner out.
	if (!(await usePairingCode(engine.database, body.code))) {
		attempts.requireRoom(request.ip ?? '');
		attempts.countFailure(request.ip ?? '');
		throw new LimnerError('pairing_code_wrong', {
			cause: 'the code is wrong, was used, or is older than ten minutes',
		});
	}
	const { siteId, keyId, secret } = await addSite(engine.database, engine.secrets, body.site);
	// The plugin stores the secret first; the check asks a few times.
	await changeSite(engine.database, siteId, { checking: 1 });
	await engine.queue.enqueue('check-site', siteId, { delayMilliseconds: 500 });
	return { body: { site_id: siteId, key_id: keyId, secret, sidecar_version: SIDECAR_VERSION } };
});
