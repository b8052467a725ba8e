import { uploadHeadSchema } from '@limner/shared/contracts/delivery';
import { describe, expect, it } from 'vitest';
import { buildUploadBody, splitFiles, type UploadFile } from './upload-body.ts';

const file = (size: string, length: number): UploadFile => ({
	bytes: Buffer.alloc(length, size),
	description: {
		size,
		width: 10,
		height: 10,
		media_type: 'image/webp',
		byte_length: length,
		sha256: 'ab'.repeat(32),
	},
});

const head = {
	attempt_id: '11111111-1111-4111-8111-111111111111',
	candidate_id: '22222222-2222-4222-8222-222222222222',
	slot_id: '33333333-3333-4333-8333-333333333333',
	post_id: 7,
	rendition: 'desktop' as const,
	approved_by: 2,
	file_stem: 'a-heron',
	title: 'A heron — in the rain',
	alt: '',
	caption: '',
	focal_point: { x: 0.5, y: 0.5 },
	record: {
		provider: 'sketch',
		model: 'card',
		digital_source_type: 'algorithmicMedia',
		prompt: '',
		revised_prompt: null,
		requested_by: { id: 2, name: 'Ada' },
		approved_by: { id: 2, name: 'Ada' },
		made_at: 1,
		label: '',
		original_sha256: 'cd'.repeat(32),
	},
};

describe('buildUploadBody', () => {
	it('names every file and carries the included ones, in order', () => {
		const files = [file('full', 5), file('medium', 3), file('thumbnail', 2)];
		const body = buildUploadBody(head, files, new Set(['full', 'thumbnail']));
		const length = body.readUInt32BE(0);
		const parsed = uploadHeadSchema.parse(JSON.parse(body.subarray(4, 4 + length).toString('utf8')));
		expect(parsed.title).toBe(head.title);
		expect(parsed.files.map(({ size, included }) => [size, included])).toEqual([
			['full', true],
			['medium', false],
			['thumbnail', true],
		]);
		expect(body.subarray(4 + length)).toEqual(Buffer.concat([files[0]!.bytes, files[2]!.bytes]));
	});
});

describe('splitFiles', () => {
	const names = (sets: Set<string>[]) => sets.map((set) => [...set]);

	it('puts everything into one request where it fits', () => {
		expect(names(splitFiles([file('full', 500_000), file('medium', 90_000)], 1_000_000))).toEqual([
			['full', 'medium'],
		]);
	});

	it('keeps every request under the limit', () => {
		const files = [file('full', 500_000), file('large', 300_000), file('medium', 250_000), file('small', 10)];
		const requests = splitFiles(files, 600_000);
		expect(names(requests)).toEqual([['full'], ['large', 'medium', 'small']]);
		for (const included of requests) {
			expect(buildUploadBody(head, files, included).length).toBeLessThan(600_000);
		}
	});

	it('sends a file alone that is larger than the limit: the site says so itself', () => {
		expect(names(splitFiles([file('full', 900_000), file('medium', 10)], 600_000))).toEqual([
			['full'],
			['medium'],
		]);
	});
});
