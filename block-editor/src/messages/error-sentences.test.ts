import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '@limner/shared/contracts/error-code';
import { describeError } from './error-sentences.ts';
import { toErrorInfo } from './to-error-info.ts';

const codes = Object.keys(ERROR_CODES) as ErrorCode[];

describe('the sentence of a failure', () => {
	it.each(codes)('%s says what happened in plain words', (code) => {
		const { title, text } = describeError({ ...toErrorInfo(code), subject: 'openai', amount: 60 });
		expect(title).not.toBe('');
		expect(`${title} ${text}`).not.toMatch(/%\d|something went wrong|oops|invalid|\bjob\b|queue|payload|!/i);
		expect(title).not.toMatch(/\.$/);
	});

	it('names the provider as people do, and whether it cost anything', () => {
		const refused = { ...toErrorInfo('provider_moderated'), subject: 'openai' };
		expect(describeError(refused)).toEqual({
			title: 'OpenAI declined this prompt',
			text: 'Its safety system refused the wording. Nothing was charged.',
			action: 'edit_prompt',
		});
		expect(describeError({ ...refused, charged: 'unknown' }).text).toContain('It may have been charged.');
	});

	it('names what a model that cannot be had is best replaced by', () => {
		const unknown = { ...toErrorInfo('model_unknown'), subject: 'gpt-9 → gpt-image-2?' };
		expect(describeError(unknown)).toEqual({
			title: 'There is no model gpt-9',
			text: 'Choose another one. gpt-image-2 would do. Nothing was charged.',
			action: 'settings',
		});
	});

	it('says which limit was reached, whose it is, how much, and when it begins anew', () => {
		const reached = { ...toErrorInfo('budget_reached'), subject: 'person_month', amount: 20_000_000 };
		expect(describeError({ ...reached, budget: { whose: '', resets_on: '2026-12-15' } }).text).toBe(
			'This would pass your limit for a month. It is $20.00. It begins anew on December 15, 2026. ' +
				'An administrator can raise it. Nothing was charged.',
		);
		const images = { ...reached, subject: 'person_month_images', amount: 1 };
		expect(describeError({ ...images, budget: { whose: 'Ada', resets_on: null } }).text).toContain(
			'This would pass Ada’s limit of images for a month. It is 1 image. An',
		);
	});

	it('says what making it again could cost', () => {
		const doubt = { ...toErrorInfo('outcome_in_doubt'), amount: 41_200 };
		expect(describeError(doubt).text).toContain('could cost $0.04 again');
	});
});
