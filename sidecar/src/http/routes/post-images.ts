import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { defineRoute, postIdParameter } from '../define-route.ts';
import { describePostImages } from '../describe/describe-post-images.ts';

export const postImages = defineRoute(SIDECAR_ROUTES.postImages, async (call) => ({
	body: await describePostImages(call.engine, call.caller().site.id, postIdParameter(call)),
}));
