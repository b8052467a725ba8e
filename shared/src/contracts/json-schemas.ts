import { z } from 'zod';
import { policyChoiceSchema } from './choice.ts';
import {
	deliveryReportSchema,
	currentPostSchema,
	deliveriesSchema,
	locateRequestSchema,
	placementReportSchema,
	placementRequestSchema,
	placementResultSchema,
	uploadHeadSchema,
	uploadResultSchema,
} from './delivery.ts';
import { ERROR_CODES } from './error-code.ts';
import { errorResponseSchema } from './error-response.ts';
import { editorGenerationRequestSchema, generationRequestSchema, generationSchema } from './generation.ts';
import { modelListSchema } from './model.ts';
import { outlineSchema, postContentSchema } from './outline.ts';
import { editorPlanRequestSchema, planRequestSchema, planSchema, slotChangeSchema } from './plan.ts';
import { policySchema } from './policy.ts';
import {
	attemptSchema,
	candidateApprovalSchema,
	candidateChangeSchema,
	candidateRejectionSchema,
	candidateSchema,
	editorPostImagesSchema,
	postImagesSchema,
	slotSchema,
} from './post-images.ts';
import { providerListSchema } from './provider.ts';
import { outboxSchema, publicationReceiptSchema, publicationSchema } from './publication.ts';
import {
	handshakeSchema,
	pairRequestSchema,
	pairResponseSchema,
	siteIdentitySchema,
	siteMoveSchema,
	siteStateSchema,
} from './site.ts';
import { templateListSchema } from './template.ts';
import { usageSchema } from './usage.ts';
import {
	editorFullerPromptRequestSchema,
	fullerPromptRequestSchema,
	softerWordingRequestSchema,
	wordingSchema,
} from './wording.ts';

/** Every schema that crosses between plugin and sidecar or editor and plugin, by its file name. */
export const CONTRACTS: Record<string, z.ZodType> = {
	attempt: attemptSchema,
	candidate: candidateSchema,
	'candidate-approval': candidateApprovalSchema,
	'candidate-change': candidateChangeSchema,
	'candidate-rejection': candidateRejectionSchema,
	'current-post': currentPostSchema,
	deliveries: deliveriesSchema,
	'delivery-report': deliveryReportSchema,
	'editor-fuller-prompt-request': editorFullerPromptRequestSchema,
	'editor-generation-request': editorGenerationRequestSchema,
	'editor-plan-request': editorPlanRequestSchema,
	'editor-post-images': editorPostImagesSchema,
	'error-response': errorResponseSchema,
	'fuller-prompt-request': fullerPromptRequestSchema,
	generation: generationSchema,
	'generation-request': generationRequestSchema,
	handshake: handshakeSchema,
	'locate-request': locateRequestSchema,
	'model-list': modelListSchema,
	outbox: outboxSchema,
	outline: outlineSchema,
	'pair-request': pairRequestSchema,
	'pair-response': pairResponseSchema,
	'placement-report': placementReportSchema,
	'placement-request': placementRequestSchema,
	'placement-result': placementResultSchema,
	plan: planSchema,
	'plan-request': planRequestSchema,
	policy: policySchema,
	'policy-choice': policyChoiceSchema,
	'post-content': postContentSchema,
	'post-images': postImagesSchema,
	publication: publicationSchema,
	'provider-list': providerListSchema,
	'publication-receipt': publicationReceiptSchema,
	'site-identity': siteIdentitySchema,
	'site-move': siteMoveSchema,
	'site-state': siteStateSchema,
	slot: slotSchema,
	'slot-change': slotChangeSchema,
	'template-list': templateListSchema,
	'softer-wording-request': softerWordingRequestSchema,
	'upload-head': uploadHeadSchema,
	'upload-result': uploadResultSchema,
	usage: usageSchema,
	wording: wordingSchema,
};

/** Keywords that WordPress's validator passes over without a word: a schema that needs one would not be held there. */
const IGNORED_BY_WORDPRESS = [
	'const',
	'allOf',
	'$ref',
	'definitions',
	'not',
	'if',
	'propertyNames',
	'patternProperties',
];

/** Draft 4, as WordPress reads it. Throws where the schema would not mean the same there. */
export function toWordPressSchema(name: string, schema: z.ZodType): Record<string, unknown> {
	const converted: Record<string, unknown> = z.toJSONSchema(schema, {
		target: 'draft-4',
		io: 'input',
		reused: 'inline',
	});
	delete converted['$schema'];
	return forWordPress(name, converted);
}

function forWordPress(path: string, schema: Record<string, unknown>): Record<string, unknown> {
	for (const keyword of IGNORED_BY_WORDPRESS) {
		if (keyword in schema)
			throw new Error(`${path}: WordPress ignores "${keyword}"; write the contract another way.`);
	}
	for (const keyword of ['exclusiveMinimum', 'exclusiveMaximum']) {
		if (typeof schema[keyword] === 'number')
			throw new Error(`${path}: WordPress ignores a numeric "${keyword}".`);
	}
	if (isRecord(schema['additionalProperties']))
		throw new Error(`${path}: WordPress does not check keyed records.`);
	return Object.fromEntries(
		Object.entries(schema).map(([key, value]) => [key, childForWordPress(`${path}.${key}`, key, value)]),
	);
}

function childForWordPress(path: string, key: string, value: unknown): unknown {
	if (key === 'properties' && isRecord(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([name, child]) => [
				name,
				isRecord(child) ? forWordPress(`${path}.${name}`, child) : child,
			]),
		);
	}
	if (Array.isArray(value))
		return value.map((child, index) => (isRecord(child) ? forWordPress(`${path}.${index}`, child) : child));
	return isRecord(value) ? forWordPress(path, value) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Status and retryability of each code, for the plugin's own table of sentences. */
export const errorCodeTable = ERROR_CODES;
