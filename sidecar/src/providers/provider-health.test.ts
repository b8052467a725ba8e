import { expect, test } from 'vitest';
import { ProviderHealth } from './provider-health.ts';

function healthAt(start: number) {
	const clock = { now: start };
	return { clock, health: new ProviderHealth(() => clock.now) };
}

test('is down after three failures in a row, and works after one answer', () => {
	const { health } = healthAt(0);
	expect(health.report().state).toBe('untried');
	health.failed('provider_unavailable');
	health.failed('provider_timeout');
	expect(health.report()).toMatchObject({ state: 'failing', failuresInARow: 2 });
	health.failed('outcome_in_doubt');
	expect(health.report()).toMatchObject({ state: 'down', lastError: 'outcome_in_doubt' });
	health.succeeded();
	expect(health.report()).toMatchObject({ state: 'working', failuresInARow: 0, lastError: null });
});

test('is tried again after five minutes', () => {
	const { clock, health } = healthAt(0);
	for (let failure = 0; failure < 3; failure++) health.failed('provider_unavailable');
	clock.now = 5 * 60 * 1000;
	expect(health.report().state).toBe('failing');
});

test('does not hold a refused prompt against the provider', () => {
	const { health } = healthAt(0);
	for (let failure = 0; failure < 5; failure++) health.failed('provider_moderated');
	expect(health.report().state).toBe('untried');
});
