import { randomBytes, randomUUID } from 'node:crypto';
import type { Handshake, SiteIdentity } from '@limner/shared/contracts/site';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Database } from './database.ts';
import type { SecretBox } from './secret-box.ts';
import type { SiteRow } from './tables.ts';

export interface SiteKey {
	id: string;
	/** 32 bytes. */
	secret: Buffer;
}

export async function findSite(database: Database, siteId: string): Promise<SiteRow | undefined> {
	return database.selectFrom('sites').selectAll().where('id', '=', siteId).executeTakeFirst();
}

export async function listActiveSites(database: Database): Promise<SiteRow[]> {
	return database.selectFrom('sites').selectAll().where('state', '=', 'active').execute();
}

/** A site's newest key that counts; undefined where it was disconnected. */
export async function currentKey(
	database: Database,
	secrets: SecretBox,
	siteId: string,
): Promise<SiteKey | undefined> {
	const row = await database
		.selectFrom('site_keys')
		.selectAll()
		.where('site_id', '=', siteId)
		.where('revoked_at', 'is', null)
		.orderBy('created_at', 'desc')
		.executeTakeFirst();
	return row && { id: row.id, secret: Buffer.from(secrets.open(row.sealed_secret), 'hex') };
}

/** The key that a request names, with its site; undefined where either does not exist or was revoked. */
export async function findKey(
	database: Database,
	secrets: SecretBox,
	siteId: string,
	keyId: string,
): Promise<SiteKey | undefined> {
	const row = await database
		.selectFrom('site_keys')
		.selectAll()
		.where('id', '=', keyId)
		.where('site_id', '=', siteId)
		.where('revoked_at', 'is', null)
		.executeTakeFirst();
	return row && { id: row.id, secret: Buffer.from(secrets.open(row.sealed_secret), 'hex') };
}

/** Makes a new site with its first key; the secret is in the answer only. */
export async function addSite(
	database: Database,
	secrets: SecretBox,
	identity: SiteIdentity,
): Promise<{ siteId: string; keyId: string; secret: string }> {
	const siteId = randomUUID();
	const keyId = `key-${randomBytes(6).toString('hex')}`;
	const secret = randomBytes(32).toString('hex');
	const now = Date.now();
	await database
		.insertInto('sites')
		.values({
			id: siteId,
			...identity,
			state: 'active',
			delivery: 'push',
			checking: 0,
			checked_at: null,
			error_json: null,
			handshake_json: null,
			created_at: now,
		})
		.execute();
	await database
		.insertInto('site_keys')
		.values({
			id: keyId,
			site_id: siteId,
			sealed_secret: secrets.seal(secret),
			created_at: now,
			revoked_at: null,
		})
		.execute();
	return { siteId, keyId, secret };
}

export async function changeSite(
	database: Database,
	siteId: string,
	changes: Partial<Omit<SiteRow, 'id'>>,
): Promise<void> {
	await database.updateTable('sites').set(changes).where('id', '=', siteId).execute();
}

/**
 * Lets this transaction alone decide about a site until it ends: what it reads from then on, nobody else changes in
 * between. A write that changes nothing takes the lock in every database.
 */
export async function lockSite(transaction: Database, siteId: string): Promise<void> {
	await transaction
		.updateTable('sites')
		.set((update) => ({ state: update.ref('state') }))
		.where('id', '=', siteId)
		.execute();
}

export async function recordCheck(
	database: Database,
	siteId: string,
	result: { handshake: Handshake } | { error: ErrorInfo },
): Promise<void> {
	const reached = 'handshake' in result;
	await changeSite(database, siteId, {
		checking: 0,
		checked_at: Date.now(),
		delivery: reached ? 'push' : 'pull',
		error_json: reached ? null : JSON.stringify(result.error),
		...(reached ? { handshake_json: JSON.stringify(result.handshake) } : {}),
	});
}

/** Its keys open nothing from now on; what was made stays. */
export async function disconnectSite(database: Database, siteId: string): Promise<void> {
	await database
		.updateTable('site_keys')
		.set({ revoked_at: Date.now() })
		.where('site_id', '=', siteId)
		.where('revoked_at', 'is', null)
		.execute();
	await changeSite(database, siteId, { state: 'disconnected' });
}

/** False where the nonce was used before. */
export async function useNonce(
	database: Database,
	siteId: string,
	nonce: string,
	expiresAt: number,
): Promise<boolean> {
	const { numInsertedOrUpdatedRows } = await database
		.insertInto('nonces')
		.values({ site_id: siteId, nonce, expires_at: expiresAt })
		.onConflict((conflict) => conflict.columns(['site_id', 'nonce']).doNothing())
		.executeTakeFirstOrThrow();
	return numInsertedOrUpdatedRows === 1n;
}

export async function forgetOldNonces(database: Database): Promise<void> {
	await database.deleteFrom('nonces').where('expires_at', '<', Date.now()).execute();
}
