import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { failureOf, make, orders } from './make-image.conformance.ts';
import type { ProviderUnderTest } from './provider-under-test.conformance.ts';

/** Everything that may go wrong with the paid request, and what the queue is told of it. */
export function describeRefusals(setUp: () => ProviderUnderTest): void {
	test.each([...(setUp().remote?.refusals ?? [])])(
		'answers $scenario with $code, charged: $charged, in one paid request',
		async ({ scenario, code, charged, retryable }) => {
			const under = setUp();
			under.remote?.world.setScenario(scenario);
			const seconds = scenario === 'hang' || scenario === 'drip' ? 0.5 : 20;
			const failure = await failureOf(make(under, {}, {}, { timeoutSeconds: seconds }));
			expect({ code: failure.code, charged: failure.charged, retryable: failure.retryable }).toEqual({
				code,
				charged,
				retryable,
			});
			expect(orders(under.remote?.world)).toHaveLength(1);
			expect(failure.message).not.toBe('');
			expect(failure.message).not.toContain(under.remote?.apiKey);
		},
	);

	test.each(['rate_limited_seconds', 'rate_limited_date', 'rate_limited_ms'])(
		'reads from %s when to come back',
		async (scenario) => {
			const under = setUp();
			under.remote?.world.setScenario(scenario, { retryAfter: 40 });
			const failure = await failureOf(make(under, {}));
			expect(failure.code).toBe('provider_rate_limited');
			expect(failure.retryAfterSeconds).toBeGreaterThan(37);
			expect(failure.retryAfterSeconds).toBeLessThanOrEqual(40);
		},
	);

	test('ends at once when it is cancelled on the way, and says whether it may have been charged', async () => {
		const under = setUp();
		const world = under.remote?.world;
		world?.setScenario('slow', { latency: 20_000 });
		const leaving = new AbortController();
		const call = failureOf(make(under, {}, { signal: leaving.signal }));
		await expect.poll(() => orders(world)).toHaveLength(1);
		leaving.abort();
		const charged = under.createProvider().kind === 'local' ? 'no' : 'unknown';
		expect(await call).toMatchObject({ code: 'cancelled', charged });
	});

	test('knows a server that is not there from one that broke off', async () => {
		const failure = await failureOf(make(setUp(), {}, {}, { baseUrl: await addressOfNobody() }));
		expect(failure).toMatchObject({ code: 'provider_unavailable', charged: 'no', retryable: true });
		expect(setUp().remote?.world.requests()).toEqual([]);
	});
}

/** A port that was free a moment ago, so that nobody listens there. */
async function addressOfNobody(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`;
}
