import { isRecord } from './read-image-request.ts';

/**
 * Something that satisfies a JSON Schema of structured outputs. An array has as many items as the schema wants; where its
 * items have an enum in them, one for each value, as a model that was given a list of ids does; else one.
 */
export function fillSchema(schema: Record<string, unknown>, words: string, position = 0): unknown {
	if (Array.isArray(schema['enum'])) return schema['enum'][Math.min(position, schema['enum'].length - 1)];
	if ('const' in schema) return schema['const'];
	const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
	switch (type) {
		case 'object':
			return fillObject(schema, words, position);
		case 'array':
			return fillArray(schema, words);
		case 'integer':
		case 'number':
			return Number(schema['minimum'] ?? 0) + position;
		case 'boolean':
			return true;
		case 'null':
			return null;
		default:
			return sentence(words, position, Number(schema['maxLength'] ?? 400));
	}
}

function fillObject(
	schema: Record<string, unknown>,
	words: string,
	position: number,
): Record<string, unknown> {
	const properties = isRecord(schema['properties']) ? schema['properties'] : {};
	return Object.fromEntries(
		Object.entries(properties).map(([name, inner]) => [
			name,
			isRecord(inner) ? fillSchema(inner, `${name} ${words}`, position) : null,
		]),
	);
}

function fillArray(schema: Record<string, unknown>, words: string): unknown[] {
	const items = schema['items'];
	if (!isRecord(items)) return [];
	const length = Number(schema['minItems'] ?? schema['maxItems'] ?? countOfIds(items));
	return Array.from({ length }, (_, index) => fillSchema(items, words, index));
}

function countOfIds(items: Record<string, unknown>): number {
	const properties = isRecord(items['properties']) ? Object.values(items['properties']) : [];
	const counts = properties.map((inner) =>
		isRecord(inner) && Array.isArray(inner['enum']) ? inner['enum'].length : 0,
	);
	return Math.max(1, ...counts);
}

/** Different for every place, and about what was asked: the longest words of the request. */
function sentence(words: string, position: number, longest: number): string {
	const telling = [...new Set(words.match(/\p{L}{6,}/gu) ?? ['picture'])];
	const chosen = Array.from({ length: 6 }, (_, index) => telling[(position * 6 + index) % telling.length]);
	return `Picture ${position + 1}: ${chosen.join(' ')}`.slice(0, longest);
}
