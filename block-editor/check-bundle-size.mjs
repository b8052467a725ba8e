/**
 * Fails where the editor's script is heavier than promised, or carries what has no place in it. Run after the build:
 * `npm run check-bundle-size -w block-editor`. Another folder than the plugin's own can be named.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Bytes, gzipped: everything together, and what is there before anybody opens the sidebar. */
const LIMITS = { total: 25 * 1024, stub: 4 * 1024 };

/** What tells a library in minified code: names and texts that survive it. */
const UNWANTED = {
	zod: /ZodError|invalid_union|unrecognized_keys|_zod\b/,
	'a Markdown parser': /setextHeading|atxHeading|fencedCode|markdownlint|mdast|commonmark/i,
};

const [, , named] = process.argv;
const folder = named ? pathToFileURL(`${resolve(named)}/`) : new URL('../plugin/build/', import.meta.url);
const scripts = readdirSync(folder)
	.filter((name) => name.endsWith('.js'))
	.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

if (!scripts.some(({ name }) => name === 'index.js')) {
	console.error('index.js is missing. Build it first: npm run build -w block-editor');
	process.exit(1);
}

const sizes = scripts.map(({ name, text }) => ({ name, bytes: gzipSync(text, { level: 9 }).length }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const stub = sizes.find(({ name }) => name === 'index.js')?.bytes ?? 0;
const problems = [];
if (total > LIMITS.total) problems.push(`all scripts together: ${total} bytes, more than ${LIMITS.total}`);
if (stub > LIMITS.stub) problems.push(`index.js: ${stub} bytes, more than ${LIMITS.stub}`);
for (const { name, text } of scripts) {
	for (const [library, trace] of Object.entries(UNWANTED)) {
		if (trace.test(text)) problems.push(`${name} holds ${library}`);
	}
}

for (const { name, bytes } of sizes) console.log(`${name}: ${bytes} bytes gzipped`);
console.log(`together: ${total} of ${LIMITS.total} bytes`);
for (const problem of problems) console.error(`The editor's script is not as promised: ${problem}`);
process.exit(problems.length > 0 ? 1 : 0);
