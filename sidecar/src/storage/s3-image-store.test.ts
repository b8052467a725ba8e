import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3Server, type S3Server } from '../../../test/s3-server/start-s3-server.ts';
import { readS3Settings, type S3Settings } from '../config/read-s3-settings.ts';
import { DiskImageStore } from './disk-image-store.ts';
import { describeImageStore, listed } from './image-store.conformance.ts';
import { imagePath, type ImageStore } from './image-store.ts';
import { PatientImageStore } from './patient-image-store.ts';
import { S3ImageStore } from './s3-image-store.ts';

let server: S3Server;
beforeAll(async () => {
	server = await startS3Server();
});
afterAll(() => server.stop());

function settings(changes: Partial<S3Settings> = {}): S3Settings {
	const read = readS3Settings(server.environment);
	if (!read) throw new Error('no bucket is set');
	return { ...read, ...changes };
}

let buckets = 0;
async function newBucket(): Promise<S3Settings> {
	const bucket = `images-${(buckets += 1)}`;
	const made = await fetch(`${server.endpoint}/${bucket}`, { method: 'PUT' });
	if (!made.ok) throw new Error(`no bucket was made: ${made.status}`);
	return settings({ bucket });
}

const emptyBucket = async () => new S3ImageStore(await newBucket());

const newDisk = () => new DiskImageStore(mkdtempSync(join(tmpdir(), 'limner-images-')));
const patient = (remote: ImageStore, waiting = newDisk()) =>
	new PatientImageStore(remote, waiting, pino({ level: 'silent' }));

describeImageStore('DiskImageStore', async () => newDisk());
describeImageStore('S3ImageStore', emptyBucket);
describeImageStore('PatientImageStore before S3', async () => patient(await emptyBucket()));

describe('S3ImageStore', () => {
	it.each([
		['LIMNER_S3_BUCKET', { bucket: 'nobodys-bucket' }, 'no bucket "nobodys-bucket"'],
		[
			'LIMNER_S3_ACCESS_KEY_ID',
			{ credentials: { accessKeyId: 'nobody', secretAccessKey: 'S3RVER' } },
			'does not know the key',
		],
		['LIMNER_S3_ENDPOINT', { endpoint: 'http://127.0.0.1:9' }, 'ECONNREFUSED'],
	])('names %s where it is wrong', async (setting, changes, reason) => {
		const store = new S3ImageStore(settings(changes));
		await expect(store.requireUsable()).rejects.toMatchObject({
			name: 'SettingError',
			message: expect.stringMatching(new RegExp(`^${setting}: .*${reason}`)),
		});
		const failure = { code: 'image_store_away', subject: setting, retryable: true, charged: 'no' };
		await expect(store.requireRoom()).rejects.toMatchObject(failure);
		await expect(store.save(randomBytes(10))).rejects.toMatchObject(failure);
	});

	it('leaves nothing in the bucket when it has tried whether it may write', async () => {
		const own = await newBucket();
		await new S3ImageStore(own).requireUsable();
		const answer = await fetch(`${server.endpoint}/${own.bucket}?list-type=2`);
		expect(await answer.text()).toContain('<KeyCount>0</KeyCount>');
	});

	// Status, code and form of Amazon's answers: "Error responses" in the S3 API Reference.
	it.each([
		['LIMNER_S3_SECRET_ACCESS_KEY', 403, 'SignatureDoesNotMatch', 'does not belong to the key'],
		['LIMNER_S3_ACCESS_KEY_ID', 403, 'AccessDenied', 'may not do all of ListBucket'],
		['LIMNER_S3_ACCESS_KEY_ID', 403, 'InvalidAccessKeyId', 'does not know the key'],
		['LIMNER_S3_REGION', 301, 'PermanentRedirect', 'lies in another region'],
		['LIMNER_S3_REGION', 400, 'AuthorizationHeaderMalformed', 'lies in another region'],
		['LIMNER_S3_ENDPOINT', 503, 'SlowDown', 'cannot be used \\(SlowDown'],
	])('names %s where the server answers %i %s', async (setting, status, code, reason) => {
		const refusing = createHttpServer((request, response) => {
			request.resume();
			response.writeHead(status, { 'content-type': 'application/xml' });
			response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
		});
		refusing.listen(0, '127.0.0.1');
		await once(refusing, 'listening');
		const endpoint = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
		try {
			await expect(new S3ImageStore(settings({ endpoint })).requireUsable()).rejects.toMatchObject({
				name: 'SettingError',
				message: expect.stringMatching(new RegExp(`^${setting}: .*${reason}`)),
			});
		} finally {
			refusing.closeAllConnections();
			refusing.close();
		}
	});

	it('does not take bytes for an image that are not what was stored', async () => {
		const own = await newBucket();
		const store = new S3ImageStore(own);
		const sha256 = await store.save(randomBytes(1000));
		await fetch(`${server.endpoint}/${own.bucket}/${imagePath(sha256)}`, { method: 'PUT', body: 'damaged' });
		await expect(store.load(sha256)).rejects.toMatchObject({ code: 'image_store_away' });
	});

	it('shows nothing of an upload that broke off, and takes it whole the next time', async () => {
		const { bucket } = await newBucket();
		const cut = await startCuttingProxy(new URL(server.endpoint), 1024 * 1024);
		try {
			const store = new S3ImageStore(settings({ bucket, endpoint: cut.endpoint }));
			const bytes = randomBytes(8 * 1024 * 1024);
			await expect(store.save(bytes)).rejects.toMatchObject({ code: 'image_store_away' });
			expect(cut.connections()).toBeGreaterThan(1);
			cut.heal();
			const sha256 = await store.save(bytes);
			expect((await store.load(sha256)).equals(bytes)).toBe(true);
		} finally {
			await cut.stop();
		}
	});
});

describe('PatientImageStore', () => {
	it('keeps what a store that is away does not take, across a restart, and carries it over', async () => {
		const remote = await emptyBucket();
		const waiting = newDisk();
		const store = patient(remote, waiting);
		const bytes = randomBytes(20_000);
		await server.kill();
		let sha256: string;
		try {
			await expect(store.requireRoom(1)).rejects.toMatchObject({ code: 'image_store_away' });
			sha256 = await store.save(bytes);
			expect((await store.load(sha256)).equals(bytes)).toBe(true);
			await expect(store.carryOver()).rejects.toMatchObject({ code: 'image_store_away' });
		} finally {
			await server.startAgain();
		}
		const later = patient(remote, waiting);
		expect(await remote.has(sha256)).toBe(false);
		expect(await listed(later)).toEqual([sha256]);
		expect(await later.carryOver()).toBe(1);
		expect(await listed(waiting)).toEqual([]);
		expect((await remote.load(sha256)).equals(bytes)).toBe(true);
	});

	it('removes what waits as well', async () => {
		const remote = await emptyBucket();
		const waiting = newDisk();
		const sha256 = await waiting.save(randomBytes(10));
		await patient(remote, waiting).remove(sha256);
		expect(await waiting.has(sha256)).toBe(false);
	});
});

/** Ends every connection after so many bytes of it, until it is healed. */
async function startCuttingProxy(target: URL, bytes: number) {
	let connections = 0;
	let isHealed = false;
	const proxy = createServer((incoming) => {
		connections += 1;
		let seen = 0;
		const outgoing = connect(Number(target.port), target.hostname);
		const end = () => [incoming, outgoing].forEach((socket) => socket.destroy());
		incoming.on('error', end).on('close', end);
		outgoing.on('error', end).on('close', end).pipe(incoming);
		incoming.on('data', (chunk) => {
			seen += chunk.length;
			if (!isHealed && seen > bytes) end();
			else outgoing.write(chunk);
		});
	});
	proxy.listen(0, '127.0.0.1');
	await once(proxy, 'listening');
	return {
		endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
		connections: () => connections,
		heal: () => (isHealed = true),
		stop: () => new Promise((resolve) => proxy.close(resolve)),
	};
}
