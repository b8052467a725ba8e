import type { UploadHead } from '@limner/shared/contracts/delivery';

const LENGTH_BYTES = 4;
/** What a request has besides its body, and servers count too. */
const RESERVE = 16 * 1024;

export interface UploadFile {
	bytes: Uint8Array;
	description: Omit<UploadHead['files'][number], 'included'>;
}

/** One body as `uploadHeadSchema` describes it. */
export function buildUploadBody(
	head: Omit<UploadHead, 'files'>,
	files: UploadFile[],
	included: ReadonlySet<string>,
): Buffer {
	const described = files.map(({ description }) => ({
		...description,
		included: included.has(description.size),
	}));
	const json = Buffer.from(JSON.stringify({ ...head, files: described } satisfies UploadHead), 'utf8');
	const length = Buffer.alloc(LENGTH_BYTES);
	length.writeUInt32BE(json.length);
	const bytes = files.filter(({ description }) => included.has(description.size)).map((file) => file.bytes);
	return Buffer.concat([length, json, ...bytes]);
}

/** Which files go into which request, so that none is larger than the site takes; a file alone may still be. */
export function splitFiles(files: UploadFile[], largestRequest: number): Set<string>[] {
	// A described file takes about 200 bytes of the head.
	const room = largestRequest - RESERVE - files.length * 256;
	const requests: Set<string>[] = [];
	let filled = Number.POSITIVE_INFINITY;
	for (const { bytes, description } of files) {
		if (filled + bytes.length > room) {
			requests.push(new Set());
			filled = 0;
		}
		requests.at(-1)?.add(description.size);
		filled += bytes.length;
	}
	return requests;
}
