import type { ComparedModel, Comparison } from '@limner/shared/contracts/comparison';
import { describeError } from '../../errors/error-sentences.ts';
import { formatBytes, formatPrice } from '../illustrate/terminal-text.ts';
import { escapeHtml } from '../run/escape-html.ts';

/** A page without scripts that shows the images beside each other; their files stand beside it. */
export function writeContactSheet(
	{ prompt, models }: Comparison,
	files: ReadonlyMap<number, string>,
): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Comparison: ${escapeHtml(prompt.slice(0, 80))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${models.length} models, one prompt</h1>
<blockquote>${escapeHtml(prompt)}</blockquote>
<ol>
${models.map((model) => `<li>\n${describeOne(model, files, prompt)}\n</li>`).join('\n')}
</ol>
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 100rem; margin: 0 auto; padding: 1rem; }
blockquote { margin: 0 0 1.5rem; padding-left: 1rem; border-left: 0.25rem solid; max-width: 70ch; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 2rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); }
h2 { font-size: 1.1rem; margin: 0 0 0.5rem; }
img { display: block; width: 100%; height: auto; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; margin: 0.5rem 0 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
`;

function describeOne(model: ComparedModel, files: ReadonlyMap<number, string>, prompt: string): string {
	const { number, title, image } = model;
	const file = files.get(number);
	const heading = `<h2>${number}. ${escapeHtml(title)}</h2>`;
	if (image === null || file === undefined)
		return [heading, describeFailure(model), factsOf(model)].join('\n');
	const address = escapeHtml(encodeURIComponent(file));
	const alt = escapeHtml(`${title}: ${prompt}`);
	const picture = `<a href="${address}"><img src="${address}" width="${image.width}" height="${image.height}" alt="${alt}" loading="lazy"></a>`;
	return [heading, picture, factsOf(model)].join('\n');
}

function describeFailure({ error }: ComparedModel): string {
	if (error === null) return '<p>Not made.</p>';
	const { title, advice } = describeError(error.code, error);
	return `<p><strong>${escapeHtml(title)}.</strong> ${escapeHtml(advice)}</p>`;
}

function factsOf(model: ComparedModel): string {
	const { provider, model: name, seconds, image } = model;
	const isMade = image !== null;
	const facts: [string, string][] = [
		['Provider', provider],
		['Model', name],
		...(isMade && seconds !== null ? [['Time', formatTime(seconds)] satisfies [string, string]] : []),
		...(isMade ? [['Price', formatPrice(priceOf(model))] satisfies [string, string]] : []),
		...(image
			? [
					['Size', `${image.width} × ${image.height} pixels, ${formatBytes(image.byte_length)}`] satisfies [
						string,
						string,
					],
				]
			: []),
	];
	return `<dl>${facts.map(([term, text]) => `<dt>${term}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>`;
}

/** What it cost, where the provider said so, else what was expected. Micro-dollars. */
export function priceOf({ cost_microdollars, price_microdollars }: ComparedModel): number | null {
	return cost_microdollars ?? price_microdollars;
}

/** Two models often differ by less than a second. */
export function formatTime(seconds: number): string {
	return seconds < 90 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`;
}
