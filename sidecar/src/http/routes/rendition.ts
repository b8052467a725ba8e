import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { renditionNameSchema } from '@limner/shared/contracts/post-images';
import { LimnerError } from '../../errors/limner-error.ts';
import { listRenditionFiles } from '../../storage/candidates.ts';
import { defineRoute } from '../define-route.ts';
import { requireCandidate } from '../require-candidate.ts';

export const rendition = defineRoute(SIDECAR_ROUTES.rendition, async (call) => {
	const candidate = await requireCandidate(call);
	const name = renditionNameSchema.safeParse(call.parameters['name']);
	const files = name.success ? await listRenditionFiles(call.engine.database, candidate.id, name.data) : [];
	const full = files.find(({ size }) => size === 'full');
	if (!full) throw new LimnerError('not_found', { subject: 'name' });
	const bytes = await call.engine.images.load(full.sha256);
	call.response
		.type(full.media_type)
		.set('Cache-Control', 'private, max-age=300')
		.set('ETag', `"${full.sha256}"`)
		.send(bytes);
	return 'sent';
});
