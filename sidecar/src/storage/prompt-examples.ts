import { randomUUID } from 'node:crypto';
import {
	MAX_PROMPT_EXAMPLES,
	PROMPT_LIBRARY_VERSION,
	promptExampleFieldsSchema,
	type PromptExample,
	type PromptExampleChange,
	type PromptExampleFields,
	type PromptImport,
	type PromptLibrary,
} from '@limner/shared/contracts/prompt-example';
import { LimnerError } from '../errors/limner-error.ts';
import type { Database } from './database.ts';
import type { PromptExampleRow } from './tables.ts';

/** A site's library, by name. */
export async function listPromptExamples(database: Database, siteId: string): Promise<PromptExample[]> {
	const rows = await database
		.selectFrom('prompt_examples')
		.selectAll()
		.where('site_id', '=', siteId)
		.orderBy('name_key')
		.execute();
	return rows.map(toExample);
}

/** By its id or its name. Fails with `not_found`. */
export async function findPromptExample(
	database: Database,
	siteId: string,
	idOrName: string,
): Promise<PromptExample> {
	const row = await database
		.selectFrom('prompt_examples')
		.selectAll()
		.where('site_id', '=', siteId)
		.where((where) => where.or([where('id', '=', idOrName), where('name_key', '=', keyOf(idOrName))]))
		.executeTakeFirst();
	if (!row) throw new LimnerError('not_found', { subject: idOrName, cause: `no prompt example ${idOrName}` });
	return toExample(row);
}

/** Fails with `name_taken` and, where the library is full, with `request_malformed`. */
export async function addPromptExample(
	database: Database,
	siteId: string,
	fields: PromptExampleFields,
): Promise<PromptExample> {
	await requireRoom(database, siteId, 1);
	const now = Date.now();
	const row = rowOf(siteId, randomUUID(), fields, now, now);
	if (!(await insert(database, row))) throw nameTaken(fields.name);
	return toExample(row);
}

/** Fails with `not_found` or `name_taken`. */
export async function changePromptExample(
	database: Database,
	siteId: string,
	id: string,
	change: PromptExampleChange,
): Promise<PromptExample> {
	return database.transaction().execute(async (transaction) => {
		const {
			example_id: exampleId,
			made_at,
			changed_at,
			...fields
		} = await findPromptExample(transaction, siteId, id);
		const changed = { ...fields, ...defined(change) };
		const row = rowOf(siteId, exampleId, changed, made_at * 1000, Math.max(Date.now(), changed_at * 1000));
		const other = await transaction
			.selectFrom('prompt_examples')
			.select('id')
			.where('site_id', '=', siteId)
			.where('name_key', '=', row.name_key)
			.where('id', '!=', exampleId)
			.executeTakeFirst();
		if (other) throw nameTaken(changed.name);
		const { name, name_key, example_json } = row;
		await transaction
			.updateTable('prompt_examples')
			.set({ name, name_key, example_json, changed_at: row.changed_at })
			.where('id', '=', exampleId)
			.execute();
		return toExample(row);
	});
}

/** Answers what was removed. Fails with `not_found`. */
export async function removePromptExample(
	database: Database,
	siteId: string,
	idOrName: string,
): Promise<PromptExample> {
	const example = await findPromptExample(database, siteId, idOrName);
	await database.deleteFrom('prompt_examples').where('id', '=', example.example_id).execute();
	return example;
}

export async function exportPromptExamples(database: Database, siteId: string): Promise<PromptLibrary> {
	const examples = await listPromptExamples(database, siteId);
	return {
		kind: 'limner-prompt-examples',
		version: PROMPT_LIBRARY_VERSION,
		examples: examples.map(({ example_id: _id, made_at: _made, changed_at: _changed, ...fields }) => fields),
	};
}

/** All or nothing but for duplicates, which are named and left out, also those within the file. */
export async function importPromptExamples(
	database: Database,
	siteId: string,
	{ examples }: PromptLibrary,
): Promise<PromptImport> {
	return database.transaction().execute(async (transaction) => {
		await requireRoom(transaction, siteId, examples.length);
		const result: PromptImport = { added: [], duplicates: [] };
		const now = Date.now();
		for (const fields of examples) {
			const isAdded = await insert(transaction, rowOf(siteId, randomUUID(), fields, now, now));
			(isAdded ? result.added : result.duplicates).push(fields.name);
		}
		return result;
	});
}

async function insert(database: Database, row: PromptExampleRow): Promise<boolean> {
	const { numInsertedOrUpdatedRows } = await database
		.insertInto('prompt_examples')
		.values(row)
		.onConflict((conflict) => conflict.columns(['site_id', 'name_key']).doNothing())
		.executeTakeFirstOrThrow();
	return numInsertedOrUpdatedRows !== 0n;
}

async function requireRoom(database: Database, siteId: string, more: number): Promise<void> {
	const { count } = await database
		.selectFrom('prompt_examples')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where('site_id', '=', siteId)
		.executeTakeFirstOrThrow();
	if (Number(count) + more <= MAX_PROMPT_EXAMPLES) return;
	throw new LimnerError('request_malformed', {
		subject: 'examples',
		cause: `a library has room for ${MAX_PROMPT_EXAMPLES} examples; remove some first`,
	});
}

function nameTaken(name: string): LimnerError {
	return new LimnerError('name_taken', { subject: name, cause: `there is a prompt example named ${name}` });
}

/** "Sea  View" and "sea view" are one name to people. */
function keyOf(name: string): string {
	return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** A field that was not named stays. */
function defined(change: PromptExampleChange): Partial<PromptExampleFields> {
	return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function rowOf(
	siteId: string,
	id: string,
	fields: PromptExampleFields,
	madeAt: number,
	changedAt: number,
): PromptExampleRow {
	return {
		id,
		site_id: siteId,
		name: fields.name,
		name_key: keyOf(fields.name),
		example_json: JSON.stringify(fields),
		created_at: madeAt,
		changed_at: changedAt,
	};
}

function toExample(row: PromptExampleRow): PromptExample {
	return {
		example_id: row.id,
		...promptExampleFieldsSchema.parse(JSON.parse(row.example_json)),
		made_at: Math.floor(row.created_at / 1000),
		changed_at: Math.floor(row.changed_at / 1000),
	};
}
