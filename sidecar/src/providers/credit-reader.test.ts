import { describe, expect, test } from 'vitest';
import { LimnerError } from '../errors/limner-error.ts';
import { CreditReader } from './credit-reader.ts';
import type { ImageProvider } from './image-provider.ts';

/** A provider of which only the credit is asked for. */
function providerWith(readCredit?: () => Promise<number>): ImageProvider {
	return {
		name: 'purse',
		kind: 'synchronous',
		makeImage: () => Promise.reject(new Error('nobody asked for an image')),
		...(readCredit ? { readCredit } : {}),
	};
}

describe('CreditReader', () => {
	test('asks once a minute, and once for all who ask at the same time', async () => {
		let now = 0;
		let asked = 0;
		const reader = new CreditReader(() => now);
		const provider = providerWith(() => Promise.resolve(++asked * 1_000_000));
		const both = await Promise.all([reader.read(provider), reader.read(provider)]);
		expect(both).toEqual([
			{ microdollars: 1_000_000, error: null },
			{ microdollars: 1_000_000, error: null },
		]);
		now = 59_999;
		expect(await reader.read(provider)).toMatchObject({ microdollars: 1_000_000 });
		now = 60_000;
		expect(await reader.read(provider)).toMatchObject({ microdollars: 2_000_000 });
	});

	test('says why it could not be read, and does not hide a mistake of our own', async () => {
		const refused = providerWith(() => Promise.reject(new LimnerError('provider_key_wrong')));
		expect(await new CreditReader().read(refused)).toEqual({
			microdollars: null,
			error: 'provider_key_wrong',
		});
		const broken = providerWith(() => Promise.reject(new TypeError('our own')));
		await expect(new CreditReader().read(broken)).rejects.toThrow('our own');
	});

	test('knows nothing where there is nothing to read', async () => {
		const nothing = { microdollars: null, error: null };
		expect(await new CreditReader().read(null)).toEqual(nothing);
		expect(await new CreditReader().read(providerWith())).toEqual(nothing);
	});
});
