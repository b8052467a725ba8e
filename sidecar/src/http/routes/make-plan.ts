import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { makePlan as plan } from '../../planning/make-plan.ts';
import { toOutline } from '../../planning/to-outline.ts';
import { savePlan } from '../../storage/plans.ts';
import { defineRoute } from '../define-route.ts';

export const makePlan = defineRoute(SIDECAR_ROUTES.makePlan, async ({ engine, caller, body }) => {
	const { site } = caller();
	const made = await plan(engine, {
		siteId: site.id,
		postId: body.post.id,
		person: body.person,
		title: body.outline.title || body.post.title,
		language: body.post.language,
		hasFeaturedImage: body.outline.has_featured_image,
		outline: toOutline(body.outline),
		policy: body.policy,
		named: {
			seoTitle: body.post.seo_title,
			categories: body.post.categories,
			siteName: site.name,
		},
	});
	if (engine.config.chat === null) {
		await savePlan(engine.database, site.id, made.plan, null);
		return { body: made.plan };
	}
	const writing = { ...made.plan, state: 'writing' as const };
	await savePlan(engine.database, site.id, writing, body);
	await engine.queue.enqueue('write-plan', writing.plan_id);
	return { body: writing, status: 202 };
});
