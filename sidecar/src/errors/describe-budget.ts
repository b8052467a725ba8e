import type { ErrorInfo } from '@limner/shared/contracts/error-code';

const TAKERS: Record<string, (whose: string) => string> = {
	run: () => 'One run',
	post: () => 'One post',
	person_month: (whose) => whose || 'Each person',
	site_month: () => 'This site',
};

/** Whose limit it is, how much that is, and when it begins anew. Empty where the error does not say. */
export function describeBudget({
	subject,
	amount,
	budget,
}: Pick<ErrorInfo, 'subject' | 'amount' | 'budget'>): string {
	const scope = subject.replace(/_images$/, '');
	const taker = TAKERS[scope]?.(budget?.whose ?? '');
	if (amount === null || taker === undefined) return '';
	const size = scope === subject ? `$${(amount / 1_000_000).toFixed(2)}` : countImages(amount);
	const limit = `${taker} may take ${size}${scope.endsWith('_month') ? ' a month' : ''}.`;
	return budget?.resets_on ? `${limit} The month begins anew on ${budget.resets_on}.` : limit;
}

function countImages(count: number): string {
	return `${count} image${count === 1 ? '' : 's'}`;
}
