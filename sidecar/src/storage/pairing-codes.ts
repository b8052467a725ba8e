import { createHash, randomInt } from 'node:crypto';
import type { Database } from './database.ts';

/** How long a code can be used, in milliseconds. */
export const PAIRING_CODE_LIFETIME = 10 * 60 * 1000;

/** No letters or digits that look alike. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 12;

/** Makes a code such as `K7QM-2XWA-9RTD` (about 59 bits). Only its hash is kept. */
export async function makePairingCode(database: Database): Promise<string> {
	const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
	await database
		.insertInto('pairing_codes')
		.values({ code_hash: hashCode(letters), expires_at: Date.now() + PAIRING_CODE_LIFETIME, used_at: null })
		.execute();
	return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** True once for a code that was made and has not expired. */
export async function usePairingCode(database: Database, code: string): Promise<boolean> {
	const now = Date.now();
	const { numUpdatedRows } = await database
		.updateTable('pairing_codes')
		.set({ used_at: now })
		.where('code_hash', '=', hashCode(code))
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.executeTakeFirstOrThrow();
	return numUpdatedRows === 1n;
}

/** People type it in lower case and leave the dashes out. */
function hashCode(code: string): string {
	const letters = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
	return createHash('sha256').update(letters).digest('hex');
}
