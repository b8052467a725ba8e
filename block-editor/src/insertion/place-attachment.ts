import { store as blockEditorStore } from '@wordpress/block-editor';
import { cloneBlock, createBlock } from '@wordpress/blocks';
import { dispatch, select } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';
import type { Candidate, Slot } from '@limner/shared/contracts/post-images';
import { getAttachment } from '../api/media.ts';
import { findImages } from '../outline/find-blocks.ts';
import { getPostBlocks } from '../outline/read-post.ts';
import { findPlace } from './find-place.ts';

export type Placement =
	| { result: 'placed'; undo: () => void }
	| { result: 'already' | 'section_gone' | 'section_ambiguous' | 'locked' };

/** An image of the media library for a slot. */
export interface Arrival {
	attachmentId: number;
	/** Empty: the media library's own. */
	alt: string;
	/** What its caption has to say; empty for nothing. */
	label: string;
	/** Attachments that the slot had before: where one of them stands, the new one takes its place. */
	earlier: readonly (number | null)[];
	/** The section where a person chose another than the slot's own. */
	sectionIndex?: number;
}

/** The attachment that stands in the post for a candidate: the desktop one where there is one. */
export function attachmentOf(candidate: Candidate): number | null {
	const uploaded = candidate.renditions.filter(({ attachment_id }) => attachment_id !== null);
	const rendition = uploaded.find(({ name }) => name === 'desktop') ?? uploaded[0];
	return rendition?.attachment_id ?? null;
}

/** Whether the attachment stands in the open post, saved or not. */
export function isStanding({ kind }: Slot, attachmentId: number | null): boolean {
	if (kind === 'featured')
		return select(editorStore).getEditedPostAttribute('featured_media') === attachmentId;
	return findImages(getPostBlocks()).some((image) => image.attachmentId === attachmentId);
}

/** Puts an image into the open post, once: where it stands already, nothing happens. */
export async function placeAttachment(slot: Slot, arrival: Arrival): Promise<Placement> {
	if (slot.kind === 'featured') return setFeaturedImage(arrival.attachmentId);
	const attributes = await toImageAttributes(arrival);
	// Looked for after the last pause: between this and the insertion nothing else can happen.
	const images = findImages(getPostBlocks());
	if (images.some(({ attachmentId }) => attachmentId === arrival.attachmentId)) return { result: 'already' };
	const earlier = images.find(({ attachmentId }) => arrival.earlier.includes(attachmentId));
	return earlier
		? replaceImage(earlier.clientId, attributes)
		: insertImage(slot, attributes, arrival.sectionIndex);
}

function setFeaturedImage(attachmentId: number): Placement {
	const earlier: number = select(editorStore).getEditedPostAttribute('featured_media') ?? 0;
	if (earlier === attachmentId) return { result: 'already' };
	const set = (id: number) => dispatch(editorStore).editPost({ featured_media: id });
	set(attachmentId);
	return { result: 'placed', undo: () => set(earlier) };
}

type ImageAttributes = Awaited<ReturnType<typeof toImageAttributes>>;

async function toImageAttributes({ attachmentId, alt, label }: Arrival) {
	const attachment = await getAttachment(attachmentId);
	return {
		id: attachmentId,
		url: attachment.url,
		alt: alt || attachment.alt,
		sizeSlug: attachment.size,
		linkDestination: 'none',
		caption: escapeHtml(label),
	};
}

const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * A replaced block is one undo step whatever was done before; a change of its attributes would join the step of the
 * change before it. Alignment, size and style stay as the author set them.
 */
function replaceImage(clientId: string, attributes: ImageAttributes): Placement {
	const { getBlock, canRemoveBlock } = select(blockEditorStore);
	const earlier = getBlock(clientId);
	if (!earlier || !canRemoveBlock(clientId)) return { result: 'locked' };
	const own = earlier.name === 'core/image' ? attributes : toForeignAttributes(earlier.name, attributes);
	const block = cloneBlock(earlier, { ...own, width: undefined, height: undefined });
	void dispatch(blockEditorStore).replaceBlock(clientId, block);
	const undo = () => void dispatch(blockEditorStore).replaceBlock(block.clientId, cloneBlock(earlier));
	return { result: 'placed', undo };
}

/** A cover or a media-and-text block that an author made of the image. */
function toForeignAttributes(name: string, { id, url, alt }: ImageAttributes): Record<string, unknown> {
	if (name === 'core/media-text') return { mediaId: id, mediaUrl: url, mediaAlt: alt };
	return { id, url, alt };
}

function insertImage(slot: Slot, attributes: ImageAttributes, sectionIndex?: number): Placement {
	const place = findPlace(slot, sectionIndex);
	if (place.result !== 'found') return { result: place.result };
	const block = createBlock('core/image', attributes);
	void dispatch(blockEditorStore).insertBlock(block, place.index, place.rootClientId, false);
	return { result: 'placed', undo: () => void dispatch(blockEditorStore).removeBlock(block.clientId, false) };
}
