import { fromMarkdown } from 'mdast-util-from-markdown';
import { assembleSections } from './assemble-sections.ts';
import { decodeEntities } from './decode-entities.ts';
import { refuseTooLarge } from './extract-sections.ts';
import { guessLanguage } from './guess-language.ts';
import type { MarkupItem, MarkupNode } from './markup-items.ts';
import type { Outline, TooLarge } from './outline.ts';
import { scanMarkup } from './scan-markup.ts';
import { TextRun } from './text-run.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Flow = Root['children'][number];
type Inline = Extract<Flow, { type: 'paragraph' }>['children'][number];

export interface MarkdownOutline extends Outline {
	/** From the front matter, else the first level-1 heading, else empty. */
	title: string;
	/** Where the article itself begins, in UTF-16 units: after its title, else after the front matter. */
	leadOffset: number;
}

const FRONT_MATTER = /^\ufeff?---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const FRONT_MATTER_TITLE = /^title:[ \t]*(.*)$/m;

/** Nested deeper than this is no writing, and would exhaust the stack. */
const DEEPEST = 64;

/** The row of dashes under a table's head; tables are no part of core Markdown and arrive as paragraphs. */
const TABLE_RULE = /^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*(?::?-+:?)?[ \t]*$/gm;

/**
 * Reads the sections of a Markdown article. Offsets are in the whole content, front matter included, and lie after
 * a block of its top level; `form` is `classic`, as what goes in is HTML or Markdown and no block.
 */
export function extractMarkdownSections(content: string): MarkdownOutline | TooLarge {
	const tooLarge = refuseTooLarge(content);
	if (tooLarge) return tooLarge;
	const frontMatter = FRONT_MATTER.exec(content)?.[0] ?? '';
	const reader = new MarkdownReader(frontMatter.length);
	const root = fromMarkdown(content.slice(frontMatter.length));
	root.children.forEach((node, index) => reader.read(node, index));
	const reading = { form: 'classic' as const, length: content.length, items: reader.items };
	const outline = assembleSections([{ reading, offset: 0 }], { title: '' });
	const language = guessLanguage(
		[outline.lead, ...outline.sections].map((section) => section?.text ?? '').join('\n'),
	);
	const { leadOffset } = reader;
	return {
		...outline,
		...(language ? { language } : {}),
		title: titleOf(frontMatter) || reader.title,
		leadOffset,
	};
}

function titleOf(frontMatter: string): string {
	const written = FRONT_MATTER_TITLE.exec(frontMatter)?.[1]?.trim() ?? '';
	return written.replace(/^(["'])(.*)\1$/, '$2').trim();
}

class MarkdownReader {
	readonly items: MarkupItem[] = [];
	title = '';
	leadOffset: number;
	readonly #start: number;
	#titleSeen = false;

	constructor(start: number) {
		this.#start = start;
		this.leadOffset = start;
	}

	read(node: Flow, index: number): void {
		const end = this.#start + (node.position?.end.offset ?? 0);
		const place: MarkupNode = { parent: null, index, end, imageMayFollow: true };
		if (node.type === 'heading') this.#readHeading(node, place);
		else this.#readProse(node, place);
	}

	#readHeading(node: Extract<Flow, { type: 'heading' }>, place: MarkupNode): void {
		const text = inlineText(node.children).replace(/\s+/g, ' ').trim();
		if (node.depth === 1 && !this.#titleSeen) {
			this.#titleSeen = true;
			this.title = text;
			// Further down it would be in the middle of what the lead picture is for.
			if (this.items.length === 0) this.leadOffset = place.end;
			return;
		}
		const start = this.#start + (node.position?.start.offset ?? 0);
		if (text) this.items.push({ kind: 'heading', text, level: node.depth, start, node: place });
	}

	#readProse(node: Flow, place: MarkupNode, depth = 0): void {
		if (depth > DEEPEST) return;
		if (node.type === 'paragraph' || node.type === 'heading') {
			if (showsPicture(node.children)) this.items.push({ kind: 'picture' });
			this.#addProse(inlineText(node.children), place);
		} else if (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem') {
			for (const child of node.children) this.#readProse(child, place, depth + 1);
		} else if (node.type === 'html') this.#readHtml(node.value, place);
	}

	#readHtml(html: string, place: MarkupNode): void {
		const items = scanMarkup(html, { form: 'block', decode: decodeEntities, readPattern: () => [] });
		for (const item of items) {
			if (item.kind === 'prose') this.items.push({ ...item, node: place });
			else if (item.kind === 'heading') {
				this.items.push({ ...item, start: place.end - html.length + item.start, node: place });
			} else if (item.kind === 'picture') this.items.push(item);
		}
	}

	#addProse(text: string, node: MarkupNode): void {
		const run = new TextRun((written) => written);
		const isTable = /^[ \t]*\|/.test(text);
		run.add(isTable ? text.replace(TABLE_RULE, '').replaceAll('|', ' ') : text, 0);
		const read = run.take();
		if (!read) return;
		this.items.push({ kind: 'prose', text: read.text, wordCount: read.wordCount, sketch: read.sketch, node });
	}
}

function inlineText(nodes: readonly Inline[], depth = 0): string {
	if (depth > DEEPEST) return '';
	return nodes
		.map((node) => {
			if (node.type === 'text' || node.type === 'inlineCode') return node.value;
			if (node.type === 'break') return '\n';
			return 'children' in node ? inlineText(node.children, depth + 1) : '';
		})
		.join('');
}

function showsPicture(nodes: readonly Inline[], depth = 0): boolean {
	if (depth > DEEPEST) return false;
	return nodes.some((node) => {
		if (node.type === 'image' || node.type === 'imageReference') return true;
		if (node.type === 'html') return /^<img\b/i.test(node.value);
		return 'children' in node && showsPicture(node.children, depth + 1);
	});
}
