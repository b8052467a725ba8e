import { z } from 'zod';
import { NODES } from './nodes.ts';

const workflowSchema = z.record(
	z.string(),
	z.looseObject({ class_type: z.string().optional(), inputs: z.record(z.string(), z.unknown()) }),
);
/** As Python's `uuid.UUID` takes it, in its canonical form; no version is asked for. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const promptSchema = z.strictObject({
	prompt: workflowSchema,
	client_id: z.string().optional(),
	prompt_id: z.string().regex(UUID).optional(),
	number: z.number().optional(),
	front: z.boolean().optional(),
	extra_data: z.looseObject({ preview_method: z.string().optional() }).optional(),
});
type Workflow = z.output<typeof workflowSchema>;

interface Reason {
	type: string;
	message: string;
	details: string;
	extra_info: Record<string, unknown>;
}
export interface WorkflowRefusal {
	error: Reason;
	node_errors: Record<string, { errors: Reason[]; dependent_outputs: string[]; class_type: string }> | [];
}

const reason = (
	type: string,
	message: string,
	details: string,
	extra: Record<string, unknown> = {},
): Reason => ({
	type,
	message,
	details,
	extra_info: extra,
});

/**
 * As `validate_prompt` does it, null where nothing is wrong. An input that a node does not have is passed over by the real
 * one; here it is refused, so that a misspelt one shows.
 */
export function refuseWorkflow(workflow: Workflow, uploads: ReadonlySet<string>): WorkflowRefusal | null {
	for (const [id, node] of Object.entries(workflow)) {
		if (NODES[node.class_type ?? '']) continue;
		const message = `Node '${node.class_type}' not found. The custom node may not be installed.`;
		return { error: reason('missing_node_type', message, `Node ID '#${id}'`), node_errors: {} };
	}
	if (!Object.values(workflow).some((node) => NODES[node.class_type ?? '']?.isOutput)) {
		return { error: reason('prompt_no_outputs', 'Prompt has no outputs', ''), node_errors: [] };
	}
	const wrong = Object.entries(workflow)
		.map(([id, node]) => [id, reasonsOf(workflow, node, uploads), node.class_type ?? ''] as const)
		.filter(([, errors]) => errors.length > 0);
	if (wrong.length === 0) return null;
	return {
		error: reason('prompt_outputs_failed_validation', 'Prompt outputs failed validation', ''),
		node_errors: Object.fromEntries(
			wrong.map(([id, errors, class_type]) => [id, { errors, dependent_outputs: ['save'], class_type }]),
		),
	};
}

function reasonsOf(workflow: Workflow, node: Workflow[string], uploads: ReadonlySet<string>): Reason[] {
	const known = NODES[node.class_type ?? '']?.inputs ?? {};
	const unknown = Object.keys(node.inputs).filter((name) => !Object.hasOwn(known, name));
	return [
		...unknown.map((name) => reason('unknown_input', 'Input is not known', name, { input_name: name })),
		...Object.entries(known).flatMap(([name, input]) => {
			const value = node.inputs[name];
			const wrong = (type: string, message: string, details = name) => [
				reason(type, message, details, { input_name: name, received_value: value }),
			];
			if (value === undefined) return wrong('required_input_missing', 'Required input is missing');
			if (typeof input === 'object' && 'link' in input) {
				return linksTo(workflow, value, input.link)
					? []
					: wrong('return_type_mismatch', 'Return type mismatch between linked nodes');
			}
			if (Array.isArray(input)) {
				return input.includes(value)
					? []
					: wrong(
							'value_not_in_list',
							'Value not in list',
							`${name}: '${String(value)}' not in ${input.join(', ')}`,
						);
			}
			if (name === 'image' && !uploads.has(String(value))) {
				return wrong(
					'custom_validation_failed',
					'Custom validation failed for node',
					`Invalid image file: ${String(value)}`,
				);
			}
			return fits(value, String(input))
				? []
				: wrong('invalid_input_type', `Failed to convert an input value to a ${String(input)} value`);
		}),
	];
}

function linksTo(workflow: Workflow, value: unknown, kind: string): boolean {
	if (!Array.isArray(value) || value.length !== 2) return false;
	const outputs = NODES[workflow[String(value[0])]?.class_type ?? '']?.outputs;
	return outputs?.[Number(value[1])] === kind;
}

function fits(value: unknown, input: string): boolean {
	if (input === 'INT') return Number.isInteger(value);
	if (input === 'FLOAT') return typeof value === 'number';
	return typeof value === input.toLowerCase();
}
