import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '@limner/shared/contracts/plan';
import type { Policy } from '@limner/shared/contracts/policy';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import {
	EDITOR,
	generationRequest,
	samplePlanRequest,
	samplePolicy,
	waitFor,
	waitForGeneration,
} from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let plain: RunningSidecar;
let chatting: RunningSidecar;
/** At a sidecar without a chat model, and at one with it. */
let byRules: SignedClient;
let byChat: SignedClient;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	const environment = { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl };
	plain = await startSidecar({ environment });
	chatting = await startSidecar({ environment: { ...environment, LIMNER_CHAT_MODEL: 'gpt-6-luna' } });
	byRules = await SignedClient.pair(plain);
	byChat = await SignedClient.pair(chatting);
});
afterAll(async () => {
	await plain.stop();
	await chatting.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

const policy = samplePolicy({
	provider: 'openai',
	style: { palette: [], guidelines: 'wide views', avoid: '' },
});
const HARD = 'A soldier with a gun by the river, in the style of Banksy.\nStyle: wide views.';
const MILD = 'A soldier with a prop by the river.\nStyle: wide views.';

/** A slot of a new post whose image was made with this prompt, under what the emulator does then. */
async function makeOne(
	client: SignedClient,
	postId: number,
	prompt: string,
	scenario: 'ok' | 'moderation' | 'quota',
): Promise<string> {
	emulator.setScenario(scenario, { endpoint: 'image' });
	const plan = await client.call('makePlan', { body: samplePlanRequest(postId, policy) });
	const [slot] = plan.slots;
	if (!slot) throw new Error('The plan has no slot.');
	const request = generationRequest({ ...plan, slots: [slot] }, policy);
	request.attempts = request.attempts.map((attempt) => ({ ...attempt, prompt }));
	await client.call('startGeneration', { body: request });
	await waitForGeneration(client, request.id);
	return slot.slot_id;
}

/** A plan whose prompts are all written: what the chat model is paid for it counts in this test and in no later one. */
async function planByChat(postId: number, wanted: Policy): Promise<Plan> {
	const { plan_id } = await byChat.call('makePlan', { body: samplePlanRequest(postId, wanted) });
	return waitFor(
		() => byChat.call('plan', { parameters: { plan_id } }),
		({ state }) => state !== 'writing',
	);
}

const soften = (slotId: string, changes: Partial<Policy> = {}) => ({
	parameters: { slot_id: slotId },
	body: { person: EDITOR, policy: { ...policy, ...changes } },
});
const enrich = (slotId: string, prompt: string, changes: Partial<Policy> = {}) => ({
	parameters: { slot_id: slotId },
	body: { person: EDITOR, policy: { ...policy, ...changes }, prompt },
});
const chatCalls = () => emulator.requests().filter(({ path }) => path.endsWith('/chat/completions'));
const imageCalls = () => emulator.requests().filter(({ path }) => path.includes('/images/'));

describe('a softer wording', () => {
	it('is offered by rules after a provider declined the prompt, and nothing is sent by itself', async () => {
		const slotId = await makeOne(byRules, 601, HARD, 'moderation');
		const sent = imageCalls().length;
		const offer = await byRules.call('softerWording', soften(slotId));
		expect(offer).toEqual({
			slot_id: slotId,
			prompt_before: HARD,
			prompt: MILD,
			written_by: 'rules',
			changes: [
				{ before: 'gun', after: 'prop' },
				{ before: ', in the style of Banksy', after: '' },
			],
			cost_microdollars: 0,
			error: null,
		});
		expect(imageCalls()).toHaveLength(sent);
		const { slots } = await byRules.call('postImages', { parameters: { post_id: 601 } });
		const slot = slots.find(({ slot_id }) => slot_id === slotId);
		expect(slot?.prompt).not.toBe(MILD);
		expect(slot?.attempt).toMatchObject({ state: 'refused', prompt: HARD });
	});

	it('is not offered where the rules know none', async () => {
		const slotId = await makeOne(byRules, 602, 'A calm harbour in the morning.', 'moderation');
		expect(await byRules.refusal('softerWording', soften(slotId))).toMatchObject({
			status: 422,
			code: 'softer_wording_unknown',
			subject: 'LIMNER_CHAT_MODEL',
		});
	});

	it.each([
		['was made', 603, 'ok'],
		['failed for another reason', 604, 'quota'],
	] as const)('is not offered for an image that %s', async (_, postId, scenario) => {
		const slotId = await makeOne(byRules, postId, HARD, scenario);
		const refusal = await byRules.refusal('softerWording', soften(slotId));
		expect(refusal).toMatchObject({ status: 409, code: 'wording_not_declined' });
	});

	it('is another site’s secret', async () => {
		const slotId = await makeOne(byRules, 605, HARD, 'moderation');
		const other = await SignedClient.pair(plain);
		expect(await other.refusal('softerWording', soften(slotId))).toMatchObject({ code: 'not_found' });
	});

	it('comes from the chat model where there is one; the prompt is data in its request', async () => {
		const slotId = await makeOne(byChat, 606, HARD, 'moderation');
		const offer = await byChat.call('softerWording', soften(slotId));
		expect(offer).toMatchObject({ written_by: 'chat', prompt_before: HARD, error: null });
		expect(offer.prompt).not.toBe(HARD);
		expect(offer.changes.length).toBeGreaterThan(0);
		const [sent] = chatCalls().slice(-1);
		const { messages } = sent?.body as { messages: { role: string; content: string }[] };
		expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
		expect(messages[0]?.content).not.toContain('soldier');
		expect(JSON.parse(messages[1]?.content ?? '')).toMatchObject({ prompt: HARD });
		const charge = emulator.charges().findLast(({ kind }) => kind === 'chat');
		expect(offer.cost_microdollars).toBe(charge?.cost_microdollars);
		const { rows } = await byChat.call('ledger');
		expect(rows.at(-1)).toMatchObject({
			operation: 'softer_wording',
			post_id: 606,
			person_name: EDITOR.name,
			actual_microdollars: charge?.cost_microdollars,
			state: 'answered',
		});
	});

	it('comes from the rules where the chat model fails, and says why', async () => {
		const slotId = await makeOne(byChat, 607, HARD, 'moderation');
		emulator.setScenario('quota', { endpoint: 'chat' });
		const offer = await byChat.call('softerWording', soften(slotId));
		expect(offer).toMatchObject({ written_by: 'rules', prompt: MILD, error: { code: 'provider_quota' } });
	});

	it('asks no chat model beyond a limit', async () => {
		const slotId = await makeOne(byChat, 608, HARD, 'moderation');
		const asked = chatCalls().length;
		const limits = { ...policy.limits, post: 0 };
		const offer = await byChat.call('softerWording', soften(slotId, { limits }));
		expect(offer).toMatchObject({ written_by: 'rules', prompt: MILD, error: { code: 'budget_reached' } });
		expect(chatCalls()).toHaveLength(asked);
	});
});

describe('a fuller prompt', () => {
	it('keeps what the site says with every image, and is not kept by itself', async () => {
		const plan = await byRules.call('makePlan', { body: samplePlanRequest(611, policy) });
		await planByChat(611, policy);
		const [slot] = (await byChat.call('postImages', { parameters: { post_id: 611 } })).slots;
		const prompt = plan.slots[0]?.prompt ?? '';
		const fixed = prompt.split('\n').filter((line) => /^(Style|Composition|No text)/.test(line));
		expect(fixed).toHaveLength(3);
		const offer = await byChat.call('fullerPrompt', enrich(slot?.slot_id ?? '', prompt));
		expect(offer).toMatchObject({ written_by: 'chat', prompt_before: prompt });
		expect(offer.prompt).not.toBe(prompt);
		expect(offer.prompt.split('\n').slice(-3)).toEqual(fixed);
		const [sent] = chatCalls().slice(-1);
		const { messages } = sent?.body as { messages: { content: string }[] };
		const material = JSON.parse(messages[1]?.content ?? '') as { said_already: string[] };
		expect(material.said_already).toEqual(fixed);
		const { rows } = await byChat.call('ledger');
		expect(rows.at(-1)).toMatchObject({
			operation: 'fuller_prompts',
			actual_microdollars: offer.cost_microdollars,
		});
	});

	it('says which setting is missing where there is no chat model', async () => {
		const plan = await byRules.call('makePlan', { body: samplePlanRequest(612, policy) });
		const slotId = plan.slots[0]?.slot_id ?? '';
		expect(await byRules.refusal('fullerPrompt', enrich(slotId, 'A harbour'))).toMatchObject({
			status: 422,
			code: 'chat_model_missing',
			subject: 'LIMNER_CHAT_MODEL',
		});
	});

	it.each([
		['an empty prompt', 613, 'ok', ' ', {}, 'prompt_missing'],
		['a chat model without credit', 614, 'quota', 'A harbour', {}, 'provider_quota'],
		['an answer that is none', 615, 'not_an_image', 'A harbour', {}, 'provider_answer_unreadable'],
		['a limit', 616, 'ok', 'A harbour', { limits: { ...policy.limits, post: 0 } }, 'budget_reached'],
	] as const)('stops at %s', async (_, postId, scenario, prompt, changes, code) => {
		await planByChat(postId, policy);
		const [slot] = (await byChat.call('postImages', { parameters: { post_id: postId } })).slots;
		emulator.setScenario(scenario, { endpoint: 'chat' });
		const refusal = await byChat.refusal('fullerPrompt', enrich(slot?.slot_id ?? '', prompt, changes));
		expect(refusal.code).toBe(code);
	});
});

describe('plans of a site that wants fuller prompts', () => {
	const wishing = { ...policy, prompting: { ...policy.prompting, enhance: true } };
	const planned = (postId: number) => planByChat(postId, wishing);

	it('say what the chat model changed, and what it cost', async () => {
		const plan = await planned(621);
		const selected = plan.slots.filter(({ selected }) => selected);
		expect(selected).toHaveLength(6);
		for (const { prompt, prompt_before, prompt_changes } of selected) {
			expect(prompt_before).not.toBe(prompt);
			expect(prompt_changes?.length).toBeGreaterThan(0);
			expect(prompt.split('\n').slice(-3)).toEqual(prompt_before?.split('\n').slice(-3));
		}
		const charged = emulator.charges().map((charge) => charge.cost_microdollars);
		expect(charged).toHaveLength(2);
		expect(plan.planning_microdollars).toBe(charged.reduce((sum, cost) => sum + cost, 0));
		const { slots } = await byChat.call('postImages', { parameters: { post_id: 621 } });
		expect(slots.map(({ prompt }) => prompt)).toEqual(plan.slots.map(({ prompt }) => prompt));
	});

	it('leave a person’s own words alone', async () => {
		const [featured] = (await planned(622)).slots;
		const own = { prompt: 'My own words.', alt: 'Own' };
		await byChat.call('changeSlot', { parameters: { slot_id: featured?.slot_id ?? '' }, body: own });
		const [again, other] = (await planned(622)).slots;
		expect(again).toMatchObject(own);
		expect(again).not.toHaveProperty('prompt_before');
		expect(other).toHaveProperty('prompt_before');
	});

	it('stay as they were where the chat model fails, and say so', async () => {
		emulator.setScenario('quota', { endpoint: 'chat' });
		const plan = await planned(623);
		expect(plan.notices).toContainEqual({ code: 'prompts_not_enhanced', subject: 'provider_quota' });
		expect(plan.slots.every((slot) => slot.prompt_before === undefined)).toBe(true);
	});

	it('say that the chat model is missing', async () => {
		const { notices } = await byRules.call('makePlan', { body: samplePlanRequest(624, wishing) });
		expect(notices).toContainEqual({ code: 'chat_model_missing', subject: 'LIMNER_CHAT_MODEL' });
	});
});
