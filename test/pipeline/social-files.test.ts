import { uploadHeadSchema, type UploadHead } from '@limner/shared/contracts/delivery';
import type { Slot } from '@limner/shared/contracts/post-images';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { EDITOR, illustrate, samplePolicy } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let sidecar: RunningSidecar;
let client: SignedClient;

beforeAll(async () => {
	sidecar = await startSidecar({ environment: { OPENAI_API_KEY: '' } });
	client = await SignedClient.pair(sidecar);
});
afterAll(() => sidecar.stop());

/** What an approved image would bring into the media library, as the plugin fetches it. */
async function fetchHead(slot: Slot | undefined, rendition: 'desktop' | 'mobile'): Promise<UploadHead> {
	const candidate = slot?.candidates[0];
	const person = EDITOR;
	await client.call('approveCandidate', {
		parameters: { candidate_id: candidate?.candidate_id ?? '' },
		body: { person, place: 'editor' },
	});
	const parameters = { attempt_id: candidate?.attempt_id ?? '', rendition };
	const { bytes } = await client.send('delivery', { parameters });
	const length = bytes.readUInt32BE(0);
	return uploadHeadSchema.parse(JSON.parse(bytes.subarray(4, 4 + length).toString('utf8')));
}

const sizesOf = ({ files }: UploadHead) => files.map(({ size }) => size);

it('a featured image gets a file for each template that its site named; no other image, and no other file, does', async () => {
	const social = ['facebook-feed', 'pinterest-pin'];
	const { images } = await illustrate(client, 31, samplePolicy({ max_in_article: 1, social }));
	const featured = images.slots.find(({ kind }) => kind === 'featured');
	const section = images.slots.find((slot) => slot.kind === 'section' && slot.candidates.length > 0);
	const head = await fetchHead(featured, 'desktop');
	expect(head.files.map(({ size, width, height, media_type }) => [size, width, height, media_type])).toEqual([
		['full', 1280, 720, 'image/webp'],
		['limner-facebook-feed', 1200, 630, 'image/jpeg'],
		['limner-pinterest-pin', 1000, 1500, 'image/jpeg'],
		['medium', 300, 169, 'image/webp'],
		['thumbnail', 150, 150, 'image/webp'],
	]);
	expect(sizesOf(await fetchHead(featured, 'mobile'))).toEqual(['full', 'medium', 'thumbnail']);
	expect(sizesOf(await fetchHead(section, 'desktop'))).toEqual(['full', 'medium', 'thumbnail']);
});
