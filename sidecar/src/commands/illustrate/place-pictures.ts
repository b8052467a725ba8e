import { escapeHtml } from '../run/escape-html.ts';
import type { PictureSpot } from './read-article.ts';

interface PictureFile {
	/** Beside the article. */
	name: string;
	width: number;
	height: number;
	mediaType: string;
}

export interface Picture {
	spot: PictureSpot;
	desktop: PictureFile;
	mobile: PictureFile | null;
	alt: string;
	/** Empty where nothing has to be said. */
	caption: string;
	/** The first thing that is seen: not to be loaded late. */
	isFeatured: boolean;
}

/** Up to this width, in CSS pixels, a browser takes the mobile file; the plugin's pages say the same. */
const NARROW_SCREEN = '(max-width: 599px)';

/** The article with its pictures put in; nothing else in it changes. */
export function placePictures(content: string, pictures: readonly Picture[]): string {
	const lineEnd = content.includes('\r\n') ? '\r\n' : '\n';
	return pictures
		.toSorted((one, other) => other.spot.offset - one.spot.offset)
		.reduce((written, picture) => insertAt(written, picture, lineEnd), content);
}

/** Between blank lines: Markdown needs them around HTML, and they hurt nowhere else. */
function insertAt(content: string, picture: Picture, lineEnd: string): string {
	const before = content.slice(0, picture.spot.offset);
	const after = content.slice(picture.spot.offset);
	const markup = writePicture(picture).join(lineEnd);
	return [
		before,
		blankLine(countLineEnds(before, 'end'), before, lineEnd),
		markup,
		blankLine(countLineEnds(after, 'start'), after, lineEnd),
		after,
	].join('');
}

function countLineEnds(text: string, at: 'start' | 'end'): number {
	const blank = (at === 'start' ? /^(?:[ \t]*\r?\n)+/ : /(?:\r?\n[ \t]*)+$/).exec(text)?.[0] ?? '';
	return blank.split('\n').length - 1;
}

function blankLine(present: number, beside: string, lineEnd: string): string {
	return beside.trim() === '' && present > 0 ? '' : lineEnd.repeat(Math.max(0, 2 - present));
}

function writePicture({ spot, desktop, mobile, alt, caption, isFeatured }: Picture): string[] {
	const figure = [
		'<figure>',
		'  <picture>',
		...(mobile
			? [`    <source media="${NARROW_SCREEN}" ${attributesOf('srcset', mobile)} type="${mobile.mediaType}">`]
			: []),
		`    <img ${attributesOf('src', desktop)} alt="${escapeHtml(alt)}" ${isFeatured ? 'fetchpriority="high"' : 'loading="lazy"'} style="max-width: 100%; height: auto">`,
		'  </picture>',
		...(caption ? [`  <figcaption>${escapeHtml(caption)}</figcaption>`] : []),
		'</figure>',
	];
	return spot.form === 'block' ? ['<!-- wp:html -->', ...figure, '<!-- /wp:html -->'] : figure;
}

function attributesOf(address: 'src' | 'srcset', { name, width, height }: PictureFile): string {
	return `${address}="${escapeHtml(encodeURIComponent(name))}" width="${width}" height="${height}"`;
}
