import type { PromptExample } from '@limner/shared/contracts/prompt-example';
import type { PROMPT_EXAMPLE_ROUTES } from '@limner/shared/contracts/prompt-example-routes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { SignedClient } from './signed-client.ts';

let sidecar: RunningSidecar;
let client: SignedClient;
let other: SignedClient;

beforeAll(async () => {
	sidecar = await startSidecar();
	client = await SignedClient.pair(sidecar);
	other = await SignedClient.pair(sidecar);
});
afterAll(() => sidecar.stop());

const harbour = {
	name: 'Harbour at dawn',
	prompt: 'A stone stair goes down into green water.',
	negative: 'people',
	style: 'Soft morning light',
	image_type: 'watercolor',
	format: 'webp',
	provider: 'openai',
	model: 'gpt-image-2.5-flare',
	settings: { steps: 30, guidance_scale: 5.5, extra: [{ name: 'clip_skip', value: 2 }] },
};

interface Answer {
	status: number;
	body: unknown;
}

/** Bodies that are wrong as well: the client's own types would not let them through. */
async function call(
	of: SignedClient,
	name: keyof typeof PROMPT_EXAMPLE_ROUTES,
	{ parameters = {}, body }: { parameters?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
	const sent = body === undefined ? {} : { rawBody: JSON.stringify(body) };
	const { status, bytes } = await of.send(name, { parameters, ...sent });
	return { status, body: JSON.parse(bytes.toString()) as unknown };
}

const add = async (body: unknown) => call(client, 'addPromptExample', { body });
const names = async (of = client) => {
	const { body } = await call(of, 'promptExamples');
	return (body as { examples: PromptExample[] }).examples.map(({ name }) => name);
};

describe('prompt examples', () => {
	it('are kept whole, and are a site’s own', async () => {
		const added = await add(harbour);
		expect(added.status).toBe(201);
		expect(added.body).toMatchObject(harbour);
		const { example_id } = added.body as PromptExample;
		const parameters = { example_id };
		expect((await call(client, 'promptExample', { parameters })).body).toEqual(added.body);
		expect(await names()).toEqual(['Harbour at dawn']);
		expect(await names(other)).toEqual([]);
		for (const name of ['promptExample', 'removePromptExample'] as const)
			expect((await call(other, name, { parameters })).status).toBe(404);
	});

	it('have names that are taken once, whatever the case', async () => {
		const again = await add({ name: 'harbour  AT dawn', prompt: 'x' });
		expect(again).toMatchObject({ status: 409, body: { error: { code: 'name_taken' } } });
		const bare = await add({ name: 'Bare', prompt: 'Only words' });
		expect(bare.body).toMatchObject({ negative: '', image_type: null, format: null, settings: {} });
		const parameters = { example_id: (bare.body as PromptExample).example_id };
		const taken = await call(client, 'changePromptExample', {
			parameters,
			body: { name: 'Harbour at DAWN' },
		});
		expect(taken.status).toBe(409);
		const changed = await call(client, 'changePromptExample', {
			parameters,
			body: { prompt: 'Other words' },
		});
		expect(changed.body).toMatchObject({ name: 'Bare', prompt: 'Other words' });
		const own = await call(client, 'changePromptExample', { parameters, body: { name: 'BARE' } });
		expect(own.body).toMatchObject({ name: 'BARE', prompt: 'Other words' });
	});

	it.each([
		['no prompt', { name: 'A', prompt: ' ' }],
		['no name', { name: '', prompt: 'x' }],
		['an unknown field', { name: 'A', prompt: 'x', colour: 'red' }],
		['a setting out of range', { name: 'A', prompt: 'x', settings: { steps: 0 } }],
		['an image type that there is not', { name: 'A', prompt: 'x', image_type: 'photo' }],
	])('refuse %s', async (_, body) => {
		expect(await add(body)).toMatchObject({ status: 400, body: { error: { code: 'request_malformed' } } });
	});

	it('travel as a file: duplicates are named and left out', async () => {
		const { body: file } = await call(client, 'exportPromptExamples');
		expect(file).toMatchObject({
			kind: 'limner-prompt-examples',
			version: 1,
			examples: [{ name: 'BARE' }, harbour],
		});
		const first = await call(other, 'importPromptExamples', { body: file });
		expect(first.body).toEqual({ added: ['BARE', 'Harbour at dawn'], duplicates: [] });
		const { examples } = file as { examples: unknown[] };
		const more = {
			...(file as object),
			examples: [...examples, { name: 'New', prompt: 'x' }, { name: 'new', prompt: 'y' }],
		};
		const second = await call(other, 'importPromptExamples', { body: more });
		expect(second.body).toEqual({ added: ['New'], duplicates: ['BARE', 'Harbour at dawn', 'new'] });
		expect(await names(other)).toEqual(['BARE', 'Harbour at dawn', 'New']);
	});

	it('refuse a file of another version as a whole', async () => {
		const newer = { kind: 'limner-prompt-examples', version: 2, examples: [{ name: 'Z', prompt: 'z' }] };
		const refused = await call(other, 'importPromptExamples', { body: newer });
		expect(refused).toMatchObject({ status: 400, body: { error: { subject: 'version' } } });
		expect(JSON.stringify(refused.body)).toContain('only libraries of version 1');
		expect(await names(other)).not.toContain('Z');
	});

	it('are forgotten when told to', async () => {
		const { body } = await call(client, 'promptExamples');
		for (const { example_id } of (body as { examples: PromptExample[] }).examples)
			await call(client, 'removePromptExample', { parameters: { example_id } });
		expect(await names()).toEqual([]);
	});
});
