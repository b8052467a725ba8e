import { parseAttributes, readDelimiter, type BlockDelimiter } from './block-delimiters.ts';
import { holdsImages, isBesidePicture, isProseBlock, showsPicture } from './block-facts.ts';
import { ElementStack, HEADING } from './element-stack.ts';
import { BLOCK_ELEMENTS, isPicture, isSkippedElement, OPAQUE_ELEMENTS, VOID_ELEMENTS } from './html-facts.ts';
import type { MarkupItem, MarkupNode } from './markup-items.ts';
import { findTagEnd, readTagName } from './read-tag.ts';
import { findSwallowedShortcodes, showsGallery } from './shortcodes.ts';
import { TextRun } from './text-run.ts';

export interface ScanOptions {
	form: 'block' | 'classic';
	decode: (text: string) => string;
	/** The items of a synced pattern. */
	readPattern: (id: number) => MarkupItem[];
}

interface OpenBlock {
	node: MarkupNode;
	name: string;
	attributes: string;
	children: number;
	/** How many elements were open when it began; its end closes those opened since. */
	elements: number;
	skipped: boolean;
	/** A picture that lies behind or beside what the block holds, not yet given to a section. */
	hasOwnPicture: boolean;
}

interface OpenHeading {
	level: number;
	start: number;
	node: MarkupNode | null;
}

/** Deeper blocks and elements count as part of the one around them, so that hostile markup is read in linear time. */
const DEEPEST = 256;

/** In UTF-16 units. A heading that is never closed would otherwise take the rest of the post. */
const LONGEST_HEADING = 1_000;

/** Reads one top-level block, or the classic HTML between blocks, into headings, prose and pictures. */
export function scanMarkup(markup: string, options: ScanOptions): MarkupItem[] {
	return new MarkupScanner(markup, options).scan();
}

class MarkupScanner {
	readonly #markup: string;
	readonly #options: ScanOptions;
	readonly #items: MarkupItem[] = [];
	readonly #blocks: OpenBlock[] = [];
	readonly #elements = new ElementStack();
	readonly #text: TextRun;
	readonly #shortcodesWithoutClosing = new Set<string>();
	#skipping = 0;
	#heading: OpenHeading | null = null;
	#tableInFigure = false;
	/** Blocks open below `DEEPEST`. */
	#deeperBlocks = 0;
	/** Text before this index belongs to a caption shortcode. */
	#silentUntil = 0;

	constructor(markup: string, options: ScanOptions) {
		this.#markup = markup;
		this.#options = options;
		this.#text = new TextRun(options.decode);
	}

	scan(): MarkupItem[] {
		const markup = this.#markup;
		let position = 0;
		while (position < markup.length) {
			const found = markup.indexOf('<', position);
			const next = found < 0 ? markup.length : found;
			const resumed = next > position ? this.#readText(position, next) : next;
			position = resumed > next ? resumed : next < markup.length ? this.#readMarkup(next) : next;
		}
		this.#finish();
		return this.#items;
	}

	#finish(): void {
		this.#endText();
		this.#deeperBlocks = 0;
		while (this.#blocks.length > 0) this.#closeBlock(this.#markup.length);
		this.#closeElements(0, this.#markup.length);
	}

	/** Reads text and says where to go on: further than `end` after a shortcode that swallows markup. */
	#readText(start: number, end: number): number {
		if (this.#skipping > 0) return end;
		let from = Math.max(start, Math.min(end, this.#silentUntil));
		for (const shortcode of findSwallowedShortcodes(
			this.#markup,
			from,
			end,
			this.#shortcodesWithoutClosing,
		)) {
			this.#addText(from, shortcode.start);
			from = shortcode.end;
			if (from < end) continue;
			if (!shortcode.markupCounts) return from;
			this.#silentUntil = from;
		}
		this.#addText(from, end);
		return end;
	}

	#addText(start: number, end: number): void {
		if (start >= end) return;
		const text = this.#markup.slice(start, end);
		if (showsGallery(text)) this.#items.push({ kind: 'picture' });
		if (this.#options.form === 'block' || this.#heading || !this.#elements.blankLineEndsText) {
			this.#text.add(text, start);
			return;
		}
		const parts = text.split(/(\n[^\S\n]*\n\s*)/);
		let offset = start;
		for (const [index, part] of parts.entries()) {
			if (index % 2 === 1) this.#endText();
			else this.#text.add(part, offset);
			offset += part.length;
		}
	}

	#readMarkup(start: number): number {
		const markup = this.#markup;
		if (markup.startsWith('<!--', start)) return this.#readComment(start);
		const tag = readTagName(markup, start);
		if (!tag) {
			if (!/[!?/]/.test(markup.charAt(start + 1))) {
				this.#readText(start, start + 1);
				return start + 1;
			}
			const bogus = markup.indexOf('>', start);
			return bogus < 0 ? markup.length : bogus + 1;
		}
		const end = findTagEnd(markup, start);
		if (end < 0) return markup.length;
		if (tag.closing) this.#closeElement(tag.name, start, end);
		else return this.#openElement(tag.name, start, end);
		return end;
	}

	#readComment(start: number): number {
		const found = this.#markup.indexOf('-->', start + 4);
		const end = found < 0 ? this.#markup.length : found + 3;
		const delimiter = found < 0 ? null : readDelimiter(this.#markup, start, end);
		if (!delimiter || this.#options.form === 'classic') return end;
		this.#endText();
		this.#endHeading();
		if (delimiter.kind === 'close') this.#closeBlock(end);
		else this.#openBlock(delimiter);
		return end;
	}

	#openBlock(delimiter: BlockDelimiter): void {
		const parent = this.#blocks.at(-1);
		const { name, attributes, start, end } = delimiter;
		const node: MarkupNode = {
			parent: parent?.node ?? null,
			index: parent ? parent.children : 0,
			end,
			imageMayFollow: parent ? holdsImages(parent.name, parent.attributes, name) : true,
		};
		if (parent) parent.children += 1;
		const skipped = !isProseBlock(name, attributes);
		if (this.#skipping === 0 && !skipped) {
			if (name === 'core/block') this.#addPattern(attributes, start, node);
		}
		const hasOwnPicture = this.#skipping === 0 && showsPicture(name, attributes);
		if (delimiter.kind === 'void') {
			if (hasOwnPicture) this.#addPicture();
			return;
		}
		if (this.#blocks.length >= DEEPEST) {
			this.#deeperBlocks += 1;
			return;
		}
		if (skipped) this.#skipping += 1;
		const elements = this.#elements.depth;
		this.#blocks.push({ node, name, attributes, children: 0, elements, skipped, hasOwnPicture });
	}

	#addPattern(attributes: string, start: number, node: MarkupNode): void {
		const { ref } = parseAttributes(attributes);
		if (typeof ref !== 'number') return;
		const items = this.#options.readPattern(ref);
		if (items.length > 0) this.#items.push({ kind: 'pattern', start, node, items });
	}

	/** The picture of a cover belongs to the heading on it, which follows, rather than to the section before. */
	#addPicture(): void {
		const block = this.#blocks.findLast(({ name }) => isBesidePicture(name));
		if (block) block.hasOwnPicture = true;
		else this.#items.push({ kind: 'picture' });
	}

	#closeBlock(end: number): void {
		if (this.#deeperBlocks > 0) {
			this.#deeperBlocks -= 1;
			return;
		}
		const block = this.#blocks.pop();
		if (!block) return;
		if (block.hasOwnPicture) this.#items.push({ kind: 'picture' });
		this.#closeElements(block.elements, end);
		block.node.end = end;
		if (block.skipped) this.#skipping -= 1;
	}

	/** Handles an opening tag and says where to go on: after the closing one where nothing inside is markup. */
	#openElement(name: string, start: number, end: number): number {
		const tag = this.#markup.slice(start, end);
		if (OPAQUE_ELEMENTS.has(name)) return tag.endsWith('/>') ? end : this.#skipOpaque(name, end);
		const isBlock = BLOCK_ELEMENTS.has(name);
		if (isBlock) this.#startParagraph(name, start);
		if (name === 'img' && this.#skipping === 0 && isPicture(tag)) this.#addPicture();
		if (name === 'br') this.#text.add('\n', start);
		else if (name === 'img') this.#text.extend(end);
		if (VOID_ELEMENTS.has(name) || tag.endsWith('/>') || this.#elements.depth >= DEEPEST) return end;
		const skipped = this.#isSkipped(name, tag);
		if (skipped) this.#skipping += 1;
		const node = isBlock && this.#options.form === 'classic' ? this.#elements.elementNode(end) : null;
		this.#elements.push({ name, isBlock, skipped, node });
		if (HEADING.test(name) && this.#skipping === 0) this.#heading = { level: Number(name[1]), start, node };
		return end;
	}

	#isSkipped(name: string, tag: string): boolean {
		if (name === 'figure') this.#tableInFigure = false;
		if (name === 'table') this.#tableInFigure = true;
		// A picture's caption may be ours; counting it would make every image change its own section.
		if (name === 'figcaption') return !this.#tableInFigure;
		if (name === 'button' && this.#heading) return false;
		return isSkippedElement(name, tag);
	}

	/** Ends the paragraph before, and what HTML lets authors leave open. */
	#startParagraph(name: string, start: number): void {
		this.#endText();
		if (name !== 'div') this.#endHeading();
		const base = this.#blocks.at(-1)?.elements ?? 0;
		if (this.#elements.depth > base && this.#elements.endsBefore(name)) {
			this.#closeElements(this.#elements.depth - 1, start);
		}
	}

	#skipOpaque(name: string, from: number): number {
		const closing = new RegExp(`</${name}`, 'gi');
		closing.lastIndex = from;
		const match = closing.exec(this.#markup);
		const end = match ? this.#markup.indexOf('>', match.index) : -1;
		return end < 0 ? this.#markup.length : end + 1;
	}

	#closeElement(name: string, start: number, end: number): void {
		const base = this.#blocks.at(-1)?.elements ?? 0;
		const index = this.#elements.find(name, base);
		if (BLOCK_ELEMENTS.has(name)) this.#endText();
		else this.#text.extend(end);
		if (index < 0) return;
		if (HEADING.test(name)) this.#endHeading();
		if (this.#elements.hasNode(index)) this.#closeElements(index + 1, start);
		this.#closeElements(index, end);
	}

	#closeElements(depth: number, end: number): void {
		while (this.#elements.depth > depth) {
			const element = this.#elements.pop();
			if (!element) return;
			if (element.isBlock) this.#endText();
			if (HEADING.test(element.name)) this.#endHeading();
			if (element.node) element.node.end = end;
			if (element.skipped) this.#skipping -= 1;
		}
	}

	#endText(): void {
		if (this.#heading) return;
		const run = this.#text.take();
		if (!run) return;
		const node = this.#blocks.at(-1)?.node ?? this.#elements.textNode(run.end);
		this.#items.push({ kind: 'prose', text: run.text, wordCount: run.wordCount, sketch: run.sketch, node });
	}

	#endHeading(): void {
		const heading = this.#heading;
		if (!heading) return;
		this.#heading = null;
		const text = this.#text.takeLine().slice(0, LONGEST_HEADING).trim();
		const node = this.#blocks.at(-1)?.node ?? heading.node ?? this.#elements.textNode(heading.start);
		if (!text) return;
		this.#items.push({ kind: 'heading', text, level: heading.level, start: heading.start, node });
		for (const block of this.#blocks) {
			if (block.hasOwnPicture) this.#items.push({ kind: 'picture' });
			block.hasOwnPicture = false;
		}
	}
}
