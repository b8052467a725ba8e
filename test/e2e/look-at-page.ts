import type { Browser, Page } from 'playwright-core';

interface ShownImage {
	currentSrc: string;
	alt: string;
	/** Width by height, of the file and as it is shown. */
	natural: number;
	rendered: number;
	/** The markup says width and height. */
	sized: boolean;
}

export interface SeenPage {
	page: Page;
	/** The images within the post's content. */
	content: ShownImage[];
	/** Cumulative layout shift from the first paint to the end of the page, scrolled through. */
	layoutShift: number;
	highPriority: number;
	/** Sources of images in the first screen that are loaded lazily. */
	lazyAboveTheFold: string[];
}

/** Loads a public page in a window of the given size, scrolls through it, and says what a reader got. */
export async function lookAtPage(
	browser: Browser,
	address: string,
	viewport: { width: number; height: number },
	/** Requests that get no answer: a theme's web fonts move text when they come, which says nothing about images. */
	blocked?: RegExp,
): Promise<SeenPage> {
	const page = await browser.newPage({ viewport });
	if (blocked) await page.route(blocked, (route) => route.abort());
	await page.addInitScript(countLayoutShift);
	await page.goto(address, { waitUntil: 'load' });
	const above = await page.evaluate(describeFirstScreen);
	await page.evaluate(scrollThrough);
	await page.waitForFunction(() =>
		[...document.querySelectorAll<HTMLImageElement>('.wp-block-post-content img')].every(
			({ complete, naturalWidth }) => complete && naturalWidth > 0,
		),
	);
	const content = await page.evaluate(describeContentImages);
	const layoutShift = await page.evaluate(() => Number(document.documentElement.dataset['layoutShift']));
	return { page, content, layoutShift, ...above };
}

interface EditorGlobals {
	wp: {
		data: {
			select(store: 'core/block-editor'): { getBlocks(): { name: string }[] };
			select(store: 'core/editor'): { getEditedPostAttribute(name: 'featured_media'): number };
		};
	};
}

/** The images in the open editor: blocks of the post, and whether a featured image is set. */
export async function countImages(page: Page): Promise<{ blocks: number; featured: boolean }> {
	return await page.evaluate(() => {
		const data = (window as Window & Partial<EditorGlobals>).wp?.data;
		if (!data) throw new Error('This is not the editor.');
		return {
			blocks: data
				.select('core/block-editor')
				.getBlocks()
				.filter(({ name }) => name === 'core/image').length,
			featured: data.select('core/editor').getEditedPostAttribute('featured_media') > 0,
		};
	});
}

/** Runs in the page, before anything else. */
function countLayoutShift(): void {
	let sum = 0;
	const show = () =>
		document.documentElement && (document.documentElement.dataset['layoutShift'] = String(sum));
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries() as (PerformanceEntry & {
			value: number;
			hadRecentInput: boolean;
		})[]) {
			if (!entry.hadRecentInput) sum += entry.value;
		}
		show();
	}).observe({ type: 'layout-shift', buffered: true });
	document.addEventListener('DOMContentLoaded', show);
}

/** Runs in the page. */
async function scrollThrough(): Promise<void> {
	for (let top = 0; top < document.body.scrollHeight; top += window.innerHeight / 2) {
		window.scrollTo(0, top);
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	}
}

/** Runs in the page. */
function describeContentImages(): ShownImage[] {
	return [...document.querySelectorAll<HTMLImageElement>('.wp-block-post-content img')].map((image) => {
		const box = image.getBoundingClientRect();
		return {
			currentSrc: image.currentSrc,
			alt: image.alt,
			natural: image.naturalWidth / image.naturalHeight,
			rendered: box.width / box.height,
			sized: image.hasAttribute('width') && image.hasAttribute('height'),
		};
	});
}

/** Runs in the page. */
function describeFirstScreen(): { highPriority: number; lazyAboveTheFold: string[] } {
	const images = [...document.querySelectorAll<HTMLImageElement>('img')];
	return {
		highPriority: images.filter((image) => image.getAttribute('fetchpriority') === 'high').length,
		lazyAboveTheFold: images
			.filter((image) => image.loading === 'lazy' && image.getBoundingClientRect().top < window.innerHeight)
			.map((image) => image.currentSrc || image.src),
	};
}
