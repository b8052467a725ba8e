import { IMAGE_PARENTS, SELF_CLOSING_SIBLINGS } from './html-facts.ts';
import type { MarkupNode } from './markup-items.ts';

export interface OpenElement {
	name: string;
	/** Ends a paragraph of text. */
	isBlock: boolean;
	skipped: boolean;
	/** In classic content, for block elements. */
	node: MarkupNode | null;
}

export const HEADING = /^h[1-6]$/;

/** The HTML elements that are open, and in classic content the places for images that follow from them. */
export class ElementStack {
	readonly #open: OpenElement[] = [];

	get depth(): number {
		return this.#open.length;
	}

	push(element: OpenElement): void {
		this.#open.push(element);
	}

	pop(): OpenElement | undefined {
		return this.#open.pop();
	}

	/** WordPress turns blank lines into paragraphs where no inline element is open. */
	get blankLineEndsText(): boolean {
		return this.#open.at(-1)?.isBlock ?? true;
	}

	/** Index of the innermost one of that name, not below `base`; -1 without. */
	find(name: string, base: number): number {
		let index = this.#open.length - 1;
		while (index >= base && this.#open[index]?.name !== name) index -= 1;
		return index < base ? -1 : index;
	}

	hasNode(index: number): boolean {
		return Boolean(this.#open[index]?.node);
	}

	/** Whether HTML lets authors leave the innermost element open before one of this name. */
	endsBefore(name: string): boolean {
		const open = this.#open.at(-1)?.name ?? '';
		if (open === 'p') return true;
		if (open === name) return SELF_CLOSING_SIBLINGS.has(name) || HEADING.test(name);
		return HEADING.test(open) && (HEADING.test(name) || name === 'p');
	}

	elementNode(end: number): MarkupNode {
		return { parent: this.#openNode(), index: 0, end, imageMayFollow: this.#imagesMayStandHere() };
	}

	/** A paragraph without a tag, where one may stand; else the element that holds the text. */
	textNode(end: number): MarkupNode {
		const open = this.#openNode();
		return open && !this.#imagesMayStandHere() ? open : this.elementNode(end);
	}

	#openNode(): MarkupNode | null {
		return this.#open.findLast((element) => element.node)?.node ?? null;
	}

	#imagesMayStandHere(): boolean {
		return IMAGE_PARENTS.has(this.#open.findLast((element) => element.node)?.name ?? 'body');
	}
}
