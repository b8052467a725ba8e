import { cleanText } from './clean-text.ts';
import { cutAtWord } from './limits.ts';

const ADDRESS = /(?:https?|ftp|file|data):|\bwww\.|[\w-]+\.(?:com|net|org|io)\//i;
const ENCODED = /[A-Za-z0-9+/]{80,}/;
const SHORTEST = 20;

/** The fields of a chat model's answer, which is its text or the parsed object; empty where it is neither. */
export function parseChatAnswer(answer: unknown): Record<string, unknown> {
	if (typeof answer !== 'string') return typeof answer === 'object' && answer !== null ? { ...answer } : {};
	try {
		return parseChatAnswer(JSON.parse(answer) ?? {});
	} catch {
		// Some servers take a schema and answer with prose; the rules' prompts are used then.
		return {};
	}
}

export function namesAddress(text: string): boolean {
	return ADDRESS.test(text);
}

/** Text of an answer that may go into a prompt, in one line, or null: what smuggles an address or data is not repaired. */
export function readChatText(value: unknown, longest: number): string | null {
	if (typeof value !== 'string' || namesAddress(value) || ENCODED.test(value)) return null;
	const text = cleanText(value.slice(0, 2 * longest));
	return text.length < SHORTEST ? null : cutAtWord(text, longest);
}

/** The same for a whole prompt, which keeps its lines. */
export function readChatPrompt(value: unknown, longest: number): string | null {
	if (readChatText(value, longest) === null || typeof value !== 'string') return null;
	const lines = value.slice(0, 2 * longest).split(/\r?\n/);
	return cutAtWord(
		lines
			.map(cleanText)
			.filter((line) => line !== '')
			.join('\n'),
		longest,
	);
}
