/**
 * Writes plugin/contracts/*.json from the zod schemas in shared/src/contracts.
 * `--check` writes nothing and fails when a file is not what would be written.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACTS, errorCodeTable, toWordPressSchema } from '@limner/shared/contracts/json-schemas';

const folder = join(import.meta.dirname, '../plugin/contracts');
const check = process.argv.includes('--check');

const wanted = new Map<string, string>([['error-codes.json', asFile(errorCodeTable)]]);
for (const [name, schema] of Object.entries(CONTRACTS))
	wanted.set(`${name}.json`, asFile(toWordPressSchema(name, schema)));

mkdirSync(folder, { recursive: true });
const stale = [...wanted].filter(
	([file, text]) => !existsSync(join(folder, file)) || readFileSync(join(folder, file), 'utf8') !== text,
);
const surplus = readdirSync(folder).filter((file) => file.endsWith('.json') && !wanted.has(file));

if (check && stale.length + surplus.length > 0) {
	const files = [...stale.map(([file]) => file), ...surplus].join(', ');
	console.error(`plugin/contracts is not what shared/src/contracts says (${files}). Run: npm run contracts`);
	process.exit(1);
}
for (const [file, text] of stale) writeFileSync(join(folder, file), text);
for (const file of surplus) rmSync(join(folder, file));
console.log(
	check
		? `plugin/contracts: ${wanted.size} files are fresh`
		: `plugin/contracts: ${stale.length} written, ${surplus.length} removed`,
);

function asFile(value: unknown): string {
	return `${JSON.stringify(value, null, '\t')}\n`;
}
