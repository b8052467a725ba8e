import type { z } from 'zod';
import type { inputAnswerSchema, inputRequestSchema } from '@limner/shared/contracts/operation';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { inspectImage } from '../images/inspect-image.ts';
import { addInput } from '../storage/inputs.ts';

/** Stores an image that something is to be done with. Fails with `image_unreadable`, `image_too_large` or `not_found`. */
export async function takeInput(
	engine: Pick<Engine, 'database' | 'images'>,
	siteId: string,
	request: z.infer<typeof inputRequestSchema>,
): Promise<z.infer<typeof inputAnswerSchema>> {
	const bytes = await loadBytes(engine, siteId, request);
	const { width, height } = await inspectImage(bytes);
	const input = await engine.images.save(bytes);
	await addInput(engine.database, siteId, input);
	return { input, width, height };
}

async function loadBytes(
	engine: Pick<Engine, 'database' | 'images'>,
	siteId: string,
	{ bytes, candidate_id }: z.infer<typeof inputRequestSchema>,
): Promise<Uint8Array> {
	if ((bytes === null) === (candidate_id === null)) {
		throw new LimnerError('request_malformed', {
			subject: 'bytes',
			cause: 'give either bytes or candidate_id',
		});
	}
	if (bytes !== null) return Buffer.from(bytes, 'base64');
	const candidate = await engine.database
		.selectFrom('candidates')
		.select('original_sha256')
		.where('id', '=', candidate_id)
		.where('site_id', '=', siteId)
		.executeTakeFirst();
	if (!candidate) throw new LimnerError('not_found', { subject: 'candidate_id' });
	return engine.images.load(candidate.original_sha256);
}
