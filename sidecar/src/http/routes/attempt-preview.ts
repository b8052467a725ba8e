import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { findAttempt } from '../../storage/attempts.ts';
import { defineRoute, idParameter } from '../define-route.ts';

export const attemptPreview = defineRoute(SIDECAR_ROUTES.attemptPreview, async (call) => {
	const id = idParameter(call, 'attempt_id');
	const attempt = await findAttempt(call.engine.database, id);
	const preview = call.engine.running.preview(id);
	if (attempt?.site_id !== call.caller().site.id || !preview) {
		throw new LimnerError('not_found', { subject: 'preview', cause: 'no partial image has come' });
	}
	call.response.type(preview.mediaType).set('Cache-Control', 'no-store').send(Buffer.from(preview.bytes));
	return 'sent';
});
