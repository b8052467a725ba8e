import * as choice from './choice.ts';
import * as estimate from './estimate.ts';
import * as model from './model.ts';
import * as provider from './provider.ts';
import * as template from './template.ts';
import { route, type Route } from './route.ts';

/** What there is to choose from, and what it would cost. `templates/search` stands before what would take its place. */
export const CATALOGUE_ROUTES = {
	templates: route(
		'GET',
		'/v1/templates',
		'signed',
		'What images can be for: pixels, safe areas, file limits',
		null,
		template.templateListSchema,
		200,
		template.templateQuerySchema,
	),
	searchTemplates: route(
		'GET',
		'/v1/templates/search',
		'signed',
		'Templates by words, a ratio or a size',
		null,
		template.templateListSchema,
		200,
		template.templateSearchQuerySchema,
	),
	recommendTemplates: route(
		'POST',
		'/v1/templates/recommend',
		'signed',
		'Templates for a use, in its own words',
		template.templateWishSchema,
		template.templateRecommendationsSchema,
	),
	platformSpecs: route(
		'GET',
		'/v1/templates/platform-specs/{platform}',
		'signed',
		'What a platform takes',
		null,
		template.platformSpecsSchema,
	),
	models: route(
		'GET',
		'/v1/models',
		'signed',
		'What images can be made with',
		null,
		model.modelListSchema,
		200,
		model.modelQuerySchema,
	),
	providers: route(
		'GET',
		'/v1/providers',
		'signed',
		'Who makes images: what is missing, health, remaining credit',
		null,
		provider.providerListSchema,
	),
	choice: route(
		'POST',
		'/v1/choice',
		'signed',
		'Which model a policy takes today, at what price, and which fallbacks could not take over',
		choice.choiceRequestSchema,
		choice.policyChoiceSchema,
	),
	estimates: route(
		'POST',
		'/v1/estimates',
		'signed',
		'What images would cost and take; spends nothing',
		estimate.estimateRequestSchema,
		estimate.estimatesSchema,
	),
} as const satisfies Record<string, Route>;
