import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { generationRequest, samplePlanRequest, samplePolicy, waitForGeneration } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;
let references: string[];
let postId = 1500;

const FORGOTTEN = 'f'.repeat(64);

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			STABILITY_API_KEY: 'sk-emulated',
			STABILITY_BASE_URL: emulator.baseUrl('stability'),
			XAI_API_KEY: 'xai-emulated',
			XAI_BASE_URL: `${emulator.baseUrl('xai')}/v1`,
		},
	});
	client = await SignedClient.pair(sidecar);
	references = [await putPicture(client, '#a30'), await putPicture(client, '#03a')];
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

async function putPicture(site: SignedClient, background: string): Promise<string> {
	const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
		.png()
		.toBuffer();
	const { input } = await site.call('putInput', {
		body: { bytes: bytes.toString('base64'), candidate_id: null },
	});
	expect(input).toBe(createHash('sha256').update(bytes).digest('hex'));
	return input;
}

const openai = (changes: Partial<Policy> = {}) =>
	samplePolicy({ provider: 'openai', max_in_article: 0, style_references: references, ...changes });

async function plan(policy: Policy, site = client) {
	return await site.call('makePlan', { body: samplePlanRequest((postId += 1), policy) });
}

/** Has the images of a new post made, and gives the files of each request in the order in which they were asked for. */
async function filesSent(policy: Policy, site = client): Promise<string[][]> {
	const request = generationRequest(await plan(policy, site), policy);
	await site.call('startGeneration', { body: request });
	expect(await waitForGeneration(site, request.id)).toMatchObject({ failed: 0 });
	return emulator.requests().map(({ files }) => files.map(({ sha256 }) => sha256));
}

const codes = ({ notices }: { notices: { code: string }[] }) => notices.map(({ code }) => code);

describe('the reference images of a site', () => {
	it('go along with every image, the most important first, and the plan has their price', async () => {
		const [first, ...others] = await filesSent(openai({ max_in_article: 1 }));
		expect(first).toEqual(references);
		expect(others).toEqual([references]);
		expect(emulator.requests()[0]?.path).toBe('/v1/images/edits');

		const planned = await plan(openai());
		expect(codes(planned)).not.toContain('style_references_not_sent');
		const plain = await plan(openai({ style_references: [] }));
		expect(planned.slots[0]?.price_microdollars).toBeGreaterThan(plain.slots[0]?.price_microdollars ?? 0);
	});

	it('come before the first image of the post, and before the desktop image that a phone image is made from', async () => {
		const prompting = { ...POLICY_DEFAULTS.prompting, first_as_reference: true };
		const [first = [], second = []] = await filesSent(openai({ max_in_article: 1, prompting }));
		expect(first).toEqual(references);
		expect(second).toHaveLength(3);
		expect(second.slice(0, 2)).toEqual(references);

		emulator.reset();
		const [desktop = [], phone = []] = await filesSent(openai({ mobile_mode: 'compose' }));
		expect(desktop).toEqual(references);
		expect(phone).toHaveLength(3);
		expect(phone.slice(0, 2)).toEqual(references);
	});

	it('are not sent where the model takes none, and the plan says so', async () => {
		const policy = openai({ provider: 'stability' });
		const notice = { code: 'style_references_not_sent', subject: '0/2' };
		expect((await plan(policy)).notices).toContainEqual(notice);
		expect((await client.call('choice', { body: { policy } })).notices).toContainEqual(notice);
		expect(await filesSent(policy)).toEqual([[]]);
	});

	it('are sent as far as the model takes them, and the plan says how many', async () => {
		const more = [await putPicture(client, '#0a3'), await putPicture(client, '#aa3')];
		const policy = openai({ provider: 'xai', style_references: [...references, ...more] });
		expect((await plan(policy)).notices).toContainEqual({
			code: 'style_references_not_sent',
			subject: '3/4',
		});
		await filesSent(policy);
		const [sent] = emulator.requests();
		expect(JSON.stringify(sent?.body).match(/data:image\/png;base64,/g)).toHaveLength(3);
	});

	it('are missed in the plan where they were forgotten, and the others go along', async () => {
		const policy = openai({ style_references: [FORGOTTEN, ...references] });
		expect((await plan(policy)).notices).toContainEqual({
			code: 'style_reference_missing',
			subject: FORGOTTEN,
		});
		expect(await filesSent(policy)).toEqual([references]);
		expect(codes(await plan(openai()))).not.toContain('style_reference_missing');
	});

	it('are the site’s own: another site does not get at them by their names', async () => {
		const stranger = await SignedClient.pair(sidecar);
		expect(codes(await plan(openai(), stranger))).toContain('style_reference_missing');
		expect(await filesSent(openai(), stranger)).toEqual([[]]);
	});
});
