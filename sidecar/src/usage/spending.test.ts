import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LimitName } from '@limner/shared/contracts/limit';
import { POLICY_DEFAULTS } from '@limner/shared/contracts/policy';
import { USAGE_GROUPS } from '@limner/shared/contracts/usage';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../storage/database.ts';
import type { AttemptRow, CallRow, CallState, GenerationRow } from '../storage/tables.ts';
import { listNearlyReached, readBudgets, requireBudget, type BudgetPolicy } from './budget.ts';
import { eachOfLedger, listLedger } from './list-ledger.ts';
import { addUp, sumSpending } from './sum-spending.ts';

const SITE = randomUUID();
const OTHER_SITE = randomUUID();
const NO_LIMITS = POLICY_DEFAULTS.image_limits;
const POLICY: BudgetPolicy = { limits: NO_LIMITS, image_limits: NO_LIMITS, period_start: 1, timezone: 'UTC' };
const STATES: CallState[] = ['intent', 'submitted', 'stored', 'refused', 'failed', 'in_doubt'];
const ada = { id: 1, name: 'Ada' };
const spender = { siteId: SITE, person: ada, postId: 7, generationId: 'run-1' };
const everything = { siteId: SITE, start: 0, end: Date.now() + 1e9, timezone: 'UTC' };

let folder: string;
let database: Database;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'limner-spending-'));
	database = await openDatabase(folder);
	for (const id of [SITE, OTHER_SITE]) await addSite(id);
	// Only what the sums look at is written: neither slots nor plans.
	await sql`PRAGMA foreign_keys = OFF`.execute(database);
});
afterEach(async () => {
	await database.destroy();
	rmSync(folder, { recursive: true, force: true });
});

describe('sums', () => {
	it('are exact over thousands of random costs, whatever they are grouped by', async () => {
		const random = seeded(20261121);
		const calls = Array.from({ length: 4000 }, () => randomCall(random));
		await addCalls(calls);
		const own = calls.filter(({ site_id }) => site_id === SITE);
		const total = (of: (call: CallRow) => number) => own.reduce((sum, call) => sum + BigInt(of(call)), 0n);
		for (const group of USAGE_GROUPS) {
			const sums = addUp(await sumSpending(database, everything, group));
			expect(BigInt(sums.cost_microdollars)).toBe(total((call) => call.actual_microdollars ?? 0));
			expect(BigInt(sums.estimated_microdollars)).toBe(total((call) => call.estimated_microdollars));
			expect(sums.calls).toBe(own.length);
			expect(sums.images).toBe(own.filter(({ state }) => state === 'stored').length);
		}
		const limits = { ...NO_LIMITS, site_month: 1 };
		const [budget] = await readBudgets(database, { ...POLICY, limits }, spender);
		expect(BigInt(budget?.used ?? -1)).toBe(
			total((call) => call.actual_microdollars ?? call.estimated_microdollars),
		);
	});

	it('keep what runs and what is in doubt apart from what was paid', async () => {
		await addCalls([
			call({ state: 'submitted', estimated_microdollars: 3 }),
			call({ state: 'in_doubt', estimated_microdollars: 50 }),
			call({ state: 'stored', estimated_microdollars: 700, actual_microdollars: 710 }),
			call({ state: 'failed', estimated_microdollars: 9000, actual_microdollars: 0 }),
		]);
		const [row] = await sumSpending(database, everything, 'person');
		expect(row).toEqual({
			key: '1',
			label: 'Ada',
			calls: 4,
			images: 1,
			estimated_microdollars: 9753,
			cost_microdollars: 710,
			reserved_microdollars: 3,
			in_doubt_microdollars: 50,
		});
	});

	it('put a call into the day that it was at the site', async () => {
		const late = Date.UTC(2026, 10, 20, 23, 30);
		await addCalls([call({ created_at: late }), call({ created_at: late - 3_600_000 })]);
		const days = await sumSpending(database, { ...everything, timezone: 'Asia/Kathmandu' }, 'day');
		expect(days.map(({ key, calls }) => [key, calls])).toEqual([['2026-11-21', 2]]);
		const there = await sumSpending(database, { ...everything, timezone: 'Europe/Berlin' }, 'day');
		expect(there.map(({ key }) => key)).toEqual(['2026-11-20', '2026-11-21']);
	});
});

describe('a limit', () => {
	const PASSED: [LimitName, number][] = [
		['run', 1000],
		['post', 2000],
		['person_month', 4000],
		['site_month', 8000],
		['run_images', 1],
		['post_images', 2],
		['person_month_images', 4],
		['site_month_images', 8],
	];

	it.each(PASSED)('%s counts what belongs to it', async (name, used) => {
		const price = { state: 'stored', estimated_microdollars: 1, actual_microdollars: 1000 } as const;
		const elsewhere = { generation_id: 'run-2', post_id: 8, person_id: 2 };
		await addCalls([
			call(price),
			call({ ...price, generation_id: 'run-2' }),
			...[1, 2].map(() => call({ ...price, ...elsewhere, person_id: 1 })),
			...[1, 2, 3, 4].map(() => call({ ...price, ...elsewhere })),
			call({ ...price, site_id: OTHER_SITE }),
			call({ ...price, state: 'failed', actual_microdollars: 0 }),
			call({ ...price, provider: 'sketch', actual_microdollars: 0, counts_as_image: 0 }),
		]);
		const [budget] = await readBudgets(database, limited(name, 5), spender);
		expect(budget).toMatchObject({ name, used, limit: 5 });
	});

	it('begins anew on its day, also for what was spent before somebody changed the day', async () => {
		const now = new Date();
		const lastMonth = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 28);
		await addCalls([call({ created_at: lastMonth }), call({})]);
		for (const period_start of [1, 28]) {
			const [budget] = await readBudgets(
				database,
				{ ...limited('site_month_images', 5), period_start },
				spender,
			);
			expect(budget?.used).toBe(1);
			expect(budget?.resetsOn?.slice(8)).toBe(String(period_start).padStart(2, '0'));
		}
	});

	it('is passed by none of fifty calls at once', async () => {
		const policy = limited('site_month', 10_500);
		const bought = await Promise.allSettled(
			Array.from({ length: 50 }, () =>
				database.transaction().execute(async (transaction) => {
					await requireBudget(transaction, policy, spender, { price: 1000, images: 1 });
					await insertCall(transaction, call({ estimated_microdollars: 1000, actual_microdollars: null }));
				}),
			),
		);
		expect(bought.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
	});

	it('does not stop what is free, and stops what nobody knows the price of once nothing is left', async () => {
		await addCalls([call({ actual_microdollars: 2000 })]);
		const policy = limited('post', 2000);
		await requireBudget(database, policy, spender, { price: 0, images: 1 });
		await expect(requireBudget(database, policy, spender, { price: null, images: 1 })).rejects.toMatchObject({
			code: 'budget_reached',
			subject: 'post',
			amount: 2000,
			budget: { whose: '', resets_on: null },
		});
	});

	it('is warned about from 80 % on', async () => {
		await addCalls([call({ actual_microdollars: 799 })]);
		expect(await listNearlyReached(database, limited('person_month', 1000), spender)).toEqual([]);
		await addCalls([call({ actual_microdollars: 1 })]);
		expect(await listNearlyReached(database, limited('person_month', 1000), spender)).toEqual([
			'person_month',
		]);
	});
});

describe('the ledger', () => {
	it('comes in pages that leave nothing out', async () => {
		const at = Date.now();
		await addCalls(Array.from({ length: 1203 }, (_, index) => call({ created_at: at - (index % 7) })));
		const { rows, next } = await listLedger(database, everything);
		expect(rows).toHaveLength(500);
		expect(next).not.toBeNull();
		let seen = 0;
		for await (const page of eachOfLedger(database, everything)) seen += page.length;
		expect(seen).toBe(1203);
	});
});

function limited(name: LimitName, limit: number): BudgetPolicy {
	const scope = name.replace(/_images$/, '');
	const set = { ...NO_LIMITS, [scope]: limit };
	return name === scope ? { ...POLICY, limits: set } : { ...POLICY, image_limits: set };
}

function call(changes: Partial<CallRow>): CallRow {
	return {
		key: randomUUID(),
		attempt_id: 'attempt',
		generation_id: 'run-1',
		site_id: SITE,
		post_id: 7,
		person_id: ada.id,
		operation: 'desktop',
		number: 1,
		provider: 'openai',
		model: 'gpt-image-2',
		kind: 'synchronous',
		size: '1536x1024',
		state: 'stored',
		remote_id: null,
		estimated_microdollars: 0,
		actual_microdollars: null,
		usage_json: null,
		revised_prompt: null,
		seed: null,
		bytes_sha256: null,
		error_json: null,
		counts_as_image: 1,
		created_at: Date.now(),
		submitted_at: null,
		finished_at: null,
		...changes,
	};
}

function randomCall(random: () => number): CallRow {
	const state = STATES[Math.floor(random() * STATES.length)] ?? 'stored';
	return call({
		state,
		site_id: random() < 0.9 ? SITE : OTHER_SITE,
		post_id: Math.ceil(random() * 40),
		person_id: Math.ceil(random() * 5),
		provider: random() < 0.5 ? 'openai' : 'google',
		operation: random() < 0.5 ? 'desktop' : 'mobile',
		estimated_microdollars: Math.floor(random() ** 4 * 1e9),
		actual_microdollars: random() < 0.8 ? Math.floor(random() ** 4 * 1e9) : null,
	});
}

/** The same numbers each time, so that a failure can be looked at again. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const ATTEMPT: Omit<
	AttemptRow,
	'id' | 'site_id' | 'post_id' | 'person_id' | 'person_name' | 'generation_id'
> = {
	slot_id: 'slot',
	lane: 'interactive',
	variation: 0,
	provider: 'openai',
	model: 'gpt-image-2',
	prompt: 'A garden',
	alt: '',
	state: 'rendered',
	finishing: 0,
	price_microdollars: 0,
	expected_images: 1,
	error_json: null,
	starts: 0,
	tries: 0,
	not_before: 0,
	accepted_at: 0,
	started_at: null,
	finished_at: null,
};

const GENERATION: Omit<GenerationRow, 'id' | 'site_id' | 'post_id' | 'person_id'> = {
	lane: 'interactive',
	person_name: '',
	policy_json: '{}',
	operation_json: '{}',
	post_title: 'A post',
	language: '',
	publication_id: null,
	request_hash: '',
	cancelled_at: null,
	created_at: 0,
};

function attemptOf(row: CallRow): string {
	return `${row.attempt_id}-${row.person_id}`;
}

async function insertCall(into: Database, row: CallRow): Promise<void> {
	await into.insertInto('calls').values(row).execute();
}

/** With as much of what they belong to as the sums join. */
async function addCalls(calls: CallRow[]): Promise<void> {
	await sql`PRAGMA foreign_keys = OFF`.execute(database);
	await database.transaction().execute(async (transaction) => {
		for (const row of calls) {
			await insertCall(transaction, { ...row, attempt_id: attemptOf(row) });
			const known = { site_id: row.site_id, post_id: row.post_id, person_id: row.person_id };
			const attempt = { ...ATTEMPT, ...known, id: attemptOf(row), generation_id: row.generation_id };
			const person_name = row.person_id === ada.id ? ada.name : 'Ben';
			await transaction
				.insertInto('attempts')
				.values({ ...attempt, person_name })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
			await transaction
				.insertInto('generations')
				.values({ ...GENERATION, ...known, id: row.generation_id })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		}
	});
}

async function addSite(id: string): Promise<void> {
	await database
		.insertInto('sites')
		.values({
			id,
			home_url: 'https://site.test',
			rest_url: 'https://site.test/wp-json/limner/v1/',
			name: 'A site',
			environment: 'local',
			state: 'active',
			delivery: 'push',
			checking: 0,
			checked_at: null,
			error_json: null,
			handshake_json: null,
			created_at: Date.now(),
		})
		.execute();
}
