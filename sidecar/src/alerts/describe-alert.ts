import type { Alert, AlertKind } from '@limner/shared/contracts/alert';
import { describeBudget } from '../errors/describe-budget.ts';
import { describeError } from '../errors/error-sentences.ts';

/** What an alert is about, without its words. */
export type AlertFacts = Pick<Alert, 'provider' | 'budget'> & {
	/** The provider as people call it, or the site's name. */
	title: string;
};

type Write = (facts: AlertFacts) => [title: string, text: string];

const SENTENCES: Record<AlertKind, Write> = {
	provider_failing: ({ title, provider }) => [
		`${title} keeps failing`,
		`Limner could not make images with ${title} several times in a row. ${reason(title, provider)}`,
	],
	provider_back: ({ title }) => [`${title} works again`, `Limner makes images with ${title} again.`],
	budget_nearly_reached: ({ title, budget }) => [
		`A limit of ${title} is nearly reached`,
		`${usedOf(budget)} ${limitOf(budget)}`,
	],
	budget_reached: ({ title, budget }) => [
		`A limit of ${title} is reached`,
		`No further image fits into it. ${usedOf(budget)} ${limitOf(budget)} An administrator can raise it in WordPress under Settings → Limner.`,
	],
	budget_back: ({ title, budget }) => [
		`There is room again in a limit of ${title}`,
		`Images are made again. ${budget && budget.used < budget.limit ? usedOf(budget) : ''}`,
	],
};

export function describeAlert(kind: AlertKind, facts: AlertFacts): { title: string; text: string } {
	const [title, text] = SENTENCES[kind](facts);
	return { title: title.slice(0, 300), text: text.trim().slice(0, 2000) };
}

function reason(title: string, provider: Alert['provider']): string {
	if (!provider?.error_code) return '';
	const facts = { subject: provider.name, amount: null, charged: 'no' as const, cause: '' };
	return `The last time: ${describeError(provider.error_code, facts).title} (${provider.error_code}). Other providers are used where the site allows it; otherwise images wait or fail until ${title} is back.`;
}

function usedOf(budget: Alert['budget']): string {
	if (budget === null) return '';
	const { name, used, limit, whose, home_url } = budget;
	const [spent, all] = name.endsWith('_images') ? [used, `${limit} images`] : [dollars(used), dollars(limit)];
	return `${home_url}${whose === '' ? '' : `, ${whose}`}: ${spent} of ${all} used or reserved.`;
}

function limitOf(budget: Alert['budget']): string {
	if (budget === null) return '';
	const { name, limit, whose, resets_on } = budget;
	return describeBudget({ subject: name, amount: limit, budget: { whose, resets_on } });
}

function dollars(microdollars: number): string {
	return `$${(microdollars / 1_000_000).toFixed(2)}`;
}
