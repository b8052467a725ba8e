import type { PlatformSpecs, Template, TemplateRecommendations } from '@limner/shared/contracts/template';
import { PLATFORM_TITLES } from '@limner/shared/templates/template-table';
import { count, formatBytes, indent } from './illustrate/terminal-text.ts';
import { describeTable, type Column } from './print-table.ts';

type Recommendation = TemplateRecommendations['recommendations'][number];

const COLUMNS: Column<Template>[] = [
	{ title: 'Template', cell: ({ id }) => id },
	{ title: 'Title', cell: ({ title }) => title, least: 16, leaveOut: 3 },
	{ title: 'Category', cell: ({ category }) => category, leaveOut: 2 },
	{ title: 'Pixels', cell: ({ width, height }) => `${width} × ${height}`, align: 'right' },
	{ title: 'Ratio', cell: ({ ratio }) => ratio, align: 'right' },
	{ title: 'File', cell: ({ limits }) => formatBytes(limits.bytes), align: 'right' },
	{ title: 'Formats', cell: ({ limits }) => limits.formats.join(', '), least: 10, leaveOut: 1 },
];

const EVIDENCE: Record<Template['evidence'], string> = {
	platform: 'the platform itself says so',
	guides: 'guides to the platform agree on it',
	own: "Limner's own choice",
};

export function describeTemplateTable(templates: readonly Template[], width: number): string {
	if (templates.length === 0) return 'No template fits all of that. Try fewer words: limner templates list';
	return `${describeTable(templates, COLUMNS, width)}\n\n${count(templates.length, 'template')}.`;
}

export function describeTemplate(template: Template, width: number): string {
	const { limits, recommended, safe_area: safe } = template;
	const percent = (fraction: number) => `${Math.round(fraction * 100)} %`;
	const facts: [string, string][] = [
		['Platform', `${PLATFORM_TITLES[template.platform]}, ${template.category}`],
		['Pixels', `${template.width} × ${template.height} (${template.ratio})`],
		['File', `${limits.formats.join(', ')}; at most ${formatBytes(limits.bytes)}`],
		[
			'Keep clear',
			`top ${percent(safe.top)}, right ${percent(safe.right)}, bottom ${percent(safe.bottom)}, left ${percent(safe.left)}`,
		],
		['Style', template.style_hints.join('; ')],
		[
			'Models',
			`${recommended.tier}: ${recommended.models.map(({ provider, model }) => `${provider} ${model}`).join(', ')}`,
		],
		['Source', `${template.source} (${EVIDENCE[template.evidence]}; checked ${template.checked})`],
	];
	const lines = facts.map(([name, text]) => {
		const wrapped = indent(text, NAME_COLUMNS, width);
		return name.padEnd(NAME_COLUMNS) + wrapped.slice(NAME_COLUMNS);
	});
	return [`${template.title} (${template.id})`, '', ...lines].join('\n');
}

const NAME_COLUMNS = 12;

export function describeRecommendations(recommendations: readonly Recommendation[], width: number): string {
	if (recommendations.length === 0) {
		return 'No template answers that. Try other words, or see all of them: limner templates list';
	}
	const columns: Column<Recommendation>[] = [
		...COLUMNS.filter(({ title }) => RECOMMENDED.includes(title)).map((column) => ({
			...column,
			cell: ({ template }: Recommendation) => column.cell(template),
		})),
		...(recommendations.some(({ kept }) => kept !== null)
			? [
					{
						title: 'Keeps',
						cell: ({ kept }: Recommendation) => (kept === null ? '' : `${Math.round(kept * 100)} %`),
						align: 'right' as const,
					},
				]
			: []),
		{ title: 'Because of', cell: ({ matched }) => matched.join(', '), least: 10 },
	];
	return describeTable(recommendations, columns, width);
}

const RECOMMENDED = ['Template', 'Title', 'Pixels', 'Ratio'];

export function describeSpecs(specs: PlatformSpecs, width: number): string {
	const formats = specs.formats.length > 0 ? specs.formats.join(', ') : 'none';
	return [
		`${specs.title}: ${count(specs.templates.length, 'template')}; ${formats} up to ${formatBytes(specs.bytes)} are taken by all of them.`,
		'',
		describeTable(specs.templates, COLUMNS, width),
	].join('\n');
}
