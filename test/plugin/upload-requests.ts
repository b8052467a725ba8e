import { createHash, randomUUID } from 'node:crypto';

import type { UploadHead } from '@limner/shared/contracts/delivery';

import type { WordPress } from '../wordpress/use-wordpress.ts';

export interface IssuedAttempt {
	attemptId: string;
	postId: number;
	personId: number;
}

export interface UploadFile {
	size: string;
	width: number;
	height: number;
	mediaType: 'image/webp' | 'image/jpeg' | 'image/png' | 'image/avif';
	bytes: Uint8Array;
}

/** Issues an attempt as the plugin's own routes do, for a new draft or for a given post. */
export async function issueAttempt(
	wordpress: WordPress,
	options: { login?: string; postId?: number; content?: string } = {},
): Promise<IssuedAttempt> {
	const content = Buffer.from(options.content ?? '').toString('base64');
	return await wordpress.runPhp<IssuedAttempt>(`
		$person  = get_user_by( 'login', '${options.login ?? 'author'}' );
		$post_id = ${options.postId ?? 0};
		if ( 0 === $post_id ) {
			$post_id = wp_insert_post( wp_slash( array( 'post_title' => 'A post', 'post_author' => $person->ID, 'post_content' => base64_decode( '${content}' ) ) ) );
		}
		$issued = ( new Limner\\Media\\Attempts() )->issue( $post_id, $person->ID, wp_generate_uuid4(), 'test', 1 );
		return array( 'attemptId' => $issued[0], 'postId' => $post_id, 'personId' => $person->ID );
	`);
}

/** The head of an upload as the sidecar writes it. */
export function describeUpload(
	attempt: IssuedAttempt,
	files: UploadFile[],
	changes: Partial<UploadHead> = {},
): UploadHead {
	const person = { id: attempt.personId, name: 'A person' };
	return {
		attempt_id: attempt.attemptId,
		candidate_id: randomUUID(),
		slot_id: randomUUID(),
		post_id: attempt.postId,
		rendition: 'desktop',
		approved_by: attempt.personId,
		file_stem: 'how-pigments-were-ground',
		title: 'How pigments were ground',
		alt: 'Ochre and lapis on a stone slab',
		caption: 'AI-generated',
		focal_point: { x: 0.5, y: 0.25 },
		files: files.map((file) => ({
			size: file.size,
			width: file.width,
			height: file.height,
			media_type: file.mediaType,
			byte_length: file.bytes.length,
			sha256: sha256(file.bytes),
			included: true,
		})),
		record: {
			provider: 'sketch',
			model: 'card',
			digital_source_type: 'algorithmicMedia',
			prompt: 'Ochre and lapis',
			revised_prompt: null,
			requested_by: person,
			approved_by: person,
			made_at: 1_790_000_000,
			label: 'AI-generated',
			original_sha256: 'a'.repeat(64),
		},
		...changes,
	};
}

/** The body of an upload: length of the head, head (right or wrong), the included files. */
export function encodeUpload(
	head: { files: UploadHead['files']; [field: string]: unknown },
	files: UploadFile[],
): Uint8Array {
	const json = Buffer.from(JSON.stringify(head));
	const length = Buffer.alloc(4);
	length.writeUInt32BE(json.length);
	const included = files.filter((_, position) => head.files[position]?.included === true);
	return Buffer.concat([length, json, ...included.map((file) => file.bytes)]);
}

export function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
