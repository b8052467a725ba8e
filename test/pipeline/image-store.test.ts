import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PostImages } from '@limner/shared/contracts/post-images';
import { runLimner } from '../command-line/run-limner.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { S3_BUCKET, startS3Server, type S3Server } from '../s3-server/start-s3-server.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import {
	generationRequest,
	illustrate,
	samplePlanRequest,
	samplePolicy,
	waitFor,
	waitForGeneration,
} from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let server: S3Server;
let folder: string;
let dataFolder: string;
let postId = 900;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	server = await startS3Server();
	folder = await mkdtemp(join(tmpdir(), 'limner-image-store-'));
	dataFolder = join(folder, 'data');
});
afterAll(async () => {
	await server.stop();
	await emulator.stop();
	await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});
afterEach(() => emulator.reset());

const provider = () => ({ FAL_KEY: 'emulated:key', FAL_BASE_URL: emulator.baseUrl('fal') });
const withBucket = () => ({ ...provider(), ...server.environment });
const policy = samplePolicy({ provider: 'fal', quality: 'low' });

/** Over the same ledger each time; the same port, so that the site finds it again. */
const start = (environment: Record<string, string>, before?: RunningSidecar) =>
	startSidecar({ dataFolder, environment, ...(before ? { port: Number(new URL(before.url).port) } : {}) });

const allCandidates = ({ slots }: PostImages) => slots.flatMap(({ candidates }) => candidates);

async function requireRenditions(client: SignedClient, post: number): Promise<number> {
	const images = await client.call('postImages', { parameters: { post_id: post } });
	const renditions = allCandidates(images).flatMap(({ candidate_id, renditions }) =>
		renditions.map(({ name }) => ({ candidate_id, name })),
	);
	for (const parameters of renditions) {
		const { status, bytes } = await client.send('rendition', { parameters });
		expect(status).toBe(200);
		expect(bytes.length).toBeGreaterThan(500);
	}
	return renditions.length;
}

const filesIn = async (name: string) =>
	(await readdir(join(dataFolder, name), { recursive: true, withFileTypes: true }).catch(() => [])).filter(
		(entry) => entry.isFile(),
	);

async function countObjects(): Promise<number> {
	const answer = await fetch(`${server.endpoint}/${S3_BUCKET}?list-type=2`);
	return Number(/<KeyCount>(\d+)</.exec(await answer.text())?.[1]);
}

/** The sidecar starts up to three times in a test. */
const PATIENCE = { timeout: 240_000 };

describe('images in a bucket', PATIENCE, () => {
	it('are made, survive a power cut of the sidecar, and are bought once', async () => {
		const sidecar = await start(withBucket());
		const client = await SignedClient.pair(sidecar);
		emulator.setScenario('ok', { latency: 1500 });
		const plan = await client.call('makePlan', { body: samplePlanRequest((postId += 1), policy) });
		const request = generationRequest(plan, policy);
		await client.call('startGeneration', { body: request });
		await waitFor(
			() => client.call('postImages', { parameters: { post_id: postId } }),
			(images) => allCandidates(images).length > 0 && images.running > 0,
		);
		await sidecar.kill();
		const again = await start(withBucket(), sidecar);
		expect(await waitForGeneration(client, request.id)).toMatchObject({ made: 6, failed: 0 });
		expect(emulator.charges()).toHaveLength(6);
		expect(await requireRenditions(client, postId)).toBe(12);
		expect(await filesIn('images')).toEqual([]);
		expect(await countObjects()).toBeGreaterThan(18);
		await again.stop();
	});

	it('are not lost when the bucket goes away while they are made', async () => {
		const sidecar = await start(withBucket());
		const client = await SignedClient.pair(sidecar);
		emulator.setScenario('ok', { latency: 3000 });
		const small = { ...policy, max_in_article: 2 };
		const plan = await client.call('makePlan', { body: samplePlanRequest((postId += 1), small, 2) });
		const request = generationRequest(plan, small);
		await client.call('startGeneration', { body: request });
		await waitFor(
			async () => emulator.charges().length,
			(count) => count === 3,
		);
		const before = await countObjects();
		await server.kill();
		expect(await waitForGeneration(client, request.id)).toMatchObject({ made: 3, failed: 0 });
		expect((await filesIn('images-waiting')).length).toBeGreaterThan(6);
		expect(await requireRenditions(client, postId)).toBe(6);
		await server.startAgain();
		await waitFor(
			() => filesIn('images-waiting'),
			(files) => files.length === 0,
		);
		expect(await countObjects()).toBeGreaterThan(before);
		expect(await requireRenditions(client, postId)).toBe(6);
		expect(emulator.charges()).toHaveLength(3);
		await sidecar.stop();
	});

	it('buys nothing while the bucket is away', async () => {
		const sidecar = await start(withBucket());
		const client = await SignedClient.pair(sidecar);
		await server.kill();
		try {
			const one = { ...policy, max_in_article: 0 };
			const plan = await client.call('makePlan', { body: samplePlanRequest((postId += 1), one, 0) });
			const request = generationRequest(plan, one);
			await client.call('startGeneration', { body: request });
			const images = await waitFor(
				() => client.call('postImages', { parameters: { post_id: postId } }),
				({ slots }) => slots[0]?.attempt?.error != null,
			);
			expect(images.slots[0]?.attempt?.error).toMatchObject({
				code: 'image_store_away',
				subject: 'LIMNER_S3_ENDPOINT',
				charged: 'no',
			});
			expect(emulator.requests()).toEqual([]);
			await client.call('cancelGeneration', { parameters: { generation_id: request.id } });
		} finally {
			await server.startAgain();
		}
		await sidecar.stop();
	});

	it.each([
		['LIMNER_S3_BUCKET', { LIMNER_S3_BUCKET: 'nobodys' }, 'there is no bucket "nobodys"'],
		['LIMNER_S3_ACCESS_KEY_ID', { LIMNER_S3_ACCESS_KEY_ID: 'nobody' }, 'does not know the key'],
		['LIMNER_S3_ENDPOINT', { LIMNER_S3_ENDPOINT: 'http://127.0.0.1:9' }, 'Start that server'],
		['LIMNER_S3_BUCKET', { LIMNER_S3_BUCKET: '' }, 'LIMNER_S3_ENDPOINT is set; name the bucket'],
		['LIMNER_S3_SECRET_ACCESS_KEY', { LIMNER_S3_SECRET_ACCESS_KEY: '' }, 'give its secret too'],
	])('stop the start where %s is wrong', async (setting, changes, sentence) => {
		const environment = { ...withBucket(), ...changes };
		const { code, stderr } = await runLimner(['serve'], { folder, environment });
		expect(code).toBe(1);
		expect(stderr).toContain(`${setting}: `);
		expect(stderr).toContain(sentence);
	});
});

describe('limner images copy', PATIENCE, () => {
	it('carries images from the disk into the bucket and back, and nothing is made again', async () => {
		const disk = await start(provider());
		const client = await SignedClient.pair(disk);
		const { images } = await illustrate(client, (postId += 1), { ...policy, max_in_article: 1 }, 1);
		expect(allCandidates(images)).toHaveLength(2);
		const busy = await runLimner(['images', 'copy', '--to', 's3'], { folder, environment: withBucket() });
		expect(busy).toMatchObject({ code: 1, stderr: expect.stringContaining('in use by process') });
		await disk.stop();
		const onDisk = (await filesIn('images')).length;

		const there = await runLimner(['images', 'copy', '--to', 's3'], { folder, environment: withBucket() });
		expect(there).toMatchObject({ code: 0, stdout: `${onDisk} images copied, 0 were there already.\n` });
		await rm(join(dataFolder, 'images'), { recursive: true });
		const bucket = await start(withBucket(), disk);
		expect(await requireRenditions(client, postId)).toBe(4);
		await bucket.stop();

		const objects = await countObjects();
		const back = await runLimner(['images', 'copy', '--to', 'disk'], { folder, environment: withBucket() });
		expect(back).toMatchObject({ code: 0, stdout: `${objects} images copied, 0 were there already.\n` });
		const again = await start(provider(), disk);
		expect(await requireRenditions(client, postId)).toBe(4);
		await again.stop();
		expect(emulator.charges()).toHaveLength(2);
	});

	it('says what is missing where no bucket is named', async () => {
		const { code, stderr } = await runLimner(['images', 'copy', '--to', 's3'], { folder });
		expect(code).toBe(1);
		expect(stderr).toContain('LIMNER_S3_BUCKET: it is missing');
	});
});
