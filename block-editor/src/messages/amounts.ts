import { __, sprintf } from '@wordpress/i18n';
import { pageLanguage } from './page-language.ts';

const MICRODOLLARS = 1_000_000;

/** Cents; of prices below one cent, the first two digits that are not zero. */
export function formatPrice(microdollars: number): string {
	if (microdollars === 0) return __('free', 'limner');
	const dollars = microdollars / MICRODOLLARS;
	const options: Intl.NumberFormatOptions =
		dollars < 0.01 ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
	const amount = new Intl.NumberFormat(pageLanguage(), {
		style: 'currency',
		currency: 'USD',
		currencyDisplay: 'narrowSymbol',
		...options,
	});
	return amount.format(dollars);
}

/** The sum, or null where one of them is not known. */
export function sumPrices(prices: (number | null)[]): number | null {
	return prices.reduce<number | null>(
		(sum, price) => (sum === null || price === null ? null : sum + price),
		0,
	);
}

export function formatSeconds(seconds: number): string {
	// translators: %d: a number of seconds.
	if (seconds < 90) return sprintf(__('%d s', 'limner'), Math.max(1, Math.round(seconds)));
	// translators: %d: a number of minutes.
	return sprintf(__('%d min', 'limner'), Math.round(seconds / 60));
}
