import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const WIDEST = 100;
const ASSUMED_WIDTH = 80;

/** Text of an article, which may hold anything, as it may stand in a terminal. */
export function plain(text: string): string {
	return stripVTControlCharacters(text)
		.replace(/\p{Cc}/gu, ' ')
		.replace(/[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu, '')
		.replace(/\s+/g, ' ')
		.trim();
}

export function widthOf(stream: NodeJS.WriteStream): number {
	return Math.min(WIDEST, stream.columns || ASSUMED_WIDTH);
}

export function indent(text: string, by: number, width: number): string {
	const wrapped = wrapAnsi(plain(text), Math.max(20, width - by), { hard: true });
	return wrapped
		.split('\n')
		.map((line) => ' '.repeat(by) + line)
		.join('\n');
}

/** Cut to so many columns, and filled up to them. */
export function fit(text: string, columns: number): string {
	const shown = plain(text);
	if (stringWidth(shown) <= columns) return shown + ' '.repeat(columns - stringWidth(shown));
	let cut = '';
	for (const { segment } of new Intl.Segmenter().segment(shown)) {
		if (stringWidth(cut + segment) > columns - 1) break;
		cut += segment;
	}
	return `${cut}…${' '.repeat(Math.max(0, columns - 1 - stringWidth(cut)))}`;
}

/** Cents; of prices below ten cents, the first two digits that are not zero: models differ by less than a cent. */
export function formatPrice(microdollars: number | null): string {
	if (microdollars === null) return 'price unknown';
	if (microdollars === 0) return 'free';
	const dollars = microdollars / 1_000_000;
	return `$${dollars < 0.0995 ? dollars.toPrecision(2) : dollars.toFixed(2)}`;
}

export function formatSeconds(seconds: number): string {
	if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
	return `${Math.round(seconds / 60)} min`;
}

export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** 1 MB is 1,000,000 bytes. */
export function formatBytes(bytes: number): string {
	return bytes >= 1_000_000
		? `${Number((bytes / 1_000_000).toFixed(1))} MB`
		: `${Math.round(bytes / 1000)} kB`;
}
