import { z } from 'zod';
import type { ProviderCall } from '../provider-call.ts';

const checkpointsSchema = z.array(
	z.object({ title: z.string(), model_name: z.string().nullish(), hash: z.string().nullish() }),
);

/**
 * The web UI passes over a checkpoint that it does not have and makes the image with whatever is loaded, so it is asked
 * first. Fails with `model_unknown`, which names what there is.
 */
export async function requireCheckpoint(call: ProviderCall, checkpoint: string): Promise<void> {
	const known = (await call.ask('/sdapi/v1/sd-models')).read(checkpointsSchema);
	const wanted = plainName(checkpoint);
	const isThere = known.some(
		({ title, model_name: name, hash }) =>
			[title, name ?? title].some((candidate) => plainName(candidate) === wanted) || hash === checkpoint,
	);
	if (isThere) return;
	throw call.refuse({
		code: 'model_unknown',
		subject: checkpoint,
		cause: `AUTOMATIC1111_CHECKPOINT names ${checkpoint}; the web UI has ${known.map(({ title }) => title).join(', ') || 'none'}`,
	});
}

/** Without folder, ending and hash: `sdxl/juggernaut.safetensors [abc123]` is `juggernaut`. */
function plainName(checkpoint: string): string {
	return checkpoint
		.replace(/ \[[0-9a-f]+\]$/, '')
		.replace(/^.*[\\/]/, '')
		.replace(/\.(safetensors|ckpt|gguf|sft)$/, '')
		.toLowerCase();
}
