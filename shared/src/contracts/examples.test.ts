import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTRACTS, toWordPressSchema } from './json-schemas.ts';

const folder = join(import.meta.dirname, '../../examples');

/** File names are the specification: `contract.what-it-shows.json`. PHP runs the same files (test/plugin). */
function examples(kind: 'valid' | 'invalid') {
	return readdirSync(join(folder, kind)).map((file) => {
		const contract = file.split('.')[0] ?? '';
		return { file, contract, value: JSON.parse(readFileSync(join(folder, kind, file), 'utf8')) as unknown };
	});
}

describe('the examples of the contracts', () => {
	it.each(examples('valid'))('accepts $file', ({ contract, value }) => {
		expect(CONTRACTS[contract]?.safeParse(value)).toMatchObject({ success: true, data: value });
	});

	it.each(examples('invalid'))('refuses $file', ({ contract, value }) => {
		expect(CONTRACTS[contract]?.safeParse(value).success).toBe(false);
	});

	it('has a valid one for every contract', () => {
		const shown = new Set(examples('valid').map(({ contract }) => contract));
		expect(Object.keys(CONTRACTS).filter((contract) => !shown.has(contract))).toEqual([]);
	});
});

describe('schemas for WordPress', () => {
	it.each(Object.keys(CONTRACTS))('%s says nothing that WordPress would pass over', (name) => {
		const schema = CONTRACTS[name];
		expect(schema && toWordPressSchema(name, schema)).toMatchObject({
			type: 'object',
			additionalProperties: false,
		});
	});
});
