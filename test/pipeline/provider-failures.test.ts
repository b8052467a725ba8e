import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import type { ScenarioName } from '../provider-emulator/scenarios.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { EDITOR, illustrate, sampleContent, samplePolicy, waitFor } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;
let postId = 300;

const oneImage = samplePolicy({ provider: 'openai', max_in_article: 0 });

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

/** How an attempt ends in each scenario, where nobody does anything about it. */
const ENDS: [ScenarioName, string, ErrorInfo['code'], ErrorInfo['charged']][] = [
	['moderation', 'refused', 'provider_moderated', 'no'],
	['quota', 'failed', 'provider_quota', 'no'],
	['billing_limit', 'failed', 'provider_quota', 'no'],
	['key_wrong', 'failed', 'provider_key_wrong', 'no'],
	['organisation_unverified', 'failed', 'organisation_unverified', 'no'],
	['region_unsupported', 'refused', 'provider_rejected_request', 'no'],
	['retired_model', 'failed', 'model_retired', 'no'],
	['model_not_accessible', 'failed', 'model_unknown', 'no'],
	['server_error', 'in_doubt', 'outcome_in_doubt', 'unknown'],
	['server_error_charged', 'in_doubt', 'outcome_in_doubt', 'unknown'],
	['bad_gateway', 'in_doubt', 'outcome_in_doubt', 'unknown'],
	['connection_reset', 'in_doubt', 'outcome_in_doubt', 'unknown'],
	['connection_reset_charged', 'in_doubt', 'outcome_in_doubt', 'unknown'],
	['broken_off', 'in_doubt', 'outcome_in_doubt', 'unknown'],
	['truncated_image', 'failed', 'provider_answer_unreadable', 'yes'],
	['html_instead_of_image', 'failed', 'provider_answer_unreadable', 'yes'],
	['not_an_image', 'failed', 'provider_answer_unreadable', 'yes'],
	['empty_data', 'failed', 'provider_answer_unreadable', 'yes'],
];

describe('a provider that fails', () => {
	it.each(ENDS)('%s ends as %s with %s, charged: %s', async (scenario, state, code, charged) => {
		emulator.setScenario(scenario);
		const { generation, images } = await illustrate(client, (postId += 1), oneImage, 1);
		expect(generation).toMatchObject({ state: 'finished', made: 0, failed: 1 });
		const attempt = images.slots.find((slot) => slot.attempt !== null)?.attempt;
		expect(attempt).toMatchObject({ state, error: { code, charged } });
		expect(emulator.requests()).toHaveLength(1);
	});

	it.each(['rate_limited_seconds', 'rate_limited_date', 'rate_limited_ms', 'rate_limited_headers'] as const)(
		'%s is waited for',
		async (scenario) => {
			emulator.setSteps([{ name: scenario, times: 2, retryAfter: 1 }]);
			const { generation } = await illustrate(client, (postId += 1), oneImage, 1);
			expect(generation.made).toBe(1);
			expect(emulator.requests()).toHaveLength(3);
			expect(emulator.charges()).toHaveLength(1);
		},
	);

	it('overloaded is tried again, and one image’s failure does not stop the others', async () => {
		emulator.setSteps([
			{ name: 'overloaded', times: 1 },
			{ name: 'ok', times: 1 },
			{ name: 'moderation', times: 1 },
		]);
		const { generation } = await illustrate(client, (postId += 1), { ...oneImage, max_in_article: 2 }, 3);
		expect(generation).toMatchObject({ made: 2, failed: 1 });
		expect(emulator.charges()).toHaveLength(2);
	});

	it('is bought again once by automation where the outcome is in doubt, and that is counted', async () => {
		emulator.setSteps([{ name: 'connection_reset_charged', times: 1 }]);
		const before = await client.call('usage');
		const { id, attemptIds, publication } = publicationOf((postId += 1));
		await client.call('publish', { body: { publications: [publication] } });
		const images = await waitForAttempt(id);
		expect(images).toMatchObject({ state: 'rendered', attempt_id: attemptIds[0] });
		expect(emulator.charges()).toHaveLength(2);
		const after = await client.call('usage');
		expect(after.in_doubt_microdollars).toBeGreaterThan(before.in_doubt_microdollars);
	});

	it('is not bought a third time', async () => {
		emulator.setScenario('connection_reset_charged');
		const { id, publication } = publicationOf((postId += 1));
		await client.call('publish', { body: { publications: [publication] } });
		expect(await waitForAttempt(id)).toMatchObject({
			state: 'in_doubt',
			error: { code: 'outcome_in_doubt' },
		});
		expect(emulator.requests()).toHaveLength(2);
	});
});

function publicationOf(id: number) {
	const attemptIds = [randomUUID()];
	const content = sampleContent(0);
	const publication = {
		publication_id: randomUUID(),
		reason: 'published' as const,
		lane: 'publish' as const,
		post: {
			id,
			title: 'The patient garden',
			language: 'en',
			status: 'publish',
			content,
			patterns: [],
			has_featured_image: false,
		},
		person: EDITOR,
		policy: oneImage,
		attempt_ids: attemptIds,
	};
	return { id, attemptIds, publication };
}

async function waitForAttempt(post: number) {
	const images = await waitFor(
		() => client.call('postImages', { parameters: { post_id: post } }),
		({ running, slots }) => running === 0 && slots.some(({ attempt }) => attempt !== null),
	);
	return images.slots[0]?.attempt;
}
