import sharp from 'sharp';
import { expect, test } from 'vitest';
import { failureOf, make, orders } from './make-image.conformance.ts';
import type { ProviderUnderTest } from './provider-under-test.conformance.ts';

/** What is submitted once and asked for until it is done, across crashes. */
export function describeTasks(setUp: () => ProviderUnderTest): void {
	test('asks only once the id of the task is durable', async () => {
		const under = setUp();
		const world = under.remote?.world;
		world?.setScenario('slow', { latency: 100 });
		const askedBefore: number[] = [];
		await make(
			under,
			{},
			{
				onSubmitted: async () => {
					await new Promise((resolve) => setTimeout(resolve, 700));
					askedBefore.push(...(world?.tasks() ?? []).map(({ asked }) => asked));
				},
			},
		);
		expect(askedBefore).toEqual([0]);
	});

	test('goes on with a task of an earlier run, without paying again', async () => {
		const under = setUp();
		const world = under.remote?.world;
		world?.setScenario('slow', { latency: 600 });
		const leaving = new AbortController();
		const ids: string[] = [];
		const context = {
			signal: leaving.signal,
			onSubmitted: (remoteId: string) => {
				ids.push(remoteId);
				leaving.abort();
				return Promise.resolve();
			},
		};
		await failureOf(make(under, {}, context));
		const [remoteId] = ids;
		if (remoteId === undefined) throw new Error('no task was begun');
		const { bytes } = await make(under, {}, { remoteId });
		expect((await sharp(bytes).metadata()).width).toBe(under.width);
		expect(orders(world)).toHaveLength(1);
		expect(world?.charges()).toHaveLength(1);
	});

	test('bears a server that stumbles while it is asked', async () => {
		const under = setUp();
		under.remote?.world.setScenario('poll_unsteady');
		expect((await make(under, {})).bytes.length).toBeGreaterThan(0);
		expect(under.remote?.world.charges()).toHaveLength(1);
	});

	test('cancels a task that runs', async () => {
		const under = setUp();
		const world = under.remote?.world;
		const provider = under.createProvider();
		if (!provider.cancel) return expect(NOT_CANCELLABLE).toContain(provider.name);
		world?.setScenario('slow', { latency: 20_000 });
		const leaving = new AbortController();
		const ids: string[] = [];
		const call = failureOf(
			make(
				under,
				{},
				{
					signal: leaving.signal,
					onSubmitted: (remoteId) => {
						ids.push(remoteId);
						return Promise.resolve();
					},
				},
			),
		);
		await expect.poll(() => ids).toHaveLength(1);
		await provider.cancel(ids[0] ?? '');
		leaving.abort();
		await call;
		expect(world?.tasks().map(({ cancelled }) => cancelled)).toEqual([true]);
	});

	if (setUp().reportsProgress) {
		test('says how far it is', async () => {
			const under = setUp();
			under.remote?.world.setScenario('slow', { latency: 1500 });
			const fractions: number[] = [];
			await make(under, {}, { onProgress: (fraction) => void fractions.push(fraction) });
			expect(fractions.length).toBeGreaterThan(0);
			expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
			for (const fraction of fractions) expect(fraction).toBeLessThanOrEqual(1);
		});
	}
}

/** Providers whose documentation knows no way to stop a task. */
const NOT_CANCELLABLE: readonly string[] = ['bfl', 'runware', 'wavespeed', 'stability'];
