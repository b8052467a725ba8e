import { createInterface } from 'node:readline/promises';
import { CommandError } from '../../errors/command-error.ts';
import { formatPrice } from '../illustrate/terminal-text.ts';

export interface PriceQuestion {
	/** Micro-dollars; null where it is not known before. */
	price: number | null;
	/** What is agreed to: "Make the images?" */
	question: string;
	yes?: true;
	json?: true;
}

/** What costs nothing needs nobody's word. Fails with `confirmation_missing` where there is nobody to ask. */
export async function agreeToPrice(
	{ price, question, yes, json }: PriceQuestion,
	signal: AbortSignal,
): Promise<boolean> {
	if (signal.aborted) return false;
	if (price === 0 || yes) return true;
	const amount = price === null ? 'an amount that is not known before' : `about ${formatPrice(price)}`;
	if (json || !process.stdin.isTTY) throw new CommandError('confirmation_missing', amount);
	const questions = createInterface({ input: process.stdin, output: process.stderr });
	const controller = new AbortController();
	questions.once('SIGINT', () => controller.abort());
	try {
		const answer = await questions.question(`\nThis costs ${amount}. ${question} [y/N] `, {
			signal: AbortSignal.any([signal, controller.signal]),
		});
		const isYes = /^y(es)?$/i.test(answer.trim());
		if (!isYes) console.error('Nothing was made and nothing was spent.');
		return isYes;
	} catch (error) {
		if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
		console.error('\nNothing was made and nothing was spent.');
		return false;
	} finally {
		questions.close();
	}
}
