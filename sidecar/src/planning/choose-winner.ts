import type { Comparison, ComparisonWinner } from '@limner/shared/contracts/comparison';
import { promptExampleFieldsSchema } from '@limner/shared/contracts/prompt-example';
import { LimnerError } from '../errors/limner-error.ts';
import type { Database } from '../storage/database.ts';
import { addPromptExample } from '../storage/prompt-examples.ts';

/**
 * The settings behind a comparison's image, kept as a prompt example where a name is given. Fails with `not_found` where
 * there is no image of this number, and with `name_taken`.
 */
export async function chooseWinner(
	database: Database,
	siteId: string,
	comparison: Pick<Comparison, 'prompt' | 'models'>,
	number: number,
	name: string | null,
): Promise<ComparisonWinner> {
	const winner = comparison.models.find((one) => one.number === number);
	if (!winner || winner.candidate_id === null) {
		const made = comparison.models.filter(({ candidate_id }) => candidate_id !== null);
		throw new LimnerError('not_found', {
			subject: `number ${number}`,
			cause: `images were made for: ${made.map((one) => one.number).join(', ') || 'none'}`,
		});
	}
	const { provider, model, quality } = winner;
	const fields = { name: name ?? '', prompt: comparison.prompt, provider, model };
	return {
		example:
			name === null
				? null
				: await addPromptExample(database, siteId, promptExampleFieldsSchema.parse(fields)),
		settings: { provider, model, quality },
	};
}
