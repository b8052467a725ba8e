import { estimateRequestSchema } from '@limner/shared/contracts/estimate';
import { modelQuerySchema } from '@limner/shared/contracts/model';
import { listTemplates, specsOfPlatform } from '@limner/shared/templates/find-templates';
import { recommendTemplates } from '@limner/shared/templates/recommend-templates';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { typicalSeconds } from '../models/estimate-price.ts';
import { describeModels } from '../planning/describe-models.ts';
import { describeProviders } from '../planning/describe-providers.ts';
import { estimateImages } from '../planning/estimate-images.ts';
import { CreditReader } from '../providers/credit-reader.ts';
import { offerProviders } from '../providers/offered-providers.ts';
import { describeEstimates } from './estimate.ts';
import { describeModelTable } from './models.ts';
import {
	describeRecommendations,
	describeSpecs,
	describeTemplate,
	describeTemplateTable,
} from './print-templates.ts';
import { describeProviderTable } from './providers.ts';

const TODAY = new Date('2026-11-21T12:00:00Z');
const config = readConfig({ HOME: '/' });
const providers = offerProviders(config, 2);

/** Everything that these commands print of what is in the tables today. */
async function printed(width: number): Promise<[string, string][]> {
	const described = await describeProviders({ config, providers, credits: new CreditReader() }, TODAY);
	const estimates = await estimateImages(
		{ providers, secondsFor: (facts, step) => Promise.resolve(typicalSeconds(facts, step)) },
		estimateRequestSchema.parse({ template: 'blog-header', count: 12 }),
		TODAY,
	);
	const wish = { use: 'a story on instagram', platforms: [], image: { width: 1600, height: 900 }, count: 20 };
	return [
		['models', describeModelTable(describeModels(providers, modelQuerySchema.parse({}), TODAY), width)],
		['providers', describeProviderTable(described, width)],
		['estimate', describeEstimates(estimates, width)],
		['templates list', describeTemplateTable(listTemplates(), width)],
		['templates recommend', describeRecommendations(recommendTemplates(wish), width)],
		['templates specs', describeSpecs(specsOfPlatform('linkedin'), width)],
		[
			'templates show',
			listTemplates()
				.map((one) => describeTemplate(one, width))
				.join('\n'),
		],
	];
}

describe.each([80, 120])('in %d columns', (width) => {
	test('no line is wider', async () => {
		for (const [command, text] of await printed(width)) {
			for (const line of text.split('\n')) {
				expect(stringWidth(line), `${command}: ${line}`).toBeLessThanOrEqual(width);
			}
		}
	});

	test('what somebody has to type or to set is not cut', async () => {
		const texts = new Map(await printed(width));
		for (const { id } of listTemplates()) expect(texts.get('templates list')).toContain(id);
		for (const name of providers.keys()) expect(texts.get('providers')).toContain(`\n${name} `);
		expect(texts.get('providers')).toContain('set OPENAI_API_KEY');
	});
});

test('in a pipe every column is there, and nothing is cut', async () => {
	const texts = new Map(await printed(Infinity));
	for (const [command, text] of texts) expect(text, command).not.toContain('…');
	expect(texts.get('models')).toMatch(
		/^Provider +Model +Title +Tier +Price +Time +Business +Licence +Note\n/,
	);
	for (const { model } of describeModels(providers, modelQuerySchema.parse({}), TODAY))
		expect(texts.get('models')).toContain(` ${model} `);
	expect(texts.get('estimate')).toMatch(/^Provider +Model +Makes +Quality +Each +Together +Time$/m);
});

test.each([80, 120])(
	'in %d columns a model says until when it is offered, and one long name hides no price',
	(width) => {
		const table = (query: object) =>
			describeModelTable(describeModels(providers, modelQuerySchema.parse(query), TODAY), width);
		expect(table({ provider: 'openai' })).toMatch(/gpt-image-1-mini .* until 2026-12-01/);
		expect(table({ provider: 'replicate' })).toMatch(/black-forest-labs\/flux-2-pro +standard +\$0\.\d+/);
		if (width === 120) expect(table({ provider: 'replicate' })).toContain('Note');
	},
);
