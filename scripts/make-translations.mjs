/**
 * `npm run translations` writes plugin/languages/limner.pot: every text of the plugin's PHP and of its scripts, for
 * translators. A text of the editor is listed under the built file that holds it, as WordPress looks its translations
 * up by that name.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import babel from '@babel/core';
import makepot from '@wordpress/babel-plugin-makepot';
import gettext from 'gettext-parser';
import wpPot from 'wp-pot';

const root = join(import.meta.dirname, '..');
const plugin = join(root, 'plugin');
const editor = join(root, 'block-editor/src');
const target = join(plugin, 'languages/limner.pot');

process.chdir(root);
const all = readPhp();
for (const texts of readScripts()) addScripts(all.translations, texts);
writeFileSync(target, gettext.po.compile(sorted(all)));
const count = Object.values(all.translations).flatMap((texts) => Object.keys(texts)).length - 1;
console.log(`${relative(root, target)}: ${count} texts`);

function readPhp() {
	const php = new wpPot.WP_Pot({
		pathsRelativeTo: `${plugin}/`,
		php: { textdomain: 'limner', metadataFile: 'limner.php' },
		pot: { package: 'Limner', defaultHeaders: false },
	});
	const files = filesBelow(join(plugin, 'includes')).filter((file) => file.endsWith('.php'));
	php.parse([join(plugin, 'limner.php'), ...files]);
	const parsed = gettext.po.parse(php.generatePot());
	// The day of the run would be a change without a change.
	for (const name of Object.keys(parsed.headers)) {
		if (/^pot-creation-date$/i.test(name)) delete parsed.headers[name];
	}
	return parsed;
}

/** Of each file by itself, as the plugin writes a file anew for each. */
function readScripts() {
	const sources = filesBelow(editor).filter(
		(file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file),
	);
	const assets = filesBelow(join(plugin, 'assets')).filter((file) => file.endsWith('.js'));
	const folder = mkdtempSync(join(tmpdir(), 'limner-translations-'));
	const found = [...sources, ...assets].map((file, number) =>
		readScript(file, join(folder, `${number}.pot`)),
	);
	rmSync(folder, { recursive: true });
	return found;
}

function readScript(file, output) {
	babel.transformFileSync(file, {
		cwd: root,
		configFile: false,
		babelrc: false,
		code: false,
		parserOpts: { plugins: syntaxOf(file) },
		plugins: [[makepot, { output }]],
	});
	return existsSync(output) ? gettext.po.parse(readFileSync(output)).translations : {};
}

function syntaxOf(file) {
	if (file.endsWith('.tsx')) return ['jsx', 'typescript'];
	return file.endsWith('.ts') ? ['typescript'] : [];
}

function addScripts(known, scripts) {
	for (const [context, texts] of Object.entries(scripts)) {
		known[context] ??= {};
		for (const [text, entry] of Object.entries(texts)) {
			if (text === '') continue;
			const before = known[context][text];
			const references = [...(before?.comments?.reference ?? '').split('\n'), ...builtFiles(entry)];
			known[context][text] = {
				...entry,
				...before,
				comments: {
					...entry.comments,
					...before?.comments,
					reference: [...new Set(references.filter(Boolean))].join('\n'),
				},
			};
		}
	}
}

/** Only index.tsx is in the script that every editor page loads; everything else comes when it is opened. */
function builtFiles(entry) {
	return entry.comments.reference.split('\n').map((reference) => {
		const file = reference.replace(/:\d+$/, '');
		if (!file.startsWith('block-editor/')) return reference.replace(/^plugin\//, '');
		return `${file === 'block-editor/src/index.tsx' ? 'build/index.js' : 'build/images.js'}:1`;
	});
}

/** By place, so that a new text changes one line of the file and not all. */
function sorted(pot) {
	for (const [context, texts] of Object.entries(pot.translations)) {
		const place = ([text, entry]) => (text === '' ? '' : (entry.comments?.reference ?? ''));
		pot.translations[context] = Object.fromEntries(
			Object.entries(texts).sort((one, other) =>
				place(one).localeCompare(place(other), 'en', { numeric: true }),
			),
		);
	}
	return pot;
}

function filesBelow(folder) {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}
