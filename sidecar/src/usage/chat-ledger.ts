import { randomUUID } from 'node:crypto';
import type { LimnerError } from '../errors/limner-error.ts';
import type { Database } from '../storage/database.ts';
import type { ChatPurpose } from '../storage/tables.ts';
import { requireBudget, type BudgetPolicy } from './budget.ts';

/** Who pays for a request to a chat model, and within which limits. */
export interface ChatBuyer {
	siteId: string;
	postId: number;
	person: { id: number; name: string };
	policy: BudgetPolicy;
}

interface Bill {
	usage: Record<string, unknown> | null;
	costMicrodollars: number | null;
	failure: LimnerError | null;
}

/**
 * Asks, and keeps a row of it: the intent stands in the ledger before anything is sent. What an answer costs is known
 * only with it, so a limit refuses it (`budget_reached`) once nothing is left of it.
 */
export async function buyFromChat<B extends Bill>(
	database: Database,
	buyer: ChatBuyer,
	asked: { purpose: ChatPurpose; model: string },
	ask: () => Promise<B>,
): Promise<B> {
	const id = await database.transaction().execute(async (transaction) => {
		const spender = { ...buyer, generationId: '' };
		await requireBudget(transaction, buyer.policy, spender, { price: null, images: 0 });
		return await addIntent(transaction, buyer, asked);
	});
	const bill = await ask();
	await database
		.updateTable('chat_calls')
		.set({
			state: bill.failure ? 'failed' : 'answered',
			actual_microdollars: bill.costMicrodollars,
			usage_json: bill.usage && JSON.stringify(bill.usage),
			error_json: bill.failure && JSON.stringify(bill.failure.toInfo()),
			finished_at: Date.now(),
		})
		.where('id', '=', id)
		.execute();
	return bill;
}

async function addIntent(
	database: Database,
	{ siteId, postId, person }: ChatBuyer,
	{ purpose, model }: { purpose: ChatPurpose; model: string },
): Promise<string> {
	const id = randomUUID();
	await database
		.insertInto('chat_calls')
		.values({
			id,
			purpose,
			site_id: siteId,
			post_id: postId,
			person_id: person.id,
			person_name: person.name,
			model,
			state: 'intent',
			actual_microdollars: null,
			usage_json: null,
			error_json: null,
			created_at: Date.now(),
			finished_at: null,
		})
		.execute();
	return id;
}
