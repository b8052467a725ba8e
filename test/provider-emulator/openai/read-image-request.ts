import { createHash } from 'node:crypto';
import type { RecordedFile } from '../emulator-state.ts';

export interface ImageRequestParts {
	body: Record<string, unknown>;
	/** Null for a JSON request. */
	files: RecordedFile[] | null;
}

/** JSON for generations, multipart for edits; null where the body is not what its content type says. */
export async function readImageRequest(
	contentType: string,
	bytes: Buffer,
): Promise<ImageRequestParts | null> {
	try {
		if (contentType.startsWith('multipart/form-data')) return await readMultipart(contentType, bytes);
		const body: unknown = JSON.parse(bytes.toString('utf8'));
		return isRecord(body) ? { body, files: null } : null;
	} catch {
		return null;
	}
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readMultipart(contentType: string, bytes: Buffer): Promise<ImageRequestParts> {
	const form = await new Response(new Uint8Array(bytes), {
		headers: { 'content-type': contentType },
	}).formData();
	const body: Record<string, unknown> = {};
	const files: RecordedFile[] = [];
	for (const [field, value] of form.entries()) {
		if (typeof value === 'string') body[field] = typed(value);
		else files.push(await recordFile(field, value));
	}
	return { body, files };
}

/** A form has only text; numbers and booleans are recognised as the API does. */
function typed(value: string): unknown {
	if (value === 'true' || value === 'false') return value === 'true';
	return /^\d{1,3}$/.test(value) ? Number(value) : value;
}

async function recordFile(field: string, file: File): Promise<RecordedFile> {
	const content = Buffer.from(await file.arrayBuffer());
	return {
		field,
		name: file.name,
		type: file.type,
		bytes: content.length,
		sha256: createHash('sha256').update(content).digest('hex'),
		size: sizeOfPng(content),
	};
}

/** From its first chunk: PNG specification, 11.2.2 IHDR. */
function sizeOfPng(content: Buffer): { width: number; height: number } | null {
	if (content.length < 24 || content.toString('latin1', 12, 16) !== 'IHDR') return null;
	return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}
