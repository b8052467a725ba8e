import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPost } from '../posts/index.ts';
import { startSidecar } from '../wordpress/start-sidecar.ts';
import { runLimner } from './run-limner.ts';

let folder: string;
const run = (...parameters: string[]) => runLimner(['illustrate', ...parameters], { folder });
const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const written = () => (existsSync(join(folder, 'out')) ? readdirSync(join(folder, 'out')).sort() : []);

const FIGURE = /<figure>[\s\S]*?<\/figure>/g;
const SHORT =
	'# Bread\n\nBread is old, and everybody likes it when it is warm.\n\n## Flour and water\n\nTake flour from the mill and water from the well, and stir them in a bowl until they hold.\n';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'limner-command-line-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('a Markdown article', () => {
	it('gets desktop and mobile files and a copy with them in the right places, and stays as it is', async () => {
		const { content } = readPost('workshop-markdown');
		write('week.md', content);
		const { code, stdout, stderr } = await run('week.md', '--out', 'out', '--mobile', '--every-section');
		expect(stdout).toContain('7 made, 0 failed. Spent: nothing.');
		expect(stderr).toContain('7 of 7 made');
		expect(code).toBe(0);
		expect(read('week.md')).toBe(content);
		expect(written()).toHaveLength(15);

		const copy = read('out', 'week.illustrated.md');
		const figures = copy.match(FIGURE) ?? [];
		expect(figures).toHaveLength(7);
		expect(copy.replaceAll(/<figure>[\s\S]*?<\/figure>\n\n/g, '')).toBe(content);
		expect(copy.indexOf(figures[0] ?? '')).toBe('# A week in a limner’s workshop\n\n'.length);
		for (const figure of figures.slice(1)) {
			const before = copy.slice(0, copy.indexOf(figure)).trimEnd().split('\n\n');
			const heading = before.at(-2) ?? '';
			expect(heading).toMatch(/^## /);
			expect(figure).toContain(`alt="${heading.slice(3)}"`);
		}
	});

	it('names files that are what the copy says they are', async () => {
		write('bread.md', SHORT);
		expect((await run('bread.md', '--out', 'out', '--mobile', '--format', 'jpeg')).code).toBe(0);
		const copy = read('out', 'bread.illustrated.md');
		expect(written()).toEqual([
			'bread-mobile.jpg',
			'bread.illustrated.md',
			'bread.jpg',
			'flour-and-water-mobile.jpg',
			'flour-and-water.jpg',
		]);
		expect(copy).toContain(
			'<source media="(max-width: 599px)" srcset="flour-and-water-mobile.jpg" width="960" height="1200" type="image/jpeg">',
		);
		expect(copy).toContain(
			'<img src="flour-and-water.jpg" width="1600" height="900" alt="Flour and water" loading="lazy"',
		);
		expect(await sharp(join(folder, 'out', 'flour-and-water.jpg')).metadata()).toMatchObject({
			format: 'jpeg',
			width: 1600,
			height: 900,
		});
		expect(await sharp(join(folder, 'out', 'flour-and-water-mobile.jpg')).metadata()).toMatchObject({
			width: 960,
			height: 1200,
		});
	});

	it('keeps front matter first, Windows line ends, headings that repeat and letters of every script', async () => {
		const body = 'Here are words enough to say something about it, and then a few more words for the card.';
		const content = [
			'---',
			`title: 'One & "two" < 3'`,
			'---',
			body,
			'## 東京',
			body,
			'## 東京',
			body,
			'',
		].join('\r\n');
		write('mixed.md', content);
		expect((await run('mixed.md', '--out', 'out')).code).toBe(0);
		expect(written()).toEqual(['mixed.illustrated.md', 'one-two-3.webp', '東京-2.webp', '東京.webp']);
		const copy = read('out', 'mixed.illustrated.md');
		expect(copy.startsWith('---\r\ntitle: \'One & "two" < 3\'\r\n---\r\n\r\n<figure>\r\n')).toBe(true);
		expect(copy).toContain('alt="One &amp; &quot;two&quot; &lt; 3"');
		expect(copy).toContain(`src="${encodeURIComponent('東京-2.webp')}"`);
		expect(copy.replaceAll('\r\n', '')).not.toContain('\n');
	});

	it('gets no second image for what has one', async () => {
		write('bread.md', SHORT);
		await run('bread.md', '--out', 'out');
		copyFileSync(join(folder, 'out', 'bread.illustrated.md'), join(folder, 'again.md'));
		const { code, stdout } = await run('again.md', '--out', 'out2', '--every-section', '--dry-run');
		expect(stdout).toContain('0 images');
		expect(code).toBe(0);
	});
});

describe('an HTML article', () => {
	it('gets pictures in classic markup under its headings', async () => {
		const html =
			'<!doctype html>\n<html><head><title>Elsewhere</title></head>\n<body>\n<h1>Bread</h1>\n<p>Bread is old, and everybody likes it warm.</p>\n<h2>Flour</h2>\n<p>Take flour from the mill and water from the well, and stir them in a bowl.</p>\n</body></html>\n';
		write('bread.html', html);
		expect((await run('bread.html', '--out', 'out')).code).toBe(0);
		const copy = read('out', 'bread.illustrated.html');
		expect(copy.replaceAll(/\s*<figure>[\s\S]*?<\/figure>\s*/g, '\n')).toBe(html);
		expect(copy).toMatch(/<h1>Bread<\/h1>\s*<figure>/);
		expect(copy).toMatch(/in a bowl\.<\/p>\s*<figure>/);
	});

	it('gets HTML blocks in block markup', async () => {
		const { content } = readPost('workshop');
		write('week.html', content);
		expect((await run('week.html', '--out', 'out', '--images', '2')).code).toBe(0);
		const copy = read('out', 'week.illustrated.html');
		expect(copy.match(/<!-- wp:html -->\s*<figure>[\s\S]*?<\/figure>\s*<!-- \/wp:html -->/g)).toHaveLength(3);
		expect(copy.match(/<!-- \/?wp:paragraph -->/g)).toEqual(content.match(/<!-- \/?wp:paragraph -->/g));
		expect(copy).toMatch(/<!-- \/wp:[a-z]+ -->\s*<!-- wp:html -->/);
	});
});

describe('a plan', () => {
	it('can be had alone: nothing is made and nothing is written', async () => {
		write('bread.md', SHORT);
		const { code, stdout } = await run('bread.md', '--out', 'out', '--mobile', '--dry-run', '--json');
		const plan = JSON.parse(stdout);
		expect(code).toBe(0);
		expect(existsSync(join(folder, 'out'))).toBe(false);
		expect(plan).toMatchObject({ provider: 'sketch', drawn_without_ai: true, price_microdollars: 0 });
		expect(plan.images.map(({ title, files }: { title: string; files: object }) => [title, files])).toEqual([
			['Bread', { desktop: 'bread.webp', mobile: 'bread-mobile.webp' }],
			['Flour and water', { desktop: 'flour-and-water.webp', mobile: 'flour-and-water-mobile.webp' }],
		]);
	});

	it('draws the same images again, and others with another seed', async () => {
		write('bread.md', SHORT);
		const image = async (...more: string[]) => {
			expect((await run('bread.md', '--out', 'out', '--force', '--images', '0', ...more)).code).toBe(0);
			return readFileSync(join(folder, 'out', 'bread.webp'));
		};
		const first = await image();
		const other = await image('--seed', '2');
		expect(other.equals(first)).toBe(false);
		expect((await image()).equals(first)).toBe(true);
	});
});

describe('what is there already', () => {
	it('is not replaced without --force, and with it the original still is not touched', async () => {
		write('bread.md', SHORT);
		expect((await run('bread.md', '--out', 'out')).code).toBe(0);
		const before = readFileSync(join(folder, 'out', 'bread.webp'));
		const refused = await run('bread.md', '--out', 'out', '--seed', '1');
		expect(refused.code).toBe(1);
		expect(refused.stderr).toContain('(would_overwrite)');
		expect(refused.stderr).toContain('Add --force');
		expect(readFileSync(join(folder, 'out', 'bread.webp')).equals(before)).toBe(true);

		rmSync(join(folder, 'out', 'bread.illustrated.md'));
		symlinkSync(join(folder, 'bread.md'), join(folder, 'out', 'bread.illustrated.md'));
		expect((await run('bread.md', '--out', 'out', '--seed', '1', '--force')).code).toBe(0);
		expect(readFileSync(join(folder, 'out', 'bread.webp')).equals(before)).toBe(false);
		expect(read('bread.md')).toBe(SHORT);
		expect(read('out', 'bread.illustrated.md')).toContain('<figure>');
	});
});

describe('what cannot be done', () => {
	const cases: [
		code: string,
		advice: string,
		article: string,
		content: string | Uint8Array | null,
		parameters: string[],
	][] = [
		['article_missing', 'Check its name', 'gone.md', null, []],
		['article_kind_unknown', '.md, .markdown, .html', 'bread.txt', SHORT, []],
		['article_unreadable', 'not text in UTF-8', 'latin.md', new Uint8Array([0x23, 0x20, 0xe9, 0xff]), []],
		['post_empty', 'Write a title or some text', 'empty.md', ' \n\n', []],
		['post_too_large', 'up to 2 MB', 'long.md', 'word '.repeat(500_000), []],
		['provider_unknown', '`limner providers` lists them', 'bread.md', SHORT, ['--provider', 'crayon']],
		['provider_key_missing', 'Set OPENAI_API_KEY', 'bread.md', SHORT, ['--provider', 'openai']],
		[
			'model_unknown',
			'Leave the model out',
			'bread.md',
			SHORT,
			['--provider', 'sketch', '--model', 'charcoal'],
		],
		['folder_not_writable', 'name another folder', 'bread.md', SHORT, ['--out', 'bread.md/images']],
		['data_folder_unusable', 'name another one with --data', 'bread.md', SHORT, ['--data', 'bread.md/data']],
	];
	it.each(cases)(
		'%s: says so, says what to do, and writes nothing',
		async (code, advice, article, content, more) => {
			if (content !== null) write(article, content);
			const ended = await run(article, '--out', 'out', ...more);
			expect(ended.stderr).toContain(`(${code}).`);
			expect(ended.stderr).toContain(advice);
			expect(ended.stderr).not.toMatch(/\n\s+at /);
			expect(ended.code).toBe(1);
			expect(written()).toEqual([]);
		},
	);

	it('says the same to programs', async () => {
		const { code, stdout } = await run('gone.md', '--out', 'out', '--json');
		expect(JSON.parse(stdout)).toMatchObject({
			error: { code: 'article_missing', title: 'There is no file gone.md' },
		});
		expect(code).toBe(1);
	});

	it.each([
		['--size', '9000x10', 'such as 1600x900'],
		['--images', '51', 'from 0 to 50'],
		['--format', 'gif', 'Allowed choices are webp'],
	])('refuses %s %s', async (option, value, advice) => {
		const { code, stderr } = await run('bread.md', '--out', 'out', option, value);
		expect(stderr).toContain(advice);
		expect(code).toBe(1);
	});
});

describe('other programs of Limner', () => {
	it('may run beside it: a sidecar keeps its own data', async () => {
		write('bread.md', SHORT);
		const sidecar = await startSidecar({ dataFolder: join(folder, 'data') });
		try {
			expect((await run('bread.md', '--out', 'out')).code).toBe(0);
			const shared = await run('bread.md', '--out', 'out2', '--data', 'data');
			expect(shared.stderr).toContain('is in use by process');
			expect(shared.code).toBe(1);
		} finally {
			await sidecar.stop();
		}
	});

	it('keep a data folder to themselves while they run', async () => {
		write('bread.md', SHORT);
		mkdirSync(join(folder, 'mine'));
		write('mine/limner.lock', `${process.pid}\n`);
		const lock = new DatabaseSync(join(folder, 'mine/lock.sqlite'));
		lock.exec('BEGIN EXCLUSIVE');
		const { code, stderr } = await run('bread.md', '--out', 'out', '--data', 'mine');
		expect(stderr).toContain(`is in use by process ${process.pid}`);
		expect(code).toBe(1);
		expect(written()).toEqual([]);
		lock.close();
		expect((await run('bread.md', '--out', 'out', '--data', 'mine')).code).toBe(0);
	});
});
