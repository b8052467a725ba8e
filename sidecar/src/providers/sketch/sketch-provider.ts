import { LimnerError } from '../../errors/limner-error.ts';
import { firstLetterWithoutFont, scriptName } from '../../fonts/bundled-fonts.ts';
import type { ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { drawCard } from './draw-card.ts';
import { cleanText } from './prepare-text.ts';

const SMALLEST = 256;
const LARGEST = 4096;
const WIDEST = 3;

/**
 * Draws a title card on this machine, without any model: no key, no cost, no request to anywhere. Being local it
 * may be asked once more for the mobile size, which is better than a crop: the words are set anew for the ratio.
 */
export function createSketchProvider(): ImageProvider {
	return {
		name: 'sketch',
		kind: 'local',
		async makeImage(request, { signal }): Promise<ImageResult> {
			refuseImpossibleSize(request);
			const card = cardOf(request);
			refuseUnknownScript(card.title + card.kicker);
			try {
				const bytes = await drawCard(card, signal);
				return { bytes, revisedPrompt: null, seed: request.seed, usage: null, costMicrodollars: 0 };
			} catch (error) {
				if (signal.aborted)
					throw new LimnerError('cancelled', { cause: 'the card was cancelled', origin: error });
				throw error;
			}
		},
	};
}

function cardOf({ card, width, height, seed }: ImageRequest) {
	return {
		width,
		height,
		seed,
		title: cleanText(card.title),
		kicker: cleanText(card.kicker),
		language: canonicalLanguage(card.language),
		palette: card.palette,
		imageType: card.imageType,
		...(card.set === undefined ? {} : { set: card.set }),
	};
}

/** WordPress writes `pt_BR`; what is no language at all is drawn as English. */
function canonicalLanguage(language: string): string {
	try {
		return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0] ?? 'en';
	} catch {
		return 'en';
	}
}

function refuseImpossibleSize({ width, height }: ImageRequest): void {
	const inRange = [width, height].every(
		(side) => Number.isInteger(side) && side >= SMALLEST && side <= LARGEST,
	);
	if (inRange && width <= height * WIDEST && height <= width * WIDEST) return;
	throw new LimnerError('size_unsupported', {
		cause: `${width}x${height}: sides of ${SMALLEST} to ${LARGEST} pixels, at most ${WIDEST}:1`,
		subject: `${width}x${height}`,
	});
}

/** Boxes in place of letters would be worse than no card. */
function refuseUnknownScript(text: string): void {
	const letter = firstLetterWithoutFont(text);
	if (letter === null) return;
	const script = scriptName(letter);
	throw new LimnerError('provider_rejected_request', {
		cause: `no bundled font has "${letter}" (${script})`,
		subject: script,
	});
}
