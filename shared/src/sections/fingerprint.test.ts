import { describe, expect, it } from 'vitest';
import { extractSections } from './extract-sections.ts';
import { matchSections, similarity, type KnownSection, type SectionMatch } from './fingerprint.ts';
import type { Section } from './outline.ts';

interface Draft {
	/** Stays with the section through every change, so that a test knows what became of it. */
	id: string;
	heading: string;
	level: number;
	sentences: string[];
}

/** A small generator with a seed (mulberry32), so that a failing case can be run again. */
function seeded(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

const WORDS =
	'stone river lamp apple winter hand boat glass road night cloud house dog salt iron leaf song hill bread wool moon rope clay bird'.split(
		' ',
	);

function write(random: (below: number) => number, count: number): string[] {
	return Array.from({ length: count }, () => {
		const length = 8 + random(8);
		return `${Array.from({ length }, () => `${WORDS[random(WORDS.length)]}${WORDS[random(WORDS.length)]}`).join(' ')}.`;
	});
}

const HEADINGS = [
	'What worked',
	'What failed',
	'Example',
	'The harbour',
	'The mill',
	'Notes',
	'By boat',
	'By cart',
];

function draftPost(random: (below: number) => number, count: number): Draft[] {
	return Array.from({ length: count }, (_, index) => ({
		id: `section-${index}`,
		heading: HEADINGS[random(HEADINGS.length)] ?? '',
		level: 2 + random(2),
		sentences: write(random, 4 + random(6)),
	}));
}

function sectionsOf(drafts: readonly Draft[]): Section[] {
	const content = drafts.map(
		({ heading, level, sentences }) => `<h${level}>${heading}</h${level}>\n\n${sentences.join('\n\n')}`,
	);
	const outline = extractSections(content.join('\n\n'), { patterns: [], title: '' });
	return outline.kind === 'outline' ? outline.sections : [];
}

const know = (drafts: readonly Draft[]): KnownSection[] =>
	sectionsOf(drafts).map(({ fingerprint }, index) => ({ id: drafts[index]?.id ?? '', fingerprint }));

const match = (before: readonly Draft[], after: readonly Draft[]): SectionMatch[] =>
	matchSections(know(before), sectionsOf(after));

function shuffle<T>(items: readonly T[], random: (below: number) => number): T[] {
	const left = [...items];
	return items.flatMap(() => left.splice(random(left.length), 1));
}

const section = (id: string, heading: string, ...sentences: string[]): Draft => ({
	id,
	heading,
	level: 2,
	sentences,
});

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

describe('sections of a post whose headings repeat, found again', () => {
	const mutations: [string, (drafts: Draft[], random: (below: number) => number) => Draft[]][] = [
		['unchanged', (drafts) => drafts],
		['moved about', shuffle],
		[
			'with new sections between',
			(drafts, random) =>
				drafts.flatMap((draft) => [{ ...draft, id: 'new', sentences: write(random, 5) }, draft]),
		],
		['with others deleted', (drafts, random) => drafts.filter(() => random(3) > 0)],
		[
			'all renamed',
			(drafts) => drafts.map((draft, index) => ({ ...draft, heading: `Chapter ${index} anew` })),
		],
		[
			'with a sentence more each',
			(drafts, random) =>
				drafts.map((draft) => ({ ...draft, sentences: [...draft.sentences, ...write(random, 1)] })),
		],
		[
			'with a sentence less each',
			(drafts) => drafts.map((draft) => ({ ...draft, sentences: draft.sentences.slice(1) })),
		],
		[
			'moved, renamed and edited',
			(drafts, random) =>
				shuffle(drafts, random).map((draft) => ({
					...draft,
					heading: 'Other',
					sentences: draft.sentences.slice(1),
				})),
		],
	];

	it.each(mutations)('%s', (_, mutate) => {
		for (const seed of SEEDS) {
			const random = seeded(seed);
			const before = draftPost(random, 3 + random(12));
			const after = mutate(before, random);
			for (const { id, result, index } of match(before, after)) {
				const expected = after.findIndex((draft) => draft.id === id);
				expect({ seed, id, result, index }).toEqual({
					seed,
					id,
					result: expected < 0 ? 'gone' : 'found',
					index: expected < 0 ? null : expected,
				});
			}
		}
	});

	it('never gives one section twice, whatever happens to the post', () => {
		for (const seed of SEEDS) {
			const random = seeded(seed);
			const before = draftPost(random, 10);
			const after = shuffle([...before, ...before.slice(0, 3), ...draftPost(random, 5)], random).slice(0, 12);
			const found = match(before, after).flatMap(({ index }) => (index === null ? [] : [index]));
			expect(new Set(found).size).toBe(found.length);
		}
	});
});

describe('one section found again', () => {
	const text = [
		'The road begins at a stair that goes down into the water.',
		'Its lowest steps are green with weed.',
		'Porters wore the upper ones hollow.',
	];
	const rewritten = [
		'Nobody remembers who laid the first plank of the pier.',
		'Gulls sit on it in a row all morning.',
	];
	const other = section(
		'other',
		'The moor',
		'Cotton grass and black pools.',
		'Birch posts show the way in snow.',
	);
	const known = [section('steps', 'The harbour steps', ...text), other];

	it('by its heading when the text is rewritten, and says that the text changed', () => {
		expect(match(known, [other, section('steps', 'The harbour steps', ...rewritten)])[0]).toEqual({
			id: 'steps',
			result: 'found',
			index: 1,
			textChanged: true,
		});
	});

	it('by its text when the heading is another, and says that the text did not change', () => {
		expect(match(known, [other, section('steps', 'Where it starts', ...text)])[0]).toEqual({
			id: 'steps',
			result: 'found',
			index: 1,
			textChanged: false,
		});
	});

	it('does not call a mended word a changed text', () => {
		const mended = text.map((sentence) => sentence.replace('lowest', 'bottom'));
		expect(match(known, [section('steps', 'The harbour steps', ...mended)])[0]).toMatchObject({
			result: 'found',
			textChanged: false,
		});
	});

	it('by its heading where neither has text', () => {
		expect(match([section('a', 'Alone')], [section('a', 'Alone'), section('b', 'Another')])[0]).toMatchObject(
			{ result: 'found', index: 0 },
		);
	});

	it('is gone when heading and text are others, even at the same position', () => {
		expect(match(known, [section('x', 'Where to sleep', ...rewritten), other])[0]).toEqual({
			id: 'steps',
			result: 'gone',
			index: null,
			textChanged: false,
		});
	});

	it('is gone when only a repeated heading under another one remains', () => {
		const under = (parent: string, ...sentences: string[]) => [
			section('parent', parent, `About ${parent} only.`),
			{ ...section(parent, 'What worked', ...sentences), level: 3 },
		];
		const before = [...under('Terrace', ...text), ...under('Yard', ...rewritten)];
		expect(match(before, under('Yard', ...rewritten)).map(({ id, result }) => [id, result])).toContainEqual([
			'Terrace',
			'gone',
		]);
	});

	it('is ambiguous when two sections are the same', () => {
		const twice = [
			section('steps', 'The harbour steps', ...text),
			other,
			section('copy', 'The harbour steps', ...text),
		];
		expect(match(known, twice).map(({ result }) => result)).toEqual(['ambiguous', 'found']);
	});

	it('is ambiguous when two known sections fit one, and when both of two fit both', () => {
		const same = [section('one', 'Same', ...text), section('two', 'Same', ...text)];
		expect(match(same, same.slice(1)).map(({ result }) => result)).toEqual(['ambiguous', 'ambiguous']);
		expect(match(same, same).map(({ result }) => result)).toEqual(['ambiguous', 'ambiguous']);
	});

	it('does not depend on the order of either side', () => {
		for (const seed of SEEDS.slice(0, 10)) {
			const random = seeded(seed);
			const before = draftPost(random, 8);
			const after = sectionsOf(before);
			const byId = (matches: SectionMatch[]) => new Map(matches.map(({ id, index }) => [id, index]));
			const reordered = matchSections(shuffle(know(before), random), shuffle(after, random));
			expect(byId(reordered)).toEqual(byId(matchSections(know(before), after)));
		}
	});

	it('works for scripts without spaces between words', () => {
		const japanese = section(
			'ja',
			'水',
			'冷たい水のほうが繊維が沈まず、薄くて丈夫な紙になるのだという。',
			'窓の外では雪が静かに降っていた。',
		);
		const renamed = {
			...japanese,
			heading: '紙',
			sentences: japanese.sentences.map((sentence) => sentence.replace('静かに', '')),
		};
		expect(match([japanese], [other, renamed])[0]).toMatchObject({ result: 'found', index: 1 });
	});

	it('gives the best total: nobody takes the only place of another', () => {
		const stays = section('stays', 'Steps', ...text, ...rewritten);
		const both = match(
			[section('wide', 'Steps', ...text, ...rewritten), section('narrow', 'Steps', ...rewritten)],
			[stays, section('narrow', 'Steps', ...text)],
		);
		expect(both.every(({ result }) => result !== 'gone')).toBe(true);
	});
});

describe('the sketch', () => {
	it('fits the wire: at most 32 ascending unsigned integers', () => {
		const [long] = sectionsOf([section('long', 'Long', ...write(seeded(1), 50))]);
		const { sketch } = long?.fingerprint ?? { sketch: [] };
		expect(sketch).toHaveLength(32);
		expect(sketch).toEqual([...sketch].sort((one, other) => one - other));
		expect(sketch.every((hash) => Number.isInteger(hash) && hash >= 0 && hash <= 0xffffffff)).toBe(true);
	});

	it('estimates how much of two texts is common', () => {
		const sentences = write(seeded(2), 60);
		const [whole, half, none] = sectionsOf([
			section('a', 'Same', ...sentences),
			section('b', 'Same', ...sentences.slice(30)),
			section('c', 'Same', ...write(seeded(3), 60)),
		]);
		if (!whole || !half || !none) throw new Error('three sections were written');
		expect(similarity(whole.fingerprint, whole.fingerprint)).toBe(1);
		expect(similarity(whole.fingerprint, half.fingerprint)).toBeGreaterThan(0.55);
		expect(similarity(whole.fingerprint, half.fingerprint)).toBeLessThan(0.85);
		expect(similarity(whole.fingerprint, none.fingerprint)).toBeLessThan(0.45);
	});
});
