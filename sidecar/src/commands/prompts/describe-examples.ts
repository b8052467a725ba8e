import type { PromptExample, PromptImport } from '@limner/shared/contracts/prompt-example';
import { indent } from '../illustrate/terminal-text.ts';
import { describeTable } from '../print-table.ts';

export function describeExamples(examples: readonly PromptExample[], width: number): string {
	if (examples.length === 0)
		return 'None is kept yet. Keep one with: limner prompts save <name> --prompt "…"';
	return describeTable(
		examples,
		[
			{ title: 'name', cell: ({ name }) => name, leastAtLast: 12 },
			{ title: 'prompt', cell: ({ prompt }) => prompt, least: 16 },
			{ title: 'model', cell: ({ model, provider }) => model || provider, least: 10, leaveOut: 1 },
			{ title: 'changed', cell: ({ changed_at }) => dayOf(changed_at), leaveOut: 2 },
		],
		width,
	);
}

export function describeExample(example: PromptExample, width: number): string {
	const { extra = [], ...settings } = example.settings;
	const named = Object.entries(settings).map(([name, value]) => ({ name: name.replaceAll('_', ' '), value }));
	const lines: [string, string | null][] = [
		['prompt', example.prompt],
		['negative', example.negative],
		['style', example.style],
		['image type', example.image_type],
		['format', example.format],
		['provider', example.provider],
		['model', example.model],
		...[...named, ...extra].map(({ name, value }): [string, string] => [name, String(value)]),
		['kept', dayOf(example.made_at)],
	];
	const told = lines.filter(([, text]) => text !== null && text !== '');
	return [
		example.name,
		...told.flatMap(([title, text]) => [`  ${title}`, indent(text ?? '', 4, width)]),
	].join('\n');
}

export function describeImport({ added, duplicates }: PromptImport): string {
	const left =
		duplicates.length === 0 ? [] : [`Left out, as their names are taken: ${duplicates.join(', ')}.`];
	return [`Added ${added.length}.`, ...left].join('\n');
}

function dayOf(seconds: number): string {
	return new Date(seconds * 1000).toISOString().slice(0, 10);
}
