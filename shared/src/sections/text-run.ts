import { countWords } from './count-words.ts';
import { stripShortcodes } from './shortcodes.ts';
import { sketchText } from './sketch-text.ts';

const ONLY_ADDRESS = /^https?:\/\/\S+$/i;

export interface ReadText {
	text: string;
	wordCount: number;
	sketch: number[];
	/** Where the text ends in the markup, with the inline tags that close after it. */
	end: number;
}

/** Collects the text of one paragraph from between its inline tags. */
export class TextRun {
	readonly #decode: (text: string) => string;
	#parts: string[] = [];
	#end = 0;

	constructor(decode: (text: string) => string) {
		this.#decode = decode;
	}

	add(text: string, start: number): void {
		this.#parts.push(text);
		const written = text.trimEnd().length;
		if (written > 0) this.#end = start + written;
	}

	/** An inline tag after the text belongs to its paragraph. */
	extend(end: number): void {
		if (this.#parts.length > 0) this.#end = end;
	}

	/** The text so far as one line, forgetting it. */
	takeLine(): string {
		const written = stripShortcodes(this.#parts.join(''));
		const text = written.includes('&') ? this.#decode(written) : written;
		this.#parts = [];
		return text.replace(/\s+/g, ' ').trim();
	}

	/** The text so far as prose, forgetting it; null where there is none. */
	take(): ReadText | null {
		if (this.#parts.length === 0) return null;
		const text = this.takeLine();
		if (text === '' || ONLY_ADDRESS.test(text)) return null;
		return { text, wordCount: countWords(text), sketch: sketchText(text), end: this.#end };
	}
}
