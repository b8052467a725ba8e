import { describe, expect, it } from 'vitest';
import { LimnerError } from '../errors/limner-error.ts';
import { decideDeliverRetry, decideGenerateRetry, endStateOf } from './decide-retry.ts';

const now = () => ({ tries: 0, since: Date.now() });
const HOUR = 3_600_000;

describe('decideGenerateRetry', () => {
	it('waits as long as the provider says, and counts no try', () => {
		const retry = decideGenerateRetry(
			new LimnerError('provider_rate_limited', { retryAfterSeconds: 20 }),
			now(),
		);
		expect(retry?.tries).toBe(0);
		expect(retry?.inMilliseconds).toBeGreaterThanOrEqual(20_000);
		expect(retry?.inMilliseconds).toBeLessThanOrEqual(25_000);
	});

	it('waits twice as long each time, and gives up after five', () => {
		const error = new LimnerError('provider_unavailable');
		const delays = [0, 1, 2, 3].map((tries) => decideGenerateRetry(error, { tries, since: Date.now() }));
		for (const [index, delay] of delays.entries()) {
			expect(delay?.inMilliseconds).toBeGreaterThanOrEqual(2_000 * 2 ** index);
			expect(delay?.inMilliseconds).toBeLessThanOrEqual(2_500 * 2 ** index);
		}
		expect(decideGenerateRetry(error, { tries: 4, since: Date.now() })).toBeNull();
	});

	it.each(['provider_moderated', 'provider_quota', 'budget_reached', 'model_retired', 'cancelled'] as const)(
		'never repeats %s',
		(code) => expect(decideGenerateRetry(new LimnerError(code), now())).toBeNull(),
	);

	it('never repeats what may have been charged', () => {
		const error = new LimnerError('provider_unavailable', { charged: 'unknown' });
		expect(decideGenerateRetry(error, now())).toBeNull();
	});
});

describe('decideDeliverRetry', () => {
	it('waits for a site for a day, and no longer', () => {
		const error = new LimnerError('site_unreachable');
		expect(decideDeliverRetry(error, { tries: 40, since: Date.now() - 23 * HOUR })).not.toBeNull();
		expect(decideDeliverRetry(error, { tries: 40, since: Date.now() - 25 * HOUR })).toBeNull();
	});

	it('waits for an editor to close the post, and counts no try', () => {
		const retry = decideDeliverRetry(new LimnerError('post_locked'), {
			tries: 0,
			since: Date.now() - 48 * HOUR,
		});
		expect(retry).toMatchObject({ tries: 0 });
	});

	it.each(['post_gone', 'section_gone', 'upload_rejected', 'permission_denied', 'image_too_large'] as const)(
		'never repeats %s',
		(code) => expect(decideDeliverRetry(new LimnerError(code), now())).toBeNull(),
	);
});

describe('endStateOf', () => {
	it('tells refused, in doubt, cancelled and failed apart', () => {
		expect(endStateOf(new LimnerError('provider_moderated'))).toBe('refused');
		expect(endStateOf(new LimnerError('provider_timeout', { charged: 'unknown' }))).toBe('in_doubt');
		expect(endStateOf(new LimnerError('cancelled', { charged: 'unknown' }))).toBe('cancelled');
		expect(endStateOf(new LimnerError('provider_quota'))).toBe('failed');
	});
});
