import { readFileSync } from 'node:fs';

/** Articles written for this project; what each of them is good for stands beside its name. */
const POSTS = {
	/** 1,480 words, a lead and six sections, as blocks: the sample post. */
	workshop: { title: 'A week in a limner’s workshop', file: 'workshop.blocks.html' },
	/** The same as the classic editor stores it: paragraphs by blank lines. */
	'workshop-classic': { title: 'A week in a limner’s workshop', file: 'workshop.classic.html' },
	'workshop-markdown': { title: 'A week in a limner’s workshop', file: 'workshop.md' },
	/** Four sections each, in scripts from right to left, and without spaces. */
	arabic: { title: 'مجلد الكتب في السوق القديم', file: 'arabic.html' },
	japanese: { title: '冬の紙漉き工房で過ごした一日', file: 'japanese.html' },
	thai: { title: 'ร่มกระดาษริมคลอง', file: 'thai.html' },
	/** Groups, columns, a cover, details and a synced pattern with a heading inside. */
	nested: {
		title: 'Along the old salt road',
		file: 'nested.html',
		patterns: { 901: 'nested.pattern-901.html' },
	},
	/** The same two headings under three others. */
	'repeated-headings': { title: 'Three gardens, one gardener', file: 'repeated-headings.html' },
	'no-headings': { title: 'The five past seven ferry', file: 'no-headings.html' },
	/** Code with headings in it, an image, a gallery, a table, a shortcode, buttons, an embed. */
	'code-and-pictures': { title: 'A weather station on the balcony', file: 'code-and-pictures.html' },
} satisfies Record<string, { title: string; file: string; patterns?: Record<number, string> }>;

export type PostName = keyof typeof POSTS | '300-headings';

export interface TestPost {
	title: string;
	content: string;
	patterns: { id: number; content: string }[];
}

export const POST_NAMES: PostName[] = [...(Object.keys(POSTS) as (keyof typeof POSTS)[]), '300-headings'];

const readText = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

export function readPost(name: PostName): TestPost {
	if (name === '300-headings')
		return { title: 'An inventory of small things', content: makeLongPost(300), patterns: [] };
	const post: { title: string; file: string; patterns?: Record<number, string> } = POSTS[name];
	const patterns = Object.entries(post.patterns ?? {}).map(([id, file]) => ({
		id: Number(id),
		content: readText(file),
	}));
	return { title: post.title, content: readText(post.file), patterns };
}

const THINGS = [
	'lantern',
	'basket',
	'kettle',
	'ladder',
	'mirror',
	'button',
	'feather',
	'anchor',
	'whistle',
	'compass',
];
const PLACES = [
	'attic',
	'harbour',
	'orchard',
	'station',
	'chapel',
	'market',
	'cellar',
	'bakery',
	'lighthouse',
	'mill',
];

/** A post with as many headings as asked for, each followed by two paragraphs of its own. */
export function makeLongPost(headings: number): string {
	const sections = Array.from({ length: headings }, (_, index) => {
		const thing = THINGS[index % THINGS.length];
		const place = PLACES[Math.floor(index / THINGS.length) % PLACES.length];
		const found = `Number ${index + 1} is a ${thing} that was found in the ${place} on day ${(index * 7) % 365} of the year.`;
		const kept = `It is kept in drawer ${index % 48}, wrapped in cloth, beside a note about the ${place} and its ${thing}.`;
		return [
			`<!-- wp:heading -->\n<h2 class="wp-block-heading">${index + 1}. The ${thing} from the ${place}</h2>\n<!-- /wp:heading -->`,
			`<!-- wp:paragraph -->\n<p>${found}</p>\n<!-- /wp:paragraph -->`,
			`<!-- wp:paragraph -->\n<p>${kept}</p>\n<!-- /wp:paragraph -->`,
		].join('\n\n');
	});
	return sections.join('\n\n');
}
