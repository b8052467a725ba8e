import { ERROR_CODES, type ErrorCode, type ErrorInfo } from '@limner/shared/contracts/error-code';
import { planSchema } from '@limner/shared/contracts/plan';
import { candidateSchema } from '@limner/shared/contracts/post-images';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';

/** What a person reads in the editor when something went wrong: the plugin writes it for every failure. */
const wordpress = sharedWordPress();
const codes = Object.keys(ERROR_CODES) as ErrorCode[];

type Failed = Partial<ErrorInfo> & { code: ErrorCode };
type Sentence = NonNullable<ErrorInfo['sentence']>;

/** The sentences as the editor gets them, each error being that of an attempt that costs $0.0412. */
async function sentencesOf(errors: Failed[]): Promise<Sentence[]> {
	const attempts = errors.map((error) => ({
		price_microdollars: 41_200,
		error: { retryable: false, cause: 'cause', charged: 'no', subject: '', amount: null, ...error },
	}));
	const slots = attempts.map((attempt) => ({ attempt, candidates: [] }));
	const images = { connection: { error: null }, plan: null, slots };
	const encoded = Buffer.from(JSON.stringify(images)).toString('base64');
	return await wordpress.runPhp<Sentence[]>(`
		$images = Limner\\REST\\SpokenImages::of( json_decode( base64_decode( '${encoded}' ), true ) );
		return array_map( static fn ( $slot ) => $slot['attempt']['error']['sentence'], $images['slots'] );
	`);
}

async function sentenceOf(error: Failed): Promise<Sentence | undefined> {
	return (await sentencesOf([error]))[0];
}

beforeAll(async () => {
	await wordpress.runPhp(`
		return update_option( 'limner_site_state', array( 'state' => array( 'providers' => array( array( 'name' => 'openai', 'title' => 'OpenAI' ) ) ), 'asked_at' => 1 ), false );
	`);
});
afterAll(() => wordpress.runPhp(`return delete_option( 'limner_site_state' );`));

describe('the sentence of a failure', () => {
	test('says of each code what happened and what to do, in plain words', async () => {
		const sentences = await sentencesOf(codes.map((code) => ({ code, subject: 'openai', amount: 60 })));
		expect(sentences).toHaveLength(codes.length);
		const internal = sentences[codes.indexOf('internal')];
		for (const [position, { title, text }] of sentences.entries()) {
			const code = codes[position];
			expect(title, code).not.toBe('');
			expect(title, code).not.toMatch(/\.$/);
			expect(text, code).not.toBe('');
			expect(`${title} ${text}`, code).not.toMatch(
				/%\d|something went wrong|oops|invalid|\bjob\b|queue|payload|!/i,
			);
			if (code !== 'internal') expect(title, code).not.toBe(internal?.title);
		}
	});

	test('names the provider as people do, and whether it cost anything', async () => {
		const refused = { code: 'provider_moderated', subject: 'openai' } as const;
		expect(await sentenceOf(refused)).toEqual({
			title: 'OpenAI declined this prompt',
			text: 'Its safety system refused the wording. Nothing was charged. Edit the prompt.',
		});
		expect((await sentenceOf({ ...refused, charged: 'unknown' }))?.text).toContain(
			'It may have been charged.',
		);
		expect((await sentenceOf({ ...refused, subject: '' }))?.title).toBe('The provider declined this prompt');
	});

	test('names what a model that cannot be had is best replaced by', async () => {
		expect(await sentenceOf({ code: 'model_unknown', subject: 'gpt-9 → gpt-image-2?' })).toEqual({
			title: 'There is no model gpt-9',
			text:
				'The provider does not have it. Nothing was charged. Choose another one in the settings. ' +
				'gpt-image-2 would do.',
		});
	});

	test('says which limit was reached, whose it is, how much, and when it begins anew', async () => {
		const reached = { code: 'budget_reached', subject: 'person_month', amount: 20_000_000 } as const;
		const mine = await sentenceOf({ ...reached, budget: { whose: '', resets_on: '2026-12-15' } });
		expect(mine?.text).toMatch(
			/^This would pass your limit for a month\. It is \$20\.00\. It begins anew on December 15, 2026\. Nothing was spent\./,
		);
		const images = { ...reached, subject: 'person_month_images', amount: 1 };
		const hers = await sentenceOf({ ...images, budget: { whose: 'Ada', resets_on: null } });
		expect(hers?.text).toContain('This would pass Ada’s limit of images for a month. It is 1 image. ');
	});

	test('says what making an image in doubt again could cost: what its attempt costs', async () => {
		const doubt = { code: 'outcome_in_doubt', charged: 'unknown' } as const;
		expect((await sentenceOf(doubt))?.text).toMatch(/Making it again could cost \$0\.04 again\.$/);
		expect((await sentenceOf({ ...doubt, amount: 4_120 }))?.text).toContain('could cost $0.0041 again');
	});

	test('says whose disk is full', async () => {
		const full = { code: 'disk_full', amount: 1_000_000 } as const;
		expect((await sentenceOf({ ...full, subject: 'sidecar' }))?.text).toContain(
			'The disk of the image service is full.',
		);
		expect((await sentenceOf({ ...full, subject: 'uploads' }))?.text).toContain(
			'The disk of this site is full.',
		);
	});
});

/** Of the notices of a plan and of the findings of an image. */
async function remarksOf(
	notices: object[],
	findings: object[],
): Promise<{ notices: string[]; findings: string[] }> {
	const images = {
		connection: { error: null },
		plan: { notices, error: null },
		slots: [{ attempt: null, candidates: [{ findings, error: null }] }],
	};
	const encoded = Buffer.from(JSON.stringify(images)).toString('base64');
	return await wordpress.runPhp(`
		$images = Limner\\REST\\SpokenImages::of( json_decode( base64_decode( '${encoded}' ), true ) );
		return array(
			'notices' => array_column( $images['plan']['notices'], 'sentence' ),
			'findings' => array_column( $images['slots'][0]['candidates'][0]['findings'], 'sentence' ),
		);
	`);
}

describe('what is no failure', () => {
	test('has a sentence for every notice of a plan, but where the list itself says it', async () => {
		const codes = planSchema.shape.notices.element.shape.code.options;
		const { notices } = await remarksOf(
			codes.map((code) => ({ code, subject: code === 'budget_nearly_reached' ? 'person_month' : 'openai' })),
			[],
		);
		const silent = codes.filter((_, position) => notices[position] === '');
		expect(silent).toEqual(['no_sections']);
		expect(notices[codes.indexOf('provider_unchecked')]).toMatch(/^OpenAI has not/);
		expect(notices[codes.indexOf('budget_nearly_reached')]).toBe(
			'More than 80% of a limit is used: your limit for a month.',
		);
	});

	test('has one for everything that looks wrong with an image, with what to do', async () => {
		const codes = candidateSchema.shape.findings.unwrap().element.shape.code.options;
		const { findings } = await remarksOf(
			[],
			[...codes.map((code) => ({ code, subject: 'Soil' })), { code: 'near_duplicate', subject: '' }],
		);
		expect(new Set(findings).size).toBe(codes.length + 1);
		expect(findings.join('\n')).not.toMatch(/^Something looks wrong/m);
		for (const sentence of findings) expect(sentence).toMatch(/, or make another one\.$/);
		expect(findings.at(-1)).toContain('the featured image');
	});
});
