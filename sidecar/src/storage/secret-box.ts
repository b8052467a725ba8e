import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingError } from '../config/setting-error.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what the ledger must keep secret, so that a copied database alone opens nothing (AES-256-GCM). */
export class SecretBox {
	private readonly key: Buffer;

	constructor(key: Buffer) {
		this.key = key;
	}

	/** With the key file of a data folder; it is made on first use, readable by its owner only. */
	static inFolder(dataFolder: string): SecretBox {
		const file = join(dataFolder, 'secret.key');
		if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
		const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
		if (key.length !== 32) {
			throw new SettingError(file, 'it does not hold 64 hex digits; restore it from the backup.');
		}
		return new SecretBox(key);
	}

	seal(plain: string): string {
		const nonce = randomBytes(NONCE_BYTES);
		const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
		const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
		return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
	}

	/** Throws where the text was sealed with another key or changed since. */
	open(sealed: string): string {
		const bytes = Buffer.from(sealed, 'base64');
		const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, NONCE_BYTES));
		decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
		const plain = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
		return Buffer.concat(plain).toString('utf8');
	}
}
