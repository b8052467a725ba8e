import { z } from 'zod';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import { recogniseImage } from '../recognise-image.ts';
import type { Workflow } from './workflow.ts';

const messageSchema = z.object({
	type: z.string(),
	data: z.object({
		node: z.string().nullish(),
		value: z.number().nullish(),
		max: z.number().nullish(),
		prompt_id: z.string().nullish(),
	}),
});

/** Of protocol.py, `BinaryEventTypes`: a preview, and one that begins with JSON about its node. */
const PREVIEW = 1;
const PREVIEW_WITH_METADATA = 4;
/** Milliseconds; without the connection there is an image all the same. */
const LONGEST_WAIT_TO_OPEN = 2000;

interface Watching {
	close(): void;
}

/**
 * Hands on what ComfyUI says over its WebSocket to this client id: how far the samplers are, and previews where they are
 * wanted. Resolves once it listens, or once it is clear that it cannot. Never fails: the image comes another way.
 */
export async function watchExecution(
	{ baseUrl, clientId, workflow }: { baseUrl: string; clientId: string; workflow: Workflow | null },
	{ partialImages }: Pick<ImageRequest, 'partialImages'>,
	context: Pick<ImageCallContext, 'onProgress' | 'onPartialImage' | 'signal'>,
): Promise<Watching> {
	const progress = new SamplerProgress(workflow);
	let shown = 0;
	const socket = new WebSocket(`${baseUrl.replace(/^http/, 'ws')}/ws?clientId=${clientId}`);
	socket.binaryType = 'arraybuffer';
	socket.addEventListener('message', ({ data }) => {
		if (typeof data === 'string') {
			if (progress.read(data)) context.onProgress?.(progress.fraction);
			return;
		}
		const picture = data instanceof ArrayBuffer ? readPreview(Buffer.from(data)) : null;
		if (picture === null || shown >= partialImages) return;
		// Spread over the way: the second of three comes when half of it is done.
		if (progress.fraction < (shown + 1) / (partialImages + 2)) return;
		shown += 1;
		context.onPartialImage(picture);
	});
	await opened(socket, context.signal);
	return { close: () => socket.close() };
}

function opened(socket: WebSocket, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			resolve();
		};
		const timer = setTimeout(done, LONGEST_WAIT_TO_OPEN);
		for (const event of ['open', 'error', 'close']) socket.addEventListener(event, done, { once: true });
		signal.addEventListener('abort', done, { once: true });
	});
}

/** Each sampler is an equal part of the way; loading, encoding and decoding take little beside them. */
class SamplerProgress {
	fraction = 0;
	private readonly samplers: number;
	private readonly seen: string[] = [];

	/** Null: the workflow of an earlier run, which is not at hand. */
	constructor(workflow: Workflow | null) {
		const nodes = Object.values(workflow ?? {});
		this.samplers = Math.max(1, nodes.filter(({ inputs }) => 'steps' in inputs).length);
	}

	/** True where it got further. */
	read(text: string): boolean {
		const message = readMessage(text);
		if (message?.type !== 'progress') return false;
		const { node, value, max } = message.data;
		if (value == null || !max) return false;
		const name = node ?? '';
		if (!this.seen.includes(name)) this.seen.push(name);
		const parts = Math.max(this.samplers, this.seen.length);
		const fraction = Math.min(1, (this.seen.indexOf(name) + value / max) / parts);
		if (fraction <= this.fraction) return false;
		this.fraction = fraction;
		return true;
	}
}

function readMessage(text: string): z.output<typeof messageSchema> | null {
	try {
		return messageSchema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		// Nodes of others send what they like.
		return null;
	}
}

/** Four bytes for the kind; then four for the format, or four for the length of the JSON that follows. */
function readPreview(data: Buffer): Uint8Array | null {
	if (data.length < 8) return null;
	const kind = data.readUInt32BE(0);
	if (kind !== PREVIEW && kind !== PREVIEW_WITH_METADATA) return null;
	const bytes = data.subarray(kind === PREVIEW ? 8 : 8 + data.readUInt32BE(4));
	const format = recogniseImage(bytes);
	return format === null || format === 'truncated' ? null : bytes;
}
