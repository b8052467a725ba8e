import { MODEL_TABLE } from '../sidecar/src/models/model-table.ts';
import type { ProviderDefinition } from '../sidecar/src/providers/provider-definition.ts';
import { conformanceRows, describeResult, describeSource, testsOf } from './conformance-rows.ts';
import type { ConformanceTest } from './run-conformance.ts';

/** docs/providers.md: what each provider needs, what is tried of it and how, and what it is sent. */
export function describeProvidersPage(
	definitions: readonly ProviderDefinition[],
	tests: ConformanceTest[],
	day: string,
): string {
	return [
		'# Providers',
		'',
		`Written by \`npm run providers -- --write\` on ${day}; not to be edited.`,
		'',
		'No provider was called for this page, and none is called by any test: the emulator in `test/provider-emulator` speaks',
		'their formats, as the source that is named with each has them. What a provider changed since then, it does not know.',
		'Where an `sdk` is named, that client makes images through the emulation, in a test or as part of the adapter; where a',
		'`document`, the emulation was written from it.',
		'Which models there are, with prices and sources: `limner models`.',
		'',
		'| provider | name | set | models | checked against |',
		'| --- | --- | --- | --- | --- |',
		...definitions.map(
			(definition) =>
				`| [${definition.title}](#${anchorOf(definition)}) | \`${definition.name}\` | ${settingsOf(definition)} | ${modelsOf(definition).length} | ${describeSource(definition)} |`,
		),
		'',
		...definitions.flatMap((definition) => describeProvider(definition, tests)),
	].join('\n');
}

function describeProvider(definition: ProviderDefinition, tests: ConformanceTest[]): string[] {
	const rows = conformanceRows(definition, tests);
	return [
		`## ${definition.title}`,
		'',
		`\`${definition.name}\`. Settings: ${settingsOf(definition)}. Checked against ${describeSource(definition)}.${
			definition.termsUrl === '' ? '' : ` [Terms](${definition.termsUrl}).`
		}`,
		'',
		'| operation | conformance | models |',
		'| --- | --- | --- |',
		...rows.map(
			(row) => `| ${row.operation} | ${describeResult(row)} | ${countModels(definition, row.operation)} |`,
		),
		'',
		...describeRequest(definition.name, tests),
	];
}

/** What one image costs on the wire: the bytes as they went out, and the form that is documented. */
export function describeRequest(provider: string, tests: ConformanceTest[]): string[] {
	return testsOf(provider, tests).flatMap(({ meta }) => {
		if (!meta?.outgoing || !meta.documented) return [];
		const { outgoing, documented } = meta;
		return [
			'Sent for one image, as the emulator recorded it:',
			'',
			...httpBlock(outgoing, outgoing.raw),
			'',
			`Documented (${documented.source}):`,
			'',
			...httpBlock(documented, JSON.stringify(documented.body, null, 2)),
			'',
		];
	});
}

function httpBlock(
	{ method, path, headers }: { method: string; path: string; headers: Record<string, string> },
	body: string,
): string[] {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
	return ['```http', `${method} ${path}`, ...lines, '', body.replaceAll('\r\n', '\n').trimEnd(), '```'];
}

/** As the heading is linked to where Markdown is shown. */
function anchorOf({ title }: ProviderDefinition): string {
	return title
		.toLowerCase()
		.replaceAll(/[^a-z0-9 -]/g, '')
		.replaceAll(' ', '-');
}

/** What switches it on first, then what may be set besides. */
function settingsOf({ key, baseUrl, otherSettings = [] }: ProviderDefinition): string {
	const variables = [
		key && `\`${key.variable}\`${key.optional ? ' (optional)' : ''}`,
		baseUrl && baseUrl.default === null && `\`${baseUrl.variable}\``,
		...otherSettings.map(({ variable }) => `also \`${variable}\``),
	].filter(Boolean);
	return variables.length === 0 ? 'nothing' : variables.join(', ');
}

function modelsOf({ name }: ProviderDefinition) {
	return MODEL_TABLE.filter(({ provider, retirement }) => provider === name && retirement === null);
}

function countModels(definition: ProviderDefinition, operation: string): string {
	const count = modelsOf(definition).filter(({ operations }) =>
		(operations as readonly string[]).includes(operation),
	).length;
	return count === 0 ? '' : String(count);
}
