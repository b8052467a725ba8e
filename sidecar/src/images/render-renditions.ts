import { createHash } from 'node:crypto';
import type { SubSize } from '@limner/shared/contracts/policy';
import { cropAndScale, withLabel } from './crop-and-scale.ts';
import { cropWindowAround, type CropWindow, type FocalPoint } from './crop-window.ts';
import { decodeOnce, mapSaliency, openRaster, type DecodedImage } from './decode-once.ts';
import type { VisibleLabel } from './draw-label.ts';
import { encodeImage, FORMAT_MEDIA_TYPES, type ImageFormat } from './encode-image.ts';
import { findSubject } from './find-subject.ts';
import { provenanceXmp, type Provenance } from './provenance-xmp.ts';
import type { RenderedFile } from './rendered-file.ts';
import { renderSocial, type SocialTarget } from './render-social.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';
import { computeSubSize, subSizeSuffix, type Dimensions } from './sub-size.ts';

export interface RenditionSpec {
	format: ImageFormat;
	/** 1 to 100; PNG ignores it. */
	quality: number;
	desktop: Dimensions | null;
	mobile: Dimensions | null;
	/** A mobile image that was composed apart; without it, mobile is cropped from the original. */
	mobileOriginal?: Uint8Array;
	/** WordPress's registered sizes; they are made for desktop and for mobile. */
	subSizes: SubSize[];
	/** Files for social media, cut from the same original and kept beside the desktop files; featured images have them. */
	social?: SocialTarget[];
	/** Where a person put it; it always wins over what is found. */
	focalPoint: FocalPoint | null;
	/** Drawn into the pixels of every file. */
	label: VisibleLabel | null;
	provenance: Provenance;
}

export interface RenderedSet {
	/** In fractions of the original: the given one, or where the subject was found. */
	focalPoint: FocalPoint;
	files: RenderedFile[];
}

/**
 * Makes every file of one image from the provider's bytes, which are decoded once. Nothing is written anywhere.
 * Fails with `image_unreadable`, `image_too_large` or `cancelled`.
 */
export async function renderRenditions(
	original: Uint8Array,
	spec: RenditionSpec,
	signal?: AbortSignal,
): Promise<RenderedSet> {
	const keepAlpha = spec.format !== 'jpeg';
	const decoded = await decodeOnce(original, keepAlpha);
	stopIfCancelled(signal);
	const apart = spec.mobileOriginal ? await decodeOnce(spec.mobileOriginal, keepAlpha) : null;
	const locate = await subjectLocator(decoded, spec.focalPoint);
	const locateMobile = apart ? await subjectLocator(apart, null) : locate;
	const files = await Promise.all([
		spec.desktop ? renderOne('desktop', decoded, spec.desktop, locate(spec.desktop), spec, signal) : [],
		spec.mobile
			? renderOne('mobile', apart ?? decoded, spec.mobile, locateMobile(spec.mobile), spec, signal)
			: [],
		renderSocial(decoded, spec, locate, signal),
	]);
	return { focalPoint: locate(spec.mobile ?? spec.desktop ?? decoded), files: files.flat() };
}

/** A point that a person set serves every ratio; otherwise the subject is looked for, once for all ratios. */
async function subjectLocator(
	decoded: DecodedImage,
	given: FocalPoint | null,
): Promise<(target: Dimensions) => FocalPoint> {
	if (given) return () => given;
	const map = await mapSaliency(decoded);
	return (target) => findSubject(map, target);
}

/** One rendition with its sub-sizes, which are scaled from it and not from the original, as WordPress does. */
async function renderOne(
	rendition: RenderedFile['rendition'],
	original: DecodedImage,
	target: Dimensions,
	focalPoint: FocalPoint,
	spec: RenditionSpec,
	signal: AbortSignal | undefined,
): Promise<RenderedFile[]> {
	const window = cropWindowAround(original, target, focalPoint);
	const full = await scaleToRaster(original, window, target);
	stopIfCancelled(signal);
	const inside = focalPointInside(window, original, focalPoint);
	const subSizes = spec.subSizes.flatMap((size) => {
		const dimensions = computeSubSize(full, size);
		return dimensions ? [{ name: size.name, ...dimensions }] : [];
	});
	const encoded = new Map<string, Promise<{ bytes: Buffer; sha256: string }>>();
	const encodeOnce = (size: Dimensions) => {
		const key = `${size.width}x${size.height}`;
		const existing = encoded.get(key);
		if (existing) return existing;
		const made = encodeSize(full, size, inside, spec, signal);
		encoded.set(key, made);
		return made;
	};
	const sizes = [{ name: 'full', width: full.width, height: full.height }, ...subSizes];
	return Promise.all(
		sizes.map(async ({ name, width, height }) => ({
			rendition,
			size: name,
			suffix: name === 'full' ? '' : subSizeSuffix({ width, height }),
			width,
			height,
			mediaType: FORMAT_MEDIA_TYPES[spec.format],
			...(await encodeOnce({ width, height })),
		})),
	);
}

async function scaleToRaster(
	original: DecodedImage,
	window: CropWindow,
	target: Dimensions,
): Promise<DecodedImage> {
	const { data, info } = await cropAndScale(openRaster(original), window, original, target)
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { ...original, data, width: info.width, height: info.height };
}

async function encodeSize(
	full: DecodedImage,
	size: Dimensions,
	focalPoint: FocalPoint,
	spec: RenditionSpec,
	signal: AbortSignal | undefined,
): Promise<{ bytes: Buffer; sha256: string }> {
	stopIfCancelled(signal);
	const window = cropWindowAround(full, size, focalPoint);
	const scaled = cropAndScale(openRaster(full), window, full, size);
	const finished = spec.label ? await withLabel(scaled, size, full.channels, spec.label) : scaled;
	const isFull = size.width === full.width && size.height === full.height;
	const encoding = { format: spec.format, quality: spec.quality, isFull };
	const bytes = await encodeImage(finished, encoding, provenanceXmp(spec.provenance));
	return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function focalPointInside(window: CropWindow, image: Dimensions, focalPoint: FocalPoint): FocalPoint {
	return {
		x: (focalPoint.x * image.width - window.left) / window.width,
		y: (focalPoint.y * image.height - window.top) / window.height,
	};
}
