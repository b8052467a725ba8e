import { describe, expect, it } from 'vitest';
import { toRequestFailure } from '../api/request-failure.ts';
import { describeError } from './error-sentences.ts';
import { toErrorInfo } from './to-error-info.ts';

/** What WordPress answers, as api-fetch throws it. */
const refusal = (status: number) => ({ code: 'rest_something', message: 'No.', data: { status } });

describe('the sentence of a failure', () => {
	it('is the one that the plugin wrote', () => {
		const error = { ...toErrorInfo('provider_moderated'), sentence: { title: 'Title', text: 'Text.' } };
		expect(describeError(error)).toEqual({ title: 'Title', text: 'Text.' });
	});

	it('of a refused request is what the plugin answered: what happened, and what to do', () => {
		const error = toErrorInfo('budget_reached');
		const data = { status: 402, error, title: 'The limit is reached', action: 'Raise it.' };
		const { info } = toRequestFailure({ code: 'limner_budget_reached', message: 'It is $20.00.', data });
		expect(info).toMatchObject({ code: 'budget_reached' });
		expect(describeError(info)).toEqual({ title: 'The limit is reached', text: 'It is $20.00. Raise it.' });
	});

	it.each([
		['no connection', { code: 'fetch_error', message: 'Offline.' }, 'Your site does not answer'],
		['maintenance', refusal(503), 'Your site does not answer'],
		['a login that has ended', refusal(403), 'You may not do this here'],
		['a route that is gone', refusal(404), 'Your site no longer has this'],
		['a body that WordPress refuses', refusal(400), 'This part of the post could not be read'],
		['a fatal error', refusal(500), 'Your site answered with a failure of its own'],
	])('that WordPress answers has one of the editor: %s', (_name, thrown, title) => {
		expect(describeError(toRequestFailure(thrown).info).title).toBe(title);
	});

	it.each(['section_gone', 'site_refused', 'upload_incomplete'] as const)('%s has one, too', (code) => {
		expect(describeError(toErrorInfo(code)).title).not.toBe(describeError(toErrorInfo('internal')).title);
	});
});
