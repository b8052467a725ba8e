import { readFile, realpath } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { chooseInsertion } from '@limner/shared/sections/choose-insertion';
import { extractSections } from '@limner/shared/sections/extract-sections';
import { extractMarkdownSections } from '@limner/shared/sections/markdown';
import type { Outline, TooLarge } from '@limner/shared/sections/outline';
import { readBlocks } from '@limner/shared/sections/read-blocks';
import { CommandError } from '../../errors/command-error.ts';
import { LimnerError } from '../../errors/limner-error.ts';

/** Where a picture goes, and in which markup. */
export interface PictureSpot {
	/** In UTF-16 units of the content. */
	offset: number;
	form: 'markdown' | 'html' | 'block';
}

export interface Article {
	/** Without symbolic links: the same article is known again by it. */
	path: string;
	/** The file's name without its ending. */
	name: string;
	extension: string;
	kind: 'markdown' | 'html';
	content: string;
	title: string;
	outline: Outline;
	/** Under the title, where there is one. */
	featuredSpot: PictureSpot;
}

interface ReadContent {
	title: string;
	outline: Outline | TooLarge;
	featuredSpot: PictureSpot;
}

const KINDS: Record<string, Article['kind']> = {
	'.md': 'markdown',
	'.markdown': 'markdown',
	'.html': 'html',
	'.htm': 'html',
};

/** Reads an article and its sections. Fails with a `CommandError`, `post_empty` or `post_too_large`. */
export async function readArticle(file: string): Promise<Article> {
	const extension = extname(file);
	const kind = KINDS[extension.toLowerCase()];
	if (!kind) throw new CommandError('article_kind_unknown', file);
	const { path, content } = await readText(file);
	const { title, outline, featuredSpot } = kind === 'markdown' ? readMarkdown(content) : readHtml(content);
	if (outline.kind === 'too_large')
		throw new LimnerError('post_too_large', { subject: file, amount: outline.bytes });
	if (title === '' && outline.sections.length === 0 && outline.wordCount === 0) {
		throw new LimnerError('post_empty', { subject: file, cause: 'the article has neither a title nor text' });
	}
	const name = basename(file, extension);
	return { path, name, extension, kind, content, title: title || titleFromName(name), outline, featuredSpot };
}

async function readText(file: string): Promise<{ path: string; content: string }> {
	try {
		const path = await realpath(file);
		const content = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
		return { path, content };
	} catch (error) {
		if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
			throw new CommandError(
				'article_unreadable',
				file,
				'It is not text in UTF-8. Save it in that encoding.',
			);
		}
		if (!(error instanceof Error) || !('code' in error)) throw error;
		if (error.code === 'ENOENT') throw new CommandError('article_missing', file);
		if (error.code === 'EISDIR')
			throw new CommandError('article_unreadable', file, 'It is a folder; name a file in it.');
		throw new CommandError('article_unreadable', file, `${error.message}.`);
	}
}

function readMarkdown(content: string): ReadContent {
	const outline = extractMarkdownSections(content);
	if (outline.kind === 'too_large')
		return { title: '', outline, featuredSpot: { offset: 0, form: 'markdown' } };
	return { title: outline.title, outline, featuredSpot: { offset: outline.leadOffset, form: 'markdown' } };
}

const DOCUMENT_TITLE = /<title\b[^>]*>([^<]*)<\/title\s*>/i;
const BODY_TAG = /<body\b[^>]*>/i;

function readHtml(content: string): ReadContent {
	const heading = findTitleHeading(content);
	const title = heading?.title ?? DOCUMENT_TITLE.exec(content)?.[1]?.trim() ?? '';
	const outline = extractSections(content, { patterns: [], title });
	return { title, outline, featuredSpot: heading?.spot ?? startOfHtml(content) };
}

/** The first level-1 heading, where nothing is written before it. */
function findTitleHeading(content: string): { title: string; spot: PictureSpot } | null {
	for (const [topLevelIndex, { reading, offset }] of readBlocks(content, { patterns: [] }).entries()) {
		for (const item of reading.items) {
			if (item.kind === 'heading' && item.level === 1) {
				const anchor = { node: item.node, form: reading.form, topLevelIndex, topLevelOffset: offset };
				const insertion = chooseInsertion(anchor, null, content.length);
				return { title: item.text, spot: { offset: insertion.offset, form: formOf(insertion.form) } };
			}
			if (item.kind !== 'picture') return null;
		}
	}
	return null;
}

function startOfHtml(content: string): PictureSpot {
	const body = BODY_TAG.exec(content);
	if (body) return { offset: body.index + body[0].length, form: 'html' };
	return { offset: 0, form: /^\s*<!-- wp:/.test(content) ? 'block' : 'html' };
}

export function formOf(form: 'block' | 'classic'): PictureSpot['form'] {
	return form === 'block' ? 'block' : 'html';
}

function titleFromName(name: string): string {
	return name.replace(/[-_]+/g, ' ').trim();
}
