import { randomUUID } from 'node:crypto';

import type { Plan } from '@limner/shared/contracts/plan';
import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import { wordingSchema } from '@limner/shared/contracts/wording';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { connectSite } from '../wordpress/connect-site.ts';
import { ask, until } from '../wordpress/illustrate-post.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';

const wordpress = sharedWordPress();
const prompt = 'A soldier with a gun by the river.';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let admin: WordPressSession;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	});
	admin = await wordpress.logIn();
	await admin.rest('limner/v1/connection', { method: 'DELETE' });
	await connectSite(admin, sidecar);
	await ask(admin, 'limner/v1/settings', { provider: 'openai' }, 'PUT');
});
afterAll(async () => {
	await ask(admin, 'limner/v1/settings', { provider: 'automatic' }, 'PUT');
	await admin.rest('limner/v1/connection', { method: 'DELETE' });
	await sidecar.stop();
	await emulator.stop();
});

async function planPost(): Promise<{ postId: number; slotId: string }> {
	const post = await ask<{ id: number }>(admin, 'wp/v2/posts', { title: 'The long way to the river' });
	const outline = { title: 'The long way to the river', has_featured_image: false, sections: [] };
	const plan = await ask<Plan>(admin, `limner/v1/posts/${post.id}/plan`, { outline });
	return { postId: post.id, slotId: plan.slots[0]?.slot_id ?? '' };
}

it('offers a softer wording to who may illustrate the post, once a provider declined the prompt', async () => {
	const { postId, slotId } = await planPost();
	const route = `limner/v1/posts/${postId}/slots/${slotId}/softer-wording`;
	expect(await admin.rest(route, { method: 'POST' })).toMatchObject({
		status: 409,
		body: { code: 'limner_wording_not_declined' },
	});
	emulator.setScenario('moderation');
	const slots = [{ slot_id: slotId, prompt, alt: '' }];
	await ask(admin, `limner/v1/posts/${postId}/generations`, { id: randomUUID(), slots });
	await until(
		() => ask<EditorPostImages>(admin, `limner/v1/posts/${postId}/images`),
		(images) => images.slots.some(({ attempt }) => attempt?.state === 'refused'),
	);
	expect(wordingSchema.parse(await ask(admin, route, undefined, 'POST'))).toMatchObject({
		prompt_before: prompt,
		prompt: 'A soldier with a prop by the river.',
		written_by: 'rules',
		changes: [{ before: 'gun', after: 'prop' }],
	});
	const other = await planPost();
	const foreign = `limner/v1/posts/${other.postId}/slots/${slotId}/softer-wording`;
	expect((await admin.rest(foreign, { method: 'POST' })).status).toBe(404);
	const subscriber = await wordpress.logIn('subscriber');
	expect((await subscriber.rest(route, { method: 'POST' })).status).toBe(403);
});

it('names the setting that is missing for fuller prompts', async () => {
	const { postId, slotId } = await planPost();
	const answer = await admin.rest(`limner/v1/posts/${postId}/slots/${slotId}/fuller-prompt`, {
		body: { prompt },
	});
	expect(answer.status).toBe(422);
	expect(JSON.stringify(answer.body)).toContain('LIMNER_CHAT_MODEL');
});
