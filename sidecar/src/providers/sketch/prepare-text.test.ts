import { describe, expect, it } from 'vitest';
import { cleanText, prepareText } from './prepare-text.ts';
import { titleTypeface } from './typeface.ts';

function prepared(text: string, language: string): string {
	const marked = prepareText(text, titleTypeface(text, false), language);
	return marked.replaceAll('\u200B', '|').replaceAll('\u2060', '~');
}

describe('prepareText', () => {
	it('marks where Thai lines may break', () => {
		expect(prepared('วิธีปลูกมะเขือ', 'th')).toBe('วิธี|ปลูก|มะเขือ');
	});

	it('holds Japanese words together', () => {
		expect(prepared('家庭菜園の土', 'ja')).toBe('家~庭菜~園の土');
	});

	it('breaks Korean at its spaces only', () => {
		expect(prepared('토마토 키우기', 'ko')).toBe('토~마~토 키~우~기');
	});

	it('leaves Latin and Arabic as they are', () => {
		expect(prepared('How we grew', 'en')).toBe('How we grew');
		expect(prepared('كيف تزرع', 'ar')).toBe('كيف تزرع');
	});
});

describe('cleanText', () => {
	it.each([
		['  two\n lines\t', 'two lines'],
		['Tomatoes 🍅👨‍👩‍👧 and 🇫🇷', 'Tomatoes and'],
		['a\u0000b\u200Bc', 'a b c'],
		['e\u0301', '\u00E9'],
	])('makes one plain line of %j', (text, line) => {
		expect(cleanText(text)).toBe(line);
	});

	it('cuts after 200 characters, at a space where there is one', () => {
		const cut = cleanText('word '.repeat(60));
		expect(cut).toBe(`${'word '.repeat(40).trimEnd()}…`);
		expect([...cleanText('𠮷'.repeat(300))]).toHaveLength(201);
	});
});
