import type { Browser } from 'playwright-core';
import { lookAtPage } from '../e2e/look-at-page.ts';
import type { Measurement } from './measurement.ts';

const WEB_FONTS = /\.woff2?(\?|$)/;
const VIEWPORTS = [
	{ width: 1280, height: 900 },
	{ width: 390, height: 844 },
];

interface PageResult {
	name: string;
	images: number;
	/** With the theme's web fonts kept out, so that only images can move anything. */
	layoutShift: number;
	shiftWithFonts: number;
	unsized: string[];
	withoutSrcset: string[];
	highPriority: number;
	lazyAboveTheFold: string[];
	/** What moved, and by how much. */
	moved: string[];
}

/** M12: what readers get, of a post and of the list of posts, on a desktop and on a phone. */
export async function measureFrontPage(browser: Browser, post: string, list: string): Promise<Measurement> {
	const results: PageResult[] = [];
	for (const viewport of VIEWPORTS) {
		for (const [name, address] of Object.entries({ 'the post': post, 'the list of posts': list })) {
			const withFonts = await lookAtPage(browser, address, viewport);
			await withFonts.page.close();
			const seen = await lookAtPage(browser, address, viewport, WEB_FONTS);
			results.push({
				name: `${name} at ${viewport.width} px`,
				...(await seen.page.evaluate(describeImages)),
				...seen,
				moved: await seen.page.evaluate(describeShifts),
				shiftWithFonts: withFonts.layoutShift,
			});
			await seen.page.close();
		}
	}
	const problems = results.flatMap(describeProblems);
	const shift = Math.max(...results.map(({ layoutShift }) => layoutShift));
	return {
		metric: 'M12',
		what: 'front page: a post with six images and the list of posts, at 1280 and 390 px',
		measured: `CLS ${shift.toFixed(4)}; ${problems.length === 0 ? 'all as it must be' : `${problems.length} things are not as they must be`}`,
		mustReach:
			'width and height on every image (CLS 0), srcset + sizes, one fetchpriority=high, never lazy above the fold',
		ratio: null,
		verdict: problems.length === 0 ? 'reached' : 'falls short',
		comparison: '',
		notes: [
			...problems,
			`With the theme's own web fonts, which move lines of text a little while they load, CLS was ${results.map(({ name, shiftWithFonts }) => `${shiftWithFonts.toFixed(4)} on ${name}`).join(', ')}; without the fonts nothing is left but what images do.`,
			`Images looked at: ${results.map(({ name, images }) => `${name} ${images}`).join(', ')}.`,
		],
	};
}

function describeProblems(result: PageResult): string[] {
	const { name, layoutShift, unsized, withoutSrcset, highPriority, lazyAboveTheFold, images, moved } = result;
	const problems = [
		images === 0 && 'there is no image',
		layoutShift > 0 && `layout shift of ${layoutShift.toFixed(4)}: ${moved.join('; ')}`,
		unsized.length > 0 && `without width and height: ${unsized.join(', ')}`,
		withoutSrcset.length > 0 && `without srcset and sizes: ${withoutSrcset.join(', ')}`,
		highPriority !== 1 && `${highPriority} images with fetchpriority=high`,
		lazyAboveTheFold.length > 0 && `lazy above the fold: ${lazyAboveTheFold.join(', ')}`,
	];
	return problems.filter((problem) => problem !== false).map((problem) => `On ${name}: ${problem}.`);
}

/** Runs in the page. */
function describeImages(): Pick<PageResult, 'images' | 'unsized' | 'withoutSrcset'> {
	const images = [...document.querySelectorAll<HTMLImageElement>('main img')];
	const name = ({ currentSrc, src }: HTMLImageElement) => (currentSrc || src).split('/').at(-1) ?? '';
	return {
		images: images.length,
		unsized: images
			.filter((image) => !image.hasAttribute('width') || !image.hasAttribute('height'))
			.map(name),
		withoutSrcset: images.filter(({ srcset, sizes }) => srcset === '' || sizes === '').map(name),
	};
}

/** Runs in the page. */
function describeShifts(): Promise<string[]> {
	type Shift = PerformanceEntry & {
		value: number;
		hadRecentInput: boolean;
		sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
	};
	const name = (node: Node | null) => {
		const element = node instanceof Element ? node : node?.parentElement;
		return element ? `${element.localName}.${element.className}`.slice(0, 80) : 'something';
	};
	return new Promise((resolve) => {
		new PerformanceObserver((list) => {
			const shifts = (list.getEntries() as Shift[]).filter(({ hadRecentInput }) => !hadRecentInput);
			resolve(
				shifts.flatMap(({ sources, startTime }) =>
					sources.map(
						({ node, previousRect, currentRect }) =>
							`${name(node)} from ${previousRect.top.toFixed(1)} to ${currentRect.top.toFixed(1)} px after ${startTime.toFixed(0)} ms`,
					),
				),
			);
		}).observe({ type: 'layout-shift', buffered: true });
		setTimeout(() => resolve([]), 1_000);
	});
}
