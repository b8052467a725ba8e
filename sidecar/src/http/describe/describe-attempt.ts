import type { Attempt } from '@limner/shared/contracts/post-images';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Engine } from '../../engine.ts';
import { factsAbout } from '../../models/find-model.ts';
import { estimateImageSeconds } from '../../planning/estimate-seconds.ts';
import { RUNNING_STATES } from '../../storage/attempts.ts';
import type { AttemptRow } from '../../storage/tables.ts';

/** What is left to do after the provider is done, as a share of the whole. */
const FINISHING_PROGRESS = 0.95;
/** A size for the estimate where the request's own does not matter: about two megapixels. */
const USUAL_SIZE = { width: 1600, height: 900 };

/** Progress is the provider's own where it says how far it is, else an estimate from this model's past times. */
export async function describeAttempt(engine: Engine, attempt: AttemptRow): Promise<Attempt> {
	const isRunning = RUNNING_STATES.includes(attempt.state);
	const position = isRunning && attempt.state === 'accepted' ? await positionInLine(engine, attempt) : null;
	const timing = isRunning
		? await estimateTiming(engine, attempt, position)
		: { progress: attempt.state === 'rendered' ? 1 : 0, seconds_left: null, slower_than_usual: false };
	return {
		attempt_id: attempt.id,
		generation_id: attempt.generation_id,
		state: attempt.state,
		phase: phaseOf(attempt),
		position,
		...timing,
		preview_number: engine.running.previewNumber(attempt.id),
		prompt: attempt.prompt,
		person: { id: attempt.person_id, name: attempt.person_name },
		price_microdollars: attempt.price_microdollars,
		cost_microdollars: await costOf(engine, attempt),
		error: attempt.error_json === null ? null : (JSON.parse(attempt.error_json) as ErrorInfo),
		accepted_at: Math.floor(attempt.accepted_at / 1000),
		finished_at: attempt.finished_at === null ? null : Math.floor(attempt.finished_at / 1000),
	};
}

function phaseOf(attempt: AttemptRow): Attempt['phase'] {
	if (!RUNNING_STATES.includes(attempt.state)) return 'done';
	if (attempt.finishing) return 'finishing';
	return attempt.state === 'making' ? 'drawing' : 'waiting';
}

/** 1 is next. Counted over all sites, as they share the provider's key. */
async function positionInLine(engine: Engine, attempt: AttemptRow): Promise<number> {
	const lanes = ['interactive', 'publish', 'backfill'] as const;
	const before = lanes.slice(0, lanes.indexOf(attempt.lane));
	const { count } = await engine.database
		.selectFrom('attempts')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where('provider', '=', attempt.provider)
		.where('state', '=', 'accepted')
		.where((where) =>
			where.or([
				...(before.length > 0 ? [where('lane', 'in', before)] : []),
				where.and([
					where('lane', '=', attempt.lane),
					where.or([
						where('accepted_at', '<', attempt.accepted_at),
						where.and([where('accepted_at', '=', attempt.accepted_at), where('id', '<', attempt.id)]),
					]),
				]),
			]),
		)
		.executeTakeFirstOrThrow();
	return Number(count) + 1;
}

async function estimateTiming(engine: Engine, attempt: AttemptRow, position: number | null) {
	const facts = factsAbout(attempt.provider, attempt.model);
	const each = facts
		? await estimateImageSeconds(engine.database, facts, { ...USUAL_SIZE, quality: 'auto' })
		: 30;
	if (attempt.finishing) return { progress: FINISHING_PROGRESS, seconds_left: 1, slower_than_usual: false };
	if (attempt.state === 'accepted') {
		const places = engine.providers.get(attempt.provider)?.places ?? 1;
		const queued = Math.ceil((position ?? 1) / places) * each;
		const pause = Math.max(0, (attempt.not_before - Date.now()) / 1000);
		return { progress: 0, seconds_left: Math.ceil(queued + pause), slower_than_usual: false };
	}
	const reported = engine.running.progress(attempt.id);
	const elapsed = (Date.now() - (attempt.started_at ?? Date.now())) / 1000;
	return {
		progress: Math.min(FINISHING_PROGRESS * 0.95, (reported ?? elapsed / each) * FINISHING_PROGRESS),
		seconds_left: Math.max(0, Math.ceil(each - elapsed)),
		slower_than_usual: elapsed > each * 1.5,
	};
}

/** Null while nothing is known; a call that may have been charged has no known cost either. */
async function costOf(engine: Engine, attempt: AttemptRow): Promise<number | null> {
	const calls = await engine.database
		.selectFrom('calls')
		.select('actual_microdollars')
		.where('attempt_id', '=', attempt.id)
		.execute();
	const known = calls.flatMap(({ actual_microdollars }) => actual_microdollars ?? []);
	return known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0);
}
