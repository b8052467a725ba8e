import { describe, expect, it } from 'vitest';
import type { Lane } from '../storage/tables.ts';
import { ProviderGates } from './provider-gates.ts';

const never = new AbortController().signal;

/** Asks for a place in each lane, and notes in which order they are let in. */
function queueUp(gates: ProviderGates, lanes: Lane[]) {
	const entered: Lane[] = [];
	const leaving = lanes.map((lane) =>
		gates.enter('one', lane, never).then((leave) => {
			entered.push(lane);
			return leave;
		}),
	);
	return { entered, leaving };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('ProviderGates', () => {
	it('lets no more through than there are places', async () => {
		const { entered, leaving } = queueUp(new ProviderGates({ one: 2 }), Array(5).fill('interactive'));
		await settle();
		expect(entered).toHaveLength(2);
		(await leaving[0])?.();
		await settle();
		expect(entered).toHaveLength(3);
	});

	it('lets a click in before publications, and those before the archive', async () => {
		const gates = new ProviderGates({ one: 1 });
		const leave = await gates.enter('one', 'interactive', never);
		const { entered, leaving } = queueUp(gates, ['backfill', 'publish', 'interactive']);
		leave();
		for (const order of [2, 1, 0]) (await leaving[order])?.();
		expect(entered).toEqual(['interactive', 'publish', 'backfill']);
	});

	it('keeps a place free for a click', async () => {
		const gates = new ProviderGates({ one: 3 });
		const { entered } = queueUp(gates, ['backfill', 'backfill', 'backfill']);
		await settle();
		expect(entered).toHaveLength(2);
		await gates.enter('one', 'interactive', never);
	});

	it('forgets who gave up, and gives a place back once', async () => {
		const gates = new ProviderGates({ one: 1 });
		const leave = await gates.enter('one', 'interactive', never);
		const impatient = new AbortController();
		const gone = gates.enter('one', 'interactive', impatient.signal);
		impatient.abort(new Error('gave up'));
		await expect(gone).rejects.toThrow('gave up');
		leave();
		leave();
		const { entered } = queueUp(gates, ['interactive', 'interactive']);
		await settle();
		expect(entered).toHaveLength(1);
	});
});
