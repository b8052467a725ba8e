import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '@limner/shared/contracts/alert';
import { POLICY_DEFAULTS } from '@limner/shared/contracts/policy';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { offerProviders } from '../providers/offered-providers.ts';
import { ProviderHealth } from '../providers/provider-health.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { lookAtBudgets } from './look-at-budgets.ts';
import { lookAtProviders } from './look-at-providers.ts';
import { raiseAlerts } from './raise-alerts.ts';

const MINUTE = 60_000;
const SITE = randomUUID();

let folder: string;
let database: Database;
/** Milliseconds since 1970. */
let now: number;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'limner-raise-'));
	database = await openDatabase(folder);
	now = Date.now();
});
afterEach(() => database.destroy());

async function raised(): Promise<Alert[]> {
	const rows = await database.selectFrom('alert_deliveries').selectAll().orderBy('created_at').execute();
	await database.deleteFrom('alert_deliveries').execute();
	return rows.map(({ alert_json }) => JSON.parse(alert_json) as Alert);
}

describe('a provider', () => {
	/** As a process sees it that has just started. */
	const newFal = () => {
		const offered = offerProviders(readConfig({ FAL_KEY: 'key:secret' }), 1).get('fal');
		if (!offered) throw new Error('there is no fal');
		return { ...offered, health: new ProviderHealth(() => now) };
	};
	const look = async (fal: ReturnType<typeof newFal>) => {
		await raiseAlerts(database, ['webhook'], lookAtProviders([fal]), now);
		return (await raised()).map(({ kind }) => kind);
	};
	const fail = (fal: ReturnType<typeof newFal>, times: number) => {
		for (let time = 0; time < times; time += 1) fal.health.failed('provider_quota');
	};

	it('that fails once or twice is no news; three times is told once, with the reason', async () => {
		const fal = newFal();
		fail(fal, 2);
		expect(await look(fal)).toEqual([]);
		fail(fal, 1);
		await raiseAlerts(database, ['webhook', 'mail'], lookAtProviders([fal]), now);
		const [alert, same] = await raised();
		expect(alert).toMatchObject({
			kind: 'provider_failing',
			title: expect.stringContaining('keeps failing'),
			text: expect.stringContaining('(provider_quota)'),
			provider: { name: 'fal', error_code: 'provider_quota' },
			budget: null,
		});
		expect(same?.alert_id).toBe(alert?.alert_id);
		fail(fal, 5);
		expect(await look(fal)).toEqual([]);
	});

	it('is told of again after an hour only where it still fails, and once when it is back', async () => {
		const fal = newFal();
		fail(fal, 3);
		expect(await look(fal)).toEqual(['provider_failing']);
		now += 61 * MINUTE;
		expect(await look(fal)).toEqual([]);
		fail(fal, 1);
		expect(await look(fal)).toEqual(['provider_failing']);
		fal.health.succeeded();
		expect(await look(fal)).toEqual(['provider_back']);
		expect(await look(fal)).toEqual([]);
	});

	it('that comes and goes is told of once an hour', async () => {
		const fal = newFal();
		const kinds: string[] = [];
		for (let round = 0; round < 12; round += 1) {
			fail(fal, 3);
			kinds.push(...(await look(fal)));
			fal.health.succeeded();
			kinds.push(...(await look(fal)));
			now += 10 * MINUTE;
		}
		expect(kinds).toEqual(['provider_failing', 'provider_back', 'provider_failing', 'provider_back']);
	});

	it('is not told of anew by a sidecar that was started again, and its return still is', async () => {
		const fal = newFal();
		fail(fal, 3);
		expect(await look(fal)).toEqual(['provider_failing']);
		await database.destroy();
		database = await openDatabase(folder);
		const after = newFal();
		expect(await look(after)).toEqual([]);
		fail(after, 3);
		expect(await look(after)).toEqual([]);
		after.health.succeeded();
		expect(await look(after)).toEqual(['provider_back']);
	});
});

describe('a budget', () => {
	const NO_LIMITS = POLICY_DEFAULTS.image_limits;

	beforeEach(async () => {
		await sql`PRAGMA foreign_keys = OFF`.execute(database);
		await sql`insert into sites values (${sql.join([
			...[SITE, 'https://garden.example', '', 'Garden', 'production', 'active', 'push', 0, null, null, null],
			0,
		])})`.execute(database);
	});

	let written = 0;
	/** The settings as they come with the next image. */
	async function setLimits(limits: object, imageLimits: object = {}): Promise<void> {
		const policy = {
			limits: { ...NO_LIMITS, ...limits },
			image_limits: { ...NO_LIMITS, ...imageLimits },
			period_start: 1,
			timezone: 'UTC',
		};
		await sql`insert into generations (id, site_id, post_id, lane, person_id, person_name, policy_json,
			operation_json, post_title, language, request_hash, created_at) values (${sql.join([
				...[randomUUID(), SITE, 1, 'interactive', 4, 'Ada', JSON.stringify(policy), '{}', '', 'en', ''],
				Date.now() + (written += 1),
			])})`.execute(database);
	}
	async function spend(microdollars: number): Promise<void> {
		await sql`insert into calls (key, attempt_id, generation_id, site_id, post_id, person_id, operation, number,
			provider, model, kind, size, state, estimated_microdollars, actual_microdollars, counts_as_image, created_at)
			values (${sql.join([
				...[
					randomUUID(),
					'attempt',
					'run',
					SITE,
					1,
					4,
					'desktop',
					1,
					'fal',
					'model',
					'task',
					'1x1',
					'stored',
				],
				...[microdollars, microdollars, 1, Date.now() - 60_000 + (written += 1)],
			])})`.execute(database);
	}
	async function look() {
		await raiseAlerts(database, ['webhook'], await lookAtBudgets(database), now);
		return raised();
	}
	const kinds = async () => (await look()).map(({ kind, budget }) => [kind, budget?.name, budget?.whose]);

	it('is told of at 80 %, when nothing more fits, and when it is raised; each once', async () => {
		await setLimits({ site_month: 1000 });
		await spend(700);
		await spend(90);
		expect(await look()).toEqual([]);
		await spend(10);
		const [nearly] = await look();
		expect(nearly).toMatchObject({
			kind: 'budget_nearly_reached',
			title: 'A limit of Garden is nearly reached',
			provider: null,
			budget: { name: 'site_month', site_id: SITE, whose: '', limit: 1000, used: 800 },
		});
		expect(await look()).toEqual([]);
		await spend(150);
		expect(await kinds()).toEqual([['budget_reached', 'site_month', '']]);
		now += 90 * MINUTE;
		expect(await look()).toEqual([]);
		await setLimits({ site_month: 5000 });
		expect(await kinds()).toEqual([['budget_back', 'site_month', '']]);
		expect(await look()).toEqual([]);
	});

	it('of a person names her, and of images counts them', async () => {
		await setLimits({ person_month: 1000 }, { site_month: 2 });
		await spend(500);
		expect(await look()).toEqual([]);
		await spend(500);
		const alerts = await look();
		expect(alerts.map(({ kind, budget }) => [kind, budget?.name, budget?.whose])).toEqual([
			['budget_reached', 'site_month_images', ''],
			['budget_reached', 'person_month', 'Ada'],
		]);
		expect(alerts[0]?.text).toContain('2 of 2 images');
		expect(alerts[1]?.text).toContain('Ada');
	});

	it('stays reached where only a cheaper image would fit, or the site is away', async () => {
		await setLimits({ site_month: 1000 });
		await spend(700);
		expect(await kinds()).toEqual([['budget_reached', 'site_month', '']]);
		await spend(200);
		await spend(10);
		expect((await look()).map(({ kind }) => kind)).toEqual(['budget_nearly_reached']);
		await sql`update sites set state = 'moved_or_copied'`.execute(database);
		expect(await look()).toEqual([]);
	});

	it('of nothing is a way to switch off, and no news', async () => {
		await setLimits({ site_month: 0 });
		expect(await look()).toEqual([]);
	});
});
