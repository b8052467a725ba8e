import { z } from 'zod';
import type { ImageResult } from '../image-provider.ts';
import type { ProviderAnswer, ProviderCall } from '../provider-call.ts';
import { recogniseImage } from '../recognise-image.ts';

/** Some models sit behind a server that answers as OpenAI's does: @huggingface/inference 4.13.30, hf-inference. */
const jsonSchema = z.object({ data: z.array(z.object({ b64_json: z.string().nullish() })).nullish() });

/** The image's bytes as they are. What it cost is not said: compute time, which shows on the account later. */
export function readHuggingFaceAnswer(call: ProviderCall, answer: ProviderAnswer): ImageResult {
	const bytes = bytesOf(answer);
	if (bytes.length === 0) throw call.unreadable('the answer has no image in it');
	const kind = recogniseImage(bytes);
	if (kind === null) throw call.unreadable('what came is no PNG, JPEG or WebP');
	if (kind === 'truncated') throw call.unreadable(`the image breaks off after ${bytes.length} bytes`);
	return { bytes, revisedPrompt: null, seed: null, usage: null, costMicrodollars: null };
}

function bytesOf(answer: ProviderAnswer): Uint8Array {
	if (!answer.headers.get('content-type')?.startsWith('application/json')) return answer.bytes;
	return Buffer.from(answer.read(jsonSchema).data?.[0]?.b64_json ?? '', 'base64');
}
