import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { estimatesSchema } from '@limner/shared/contracts/estimate';
import { modelListSchema } from '@limner/shared/contracts/model';
import { providerListSchema } from '@limner/shared/contracts/provider';
import {
	platformSpecsSchema,
	templateListSchema,
	templateRecommendationsSchema,
	templateSchema,
} from '@limner/shared/contracts/template';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLimner } from './run-limner.ts';

let folder: string;
const run = (...parameters: string[]) => runLimner(parameters, { folder });

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'limner-catalogue-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('with --json', () => {
	it.each([
		[['models', '--provider', 'openai'], modelListSchema],
		[['providers'], providerListSchema],
		[['templates', 'list', '--platform', 'x'], templateListSchema],
		[['templates', 'show', 'x-card'], templateSchema],
		[['templates', 'search', 'instagram', 'story'], templateListSchema],
		[['templates', 'recommend', 'a', 'newsletter', '--image', '1600x900'], templateRecommendationsSchema],
		[['templates', 'specs', 'youtube'], platformSpecsSchema],
		[['estimate', '--provider', 'sketch', '--template', 'blog-header'], estimatesSchema],
	])('%j prints what its route answers, and leaves nothing behind', async (parameters, schema) => {
		const { code, stdout, stderr } = await run(...parameters, '--json');
		expect([code, stderr]).toEqual([0, '']);
		expect(schema.safeParse(JSON.parse(stdout)).error).toBeUndefined();
		expect(readdirSync(folder)).toEqual([]);
	});
});

describe('for people', () => {
	it('prints a table, and what to know beside it', async () => {
		const { stdout } = await run('estimate', '--provider', 'openai', '--ratio', '21:9', '--count', '3');
		expect(stdout).toMatch(/^3 images of 1600 × 686\n/);
		expect(stdout).toContain('OPENAI_API_KEY is not set');
		expect((await run('templates', 'search', 'nothing', 'at', 'all')).stdout).toContain('No template fits');
		expect((await run('models', '--max-price', '0', '--ready')).stdout).toMatch(/sketch +card/);
	});

	it.each([[['models']], [['providers']], [['templates', 'list']], [['estimate', '--ratio', '16:9']]])(
		'%j cuts nothing in a pipe',
		async (parameters) => expect((await run(...parameters)).stdout).not.toContain('…'),
	);

	it.each([
		[['templates', 'show', 'x-crad'], 'Did you mean “x-card”?'],
		[['templates', 'specs', 'facebok'], 'Did you mean “facebook”?'],
		[['templates', 'list', '--category', 'storys'], 'Did you mean “story”?'],
		[['templates', 'recommend', 'a', '--platform', 'q'], 'It is one of instagram'],
		[['models', '--provider', 'opnai'], 'Did you mean “openai”?'],
		[['models', '--operation', 'upscal'], 'Did you mean “upscale”?'],
		[['models', '--max-price', 'cheap'], 'Give US dollars'],
		[['estimate', '--provider', 'openai'], 'Name one of a template, a size and a ratio.'],
		[['estimate', '--ratio', '1:1', '--count', '0'], 'whole number from 1'],
		[['templates', 'shw', 'x-card'], 'Did you mean show?'],
		[['modls'], 'Did you mean models?'],
	])('%j says what was probably meant', async (parameters, sentence) => {
		const { code, stdout, stderr } = await run(...parameters);
		expect([code, stdout]).toEqual([1, '']);
		expect(stderr).toContain(sentence);
	});
});
