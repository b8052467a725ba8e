import { createHash } from 'node:crypto';
import type { Template } from '@limner/shared/contracts/template';
import { cropAndScale, withLabel } from './crop-and-scale.ts';
import { cropWindowAround, type FocalPoint } from './crop-window.ts';
import { openRaster, type DecodedImage } from './decode-once.ts';
import type { VisibleLabel } from './draw-label.ts';
import { encodeImage, FORMAT_MEDIA_TYPES, type ImageFormat } from './encode-image.ts';
import { provenanceXmp, type Provenance } from './provenance-xmp.ts';
import type { RenderedFile } from './rendered-file.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';
import { subSizeSuffix, type Dimensions } from './sub-size.ts';

/** What a file for social media has to be. */
export type SocialTarget = Pick<Template, 'id' | 'width' | 'height' | 'safe_area' | 'limits'>;

export interface SocialSpec {
	social?: SocialTarget[];
	/** With which of an image's files they are kept. */
	desktop: Dimensions | null;
	/** Of the encoder to begin with, 1 to 100. */
	quality: number;
	label: VisibleLabel | null;
	provenance: Provenance;
}

/** Among an attachment's sizes; no registered size is called so. */
const SIZE_PREFIX = 'limner-';
/** Below this a photograph falls apart; of the encoder, 1 to 100. */
const LOWEST_QUALITY = 40;
const QUALITY_STEP = 10;

/**
 * A file for each target, cut so that the subject lies in the middle of what the platform leaves uncovered. A file that
 * is too large for its platform at any bearable quality is left out.
 */
export async function renderSocial(
	original: DecodedImage,
	spec: SocialSpec,
	locate: (target: Dimensions) => FocalPoint,
	signal?: AbortSignal,
): Promise<RenderedFile[]> {
	const files = await Promise.all(
		(spec.social ?? []).map((target) => renderOne(original, target, spec, locate(target), signal)),
	);
	return files.filter((file) => file !== null);
}

async function renderOne(
	original: DecodedImage,
	target: SocialTarget,
	spec: SocialSpec,
	focalPoint: FocalPoint,
	signal: AbortSignal | undefined,
): Promise<RenderedFile | null> {
	stopIfCancelled(signal);
	const { width, height } = target;
	const window = cropWindowAround(original, target, focalPoint, middleOfSafeArea(target));
	const scaled = cropAndScale(openRaster(original), window, original, target).flatten({
		background: 'white',
	});
	// Raw pixels once, as the encoder may have to try more than once.
	const { data, info } = await scaled.raw().toBuffer({ resolveWithObject: true });
	const raster: DecodedImage = { data, width, height, channels: info.channels === 4 ? 4 : 3 };
	const format = formatFor(target);
	const bytes = await encodeWithin(raster, target.limits.bytes, format, spec, signal);
	if (!bytes) return null;
	return {
		rendition: spec.desktop ? 'desktop' : 'mobile',
		size: `${SIZE_PREFIX}${target.id}`,
		suffix: subSizeSuffix(target),
		width,
		height,
		mediaType: FORMAT_MEDIA_TYPES[format],
		bytes,
		sha256: createHash('sha256').update(bytes).digest('hex'),
	};
}

/** Crawlers of link previews read JPEG everywhere, WebP in places, AVIF nowhere. */
function formatFor({ limits }: SocialTarget): ImageFormat {
	return limits.formats.includes('jpeg') ? 'jpeg' : (limits.formats[0] ?? 'jpeg');
}

function middleOfSafeArea({ safe_area: { top, right, bottom, left } }: SocialTarget): FocalPoint {
	return { x: (1 + left - right) / 2, y: (1 + top - bottom) / 2 };
}

async function encodeWithin(
	raster: DecodedImage,
	largest: number,
	format: ImageFormat,
	spec: SocialSpec,
	signal: AbortSignal | undefined,
): Promise<Buffer | null> {
	const xmp = provenanceXmp(spec.provenance);
	for (let quality = spec.quality; ; quality -= QUALITY_STEP) {
		stopIfCancelled(signal);
		const image = openRaster(raster);
		const finished = spec.label ? await withLabel(image, raster, raster.channels, spec.label) : image;
		const bytes = await encodeImage(finished, { format, quality, isFull: true }, xmp);
		if (bytes.length <= largest) return bytes;
		if (quality - QUALITY_STEP < LOWEST_QUALITY) return null;
	}
}
