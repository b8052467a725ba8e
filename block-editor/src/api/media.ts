import apiFetch from '@wordpress/api-fetch';
import { toRequestFailure } from './request-failure.ts';

interface Media {
	id: number;
	source_url: string;
	alt_text: string;
	media_details?: { sizes?: Record<string, { source_url: string }> };
}

/** An attachment as an image block names it: WordPress's "large" where there is one, as its own inserter does. */
export async function getAttachment(
	id: number,
): Promise<{ id: number; url: string; alt: string; size: 'large' | 'full' }> {
	try {
		const fields = 'id,source_url,alt_text,media_details';
		const media = await apiFetch<Media>({ path: `/wp/v2/media/${id}?context=edit&_fields=${fields}` });
		const large = media.media_details?.sizes?.large?.source_url;
		return { id, url: large ?? media.source_url, alt: media.alt_text, size: large ? 'large' : 'full' };
	} catch (thrown) {
		throw toRequestFailure(thrown);
	}
}
