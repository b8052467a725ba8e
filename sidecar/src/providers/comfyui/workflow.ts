import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A workflow as ComfyUI exports it with "Export (API)": nodes by their ids; a link is `[node id, output]`. */
const workflowSchema = z
	.record(
		z.string(),
		z.looseObject({ class_type: z.string().min(1), inputs: z.record(z.string(), z.unknown()) }),
	)
	.refine((nodes) => Object.keys(nodes).length > 0);
export type Workflow = z.output<typeof workflowSchema>;

/** What may stand in double braces in a workflow, and is filled in for each image. */
const PLACEHOLDERS = [
	'prompt',
	'negative_prompt',
	'width',
	'height',
	'seed',
	'steps',
	'guidance_scale',
	'sampler',
	'scheduler',
	'strength',
	'checkpoint',
	'source',
	'mask',
	'reference_1',
	'reference_2',
	'reference_3',
	'reference_4',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const IN_BRACES = /\{\{\s*([a-z_0-9]+)\s*\}\}/g;

/** Null where the file is not there, is no workflow in API format, or has a placeholder that nobody knows. */
export function readWorkflow(path: string): Workflow | null {
	try {
		const workflow = workflowSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
		return namesIn(workflow).every(isPlaceholder) ? workflow : null;
	} catch {
		// Why not is said with the setting: each of the reasons has the same remedy.
		return null;
	}
}

/** Which of them a workflow has. */
export function placeholdersOf(workflow: Workflow): Set<Placeholder> {
	return new Set(namesIn(workflow).filter(isPlaceholder));
}

/**
 * With values in place of placeholders. One that stands alone becomes the value itself (a number stays one), within a
 * text it becomes part of it. The workflow handed in is left as it is.
 */
export function fillWorkflow(
	workflow: Workflow,
	values: Readonly<Partial<Record<Placeholder, string | number>>>,
): Workflow {
	const fill = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(fill);
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, fill(child)]));
		}
		return typeof value === 'string' ? fillText(value, values) : value;
	};
	return Object.fromEntries(
		Object.entries(workflow).map(([id, node]) => [
			id,
			{
				...node,
				inputs: Object.fromEntries(Object.entries(node.inputs).map(([name, value]) => [name, fill(value)])),
			},
		]),
	);
}

function fillText(
	text: string,
	values: Readonly<Partial<Record<Placeholder, string | number>>>,
): string | number {
	const [only] = [...text.matchAll(IN_BRACES)];
	if (only?.[0] === text.trim() && isPlaceholder(only[1] ?? '')) return values[only[1] as Placeholder] ?? '';
	// One pass: what a prompt says in braces is not filled in again.
	return text.replace(IN_BRACES, (whole, name: string) =>
		isPlaceholder(name) ? String(values[name] ?? '') : whole,
	);
}

function namesIn(workflow: Workflow): string[] {
	const inputs = Object.values(workflow).map((node) => node.inputs);
	return [...JSON.stringify(inputs).matchAll(IN_BRACES)].map(([, name = '']) => name);
}

function isPlaceholder(name: string): name is Placeholder {
	return (PLACEHOLDERS as readonly string[]).includes(name);
}
