import type { ChatRequest, ChatSlot } from '@limner/shared/prompts/chat-prompts';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startProviderEmulator } from '../../../test/provider-emulator/start-provider-emulator.ts';
import type { ScenarioName } from '../../../test/provider-emulator/scenarios.ts';
import type { ChatSettings } from './ask-chat-model.ts';
import { writePromptsWithChat } from './write-prompts-with-chat.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const chat: ChatSettings = { model: 'gpt-6-luna', baseUrl: emulator.openaiBaseUrl, apiKey: 'sk-chat' };
const forever = new AbortController().signal;

const slot = (id: string, needsPrompt = false): ChatSlot => ({
	id,
	section: null,
	byRules: { prompt: `By rules for ${id}`, alt: `Alt by rules for ${id}`, needsPrompt, negativePrompt: '' },
});

const request: ChatRequest = {
	title: 'Fishing villages of the northern coast',
	language: 'en',
	slots: [slot('featured'), slot('harbour'), slot('unclear', true)],
	imageType: 'realistic',
	style: { palette: [], guidelines: '', avoid: '' },
	keepSubjectInside: '4:5',
};

describe('writePromptsWithChat', () => {
	test('asks once, in structured outputs, and takes one prompt for each slot that can be written', async () => {
		const written = await writePromptsWithChat(chat, request, forever);
		expect(written.failure).toBeNull();
		expect(written.writtenBy).toBe('chat');
		expect(written.prompts.map(({ id, writtenBy }) => [id, writtenBy])).toEqual([
			['featured', 'chat'],
			['harbour', 'chat'],
			['unclear', 'rules'],
		]);
		const prompts = written.prompts.map(({ prompt }) => prompt);
		expect(new Set(prompts).size).toBe(3);
		const [sent, ...others] = emulator.requests();
		expect(others).toEqual([]);
		expect(sent).toMatchObject({
			path: '/v1/chat/completions',
			headers: { authorization: 'Bearer sk-chat' },
			body: { model: 'gpt-6-luna', response_format: { type: 'json_schema', json_schema: { strict: true } } },
		});
	});

	test('records what the model billed', async () => {
		const written = await writePromptsWithChat(chat, request, forever);
		expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([written.costMicrodollars]);
		expect(written.usage).toHaveProperty('completion_tokens');
	});

	test('knows no cost for a model without a known price', async () => {
		const written = await writePromptsWithChat({ ...chat, model: 'gpt-6-astra' }, request, forever);
		expect(written).toMatchObject({ writtenBy: 'chat', costMicrodollars: null });
	});

	test('asks nothing where nothing can be written', async () => {
		const written = await writePromptsWithChat(chat, { ...request, slots: [slot('unclear', true)] }, forever);
		expect(written).toMatchObject({ writtenBy: 'rules', costMicrodollars: 0, failure: null });
		expect(emulator.requests()).toEqual([]);
	});
});

describe('the rules write the prompts and the reason is said', () => {
	test.each<[ScenarioName, string, string]>([
		['rate_limited_seconds', 'provider_rate_limited', 'no'],
		['quota', 'provider_quota', 'no'],
		['key_wrong', 'provider_key_wrong', 'no'],
		['server_error', 'outcome_in_doubt', 'unknown'],
		['connection_reset', 'outcome_in_doubt', 'unknown'],
		['hang', 'provider_timeout', 'unknown'],
		['html_instead_of_image', 'provider_answer_unreadable', 'yes'],
		['empty_data', 'provider_answer_unreadable', 'yes'],
		['not_an_image', 'provider_answer_unreadable', 'yes'],
		['truncated_image', 'provider_answer_unreadable', 'yes'],
	])('%s: %s, charged: %s', async (scenario, code, charged) => {
		emulator.setScenario(scenario, { endpoint: 'chat' });
		const written = await writePromptsWithChat({ ...chat, timeoutSeconds: 0.4 }, request, forever);
		expect(written.failure).toMatchObject({ code, charged });
		expect(written.writtenBy).toBe('rules');
		expect(written.prompts.map(({ prompt }) => prompt)).toEqual([
			'By rules for featured',
			'By rules for harbour',
			'By rules for unclear',
		]);
		expect(emulator.requests()).toHaveLength(1);
	});

	test('an unknown model is named', async () => {
		const written = await writePromptsWithChat({ ...chat, model: 'gpt-7-nova' }, request, forever);
		expect(written.failure).toMatchObject({ code: 'model_unknown', subject: 'gpt-7-nova', charged: 'no' });
	});

	test('a plan that was given up ends at once', async () => {
		emulator.setScenario('slow', { endpoint: 'chat', latency: 20_000 });
		const leaving = new AbortController();
		const writing = writePromptsWithChat(chat, request, leaving.signal);
		await expect.poll(() => emulator.requests()).toHaveLength(1);
		leaving.abort();
		expect((await writing).failure).toMatchObject({ code: 'cancelled', charged: 'unknown' });
	});

	test('an answer that was cut off is said to be', async () => {
		emulator.setScenario('truncated_image', { endpoint: 'chat' });
		const { failure, costMicrodollars } = await writePromptsWithChat(chat, request, forever);
		expect(failure?.message).toBe('the answer is cut off');
		expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([costMicrodollars]);
	});

	test('what an unusable answer cost is still recorded', async () => {
		emulator.setScenario('not_an_image', { endpoint: 'chat' });
		const written = await writePromptsWithChat(chat, request, forever);
		expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([written.costMicrodollars]);
	});
});
