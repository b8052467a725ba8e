import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What an endpoint takes, as fal's own client declares it. */
export interface DeclaredInput {
	name: string;
	required: boolean;
	/** The declared type, in TypeScript: `"jpeg" | "png"`, `Array<string>`, `number`. */
	type: string;
}

let declarations: string | null = null;

/** The declarations of @fal-ai/client are the nearest thing to a published schema; they are read as they lie there. */
function source(): string {
	const file = fileURLToPath(import.meta.resolve('@fal-ai/client')).replace(
		/index\.js$/,
		'types/endpoints.d.ts',
	);
	return (declarations ??= readFileSync(file, 'utf8'));
}

/** Null: there is no such endpoint. */
export function declaredInputs(endpoint: string): DeclaredInput[] | null {
	const entry = new RegExp(`"${escape(endpoint)}": \\{\\s+input: (\\w+);`).exec(source());
	return entry?.[1] === undefined ? null : fieldsOf(entry[1]);
}

function fieldsOf(typeName: string): DeclaredInput[] {
	const alias = new RegExp(`export type ${typeName} = (\\w+);`).exec(source());
	if (alias?.[1] !== undefined) return fieldsOf(alias[1]);
	const body = new RegExp(`export (?:type|interface) ${typeName}(?: =)? \\{([\\s\\S]*?)\\n\\}`).exec(
		source(),
	);
	return [...`${body?.[1] ?? ''}\n`.matchAll(/\n {4}(\w+)(\??): ([\s\S]*?);(?=\n)/g)].map(
		([, name = '', optional, type = '']) => ({
			name,
			required: optional === '',
			type: type.replace(/\s+/g, ' '),
		}),
	);
}

/** Whether a value is of a declared type, as far as such declarations say. */
export function fits(type: string, value: unknown): boolean {
	const literals = [...type.matchAll(/"([^"]*)"/g)].map(([, literal]) => literal);
	if (typeof value === 'string') return /\bstring\b/.test(type) || literals.includes(value);
	if (typeof value === 'number') return /\bnumber\b/.test(type);
	if (typeof value === 'boolean') return /\bboolean\b/.test(type);
	if (Array.isArray(value)) return type.startsWith('Array<') && value.length > 0;
	return typeof value === 'object' && value !== null && /[A-Z]\w+/.test(type);
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
