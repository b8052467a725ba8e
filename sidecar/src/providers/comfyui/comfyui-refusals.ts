import { z } from 'zod';
import type { Refusal, RefusedAnswer } from '../provider-call.ts';

/** As execution.py of ComfyUI 0.38 writes it, `validate_prompt`. */
const reasonSchema = z.object({
	type: z.string().nullish(),
	message: z.string().nullish(),
	details: z.string().nullish(),
	extra_info: z.looseObject({ input_name: z.unknown(), received_value: z.unknown() }).nullish(),
});
const refusalSchema = z.object({
	error: reasonSchema.nullish(),
	node_errors: z
		.record(z.string(), z.object({ class_type: z.string().nullish(), errors: z.array(reasonSchema) }))
		// Without errors in nodes it is an empty list.
		.catch({}),
});

/** Inputs that name a file of a model. */
const MODEL_INPUTS = ['ckpt_name', 'unet_name', 'vae_name', 'clip_name', 'lora_name', 'model_name'];

/** A workflow that ComfyUI does not take: which node it is, and what is wrong there. */
export function readComfyUiRefusal({ status, body }: RefusedAnswer): Refusal | null {
	const parsed = refusalSchema.safeParse(body);
	if (status !== 400 || !parsed.success) return null;
	const { error, node_errors: nodes } = parsed.data;
	const reasons = Object.entries(nodes).flatMap(([id, node]) =>
		node.errors.map((reason) => ({ ...reason, node: `node ${id} (${node.class_type ?? 'unknown'})` })),
	);
	const [first] = reasons;
	if (!first) return { code: 'provider_rejected_request', cause: wordsOf(error ?? {}) };
	const missing = reasons.find(
		({ type, extra_info: info }) =>
			type === 'value_not_in_list' && MODEL_INPUTS.includes(String(info?.input_name)),
	);
	const cause = reasons.map((reason) => `${reason.node}: ${wordsOf(reason)}`).join('; ');
	if (missing) return { code: 'model_unknown', cause, subject: String(missing.extra_info?.received_value) };
	return { code: 'provider_rejected_request', cause };
}

function wordsOf({ message, details }: z.output<typeof reasonSchema>): string {
	return [message, details].filter(Boolean).join(': ');
}
