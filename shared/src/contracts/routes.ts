import type { z } from 'zod';
import * as delivery from './delivery.ts';
import * as generation from './generation.ts';
import * as plan from './plan.ts';
import * as images from './post-images.ts';
import * as publication from './publication.ts';
import * as site from './site.ts';
import * as usage from './usage.ts';

export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Parameters in braces. */
	path: string;
	/** `open`: nobody needs to prove anything; `signed`: the other side's HMAC; `person`: cookie and nonce, in WordPress. */
	access: 'open' | 'signed' | 'person';
	/** What it does, for the API documentation. */
	summary: string;
	request: z.ZodType | null;
	/** Null: bytes or an event stream. */
	response: z.ZodType | null;
	/** Status of success where it is not 200. */
	status?: number;
}

/** Keeps each schema's own type, so that a handler's body and answer are checked against its route. */
const route = <Request extends z.ZodType | null, Response extends z.ZodType | null>(
	method: Route['method'],
	path: string,
	access: Route['access'],
	summary: string,
	request: Request,
	response: Response,
	status?: number,
): Route & { request: Request; response: Response } => ({
	method,
	path,
	access,
	summary,
	request,
	response,
	status,
});

/** What the sidecar answers. */
export const SIDECAR_ROUTES = {
	pair: route(
		'POST',
		'/v1/pair',
		'open',
		'Take a one-time code and get the secret',
		site.pairRequestSchema,
		site.pairResponseSchema,
		201,
	),
	siteState: route(
		'GET',
		'/v1/sites/self',
		'signed',
		'How the sidecar sees this site',
		null,
		site.siteStateSchema,
	),
	checkSite: route(
		'POST',
		'/v1/sites/self/check',
		'signed',
		'Check the way back; read the result from GET /v1/sites/self',
		null,
		site.siteStateSchema,
		202,
	),
	moveSite: route(
		'POST',
		'/v1/sites/self/move',
		'signed',
		'The owner says that the site moved',
		site.siteMoveSchema,
		site.siteStateSchema,
	),
	disconnectSite: route(
		'DELETE',
		'/v1/sites/self',
		'signed',
		'Forget the secret; what was made stays',
		null,
		site.siteStateSchema,
	),
	makePlan: route(
		'POST',
		'/v1/plans',
		'signed',
		'Plan the images of a post; 202 while a chat model writes the prompts',
		plan.planRequestSchema,
		plan.planSchema,
	),
	plan: route('GET', '/v1/plans/{plan_id}', 'signed', 'A plan', null, plan.planSchema),
	changeSlot: route(
		'PATCH',
		'/v1/slots/{slot_id}',
		'signed',
		"Keep a person's own wording",
		plan.slotChangeSchema,
		images.slotSchema,
	),
	startGeneration: route(
		'POST',
		'/v1/generations',
		'signed',
		'Make images; the same id twice is one generation',
		generation.generationRequestSchema,
		generation.generationSchema,
		202,
	),
	generation: route(
		'GET',
		'/v1/generations/{generation_id}',
		'signed',
		'A generation',
		null,
		generation.generationSchema,
	),
	generationEvents: route(
		'GET',
		'/v1/generations/{generation_id}/events',
		'signed',
		'Its progress as server-sent events',
		null,
		null,
	),
	cancelGeneration: route(
		'POST',
		'/v1/generations/{generation_id}/cancel',
		'signed',
		'Stop everything of it that is not finished',
		null,
		generation.generationSchema,
	),
	cancelAttempt: route(
		'POST',
		'/v1/attempts/{attempt_id}/cancel',
		'signed',
		'Stop one image',
		null,
		images.attemptSchema,
	),
	attemptPreview: route(
		'GET',
		'/v1/attempts/{attempt_id}/preview',
		'signed',
		'The newest partial image',
		null,
		null,
	),
	postImages: route(
		'GET',
		'/v1/posts/{post_id}/images',
		'signed',
		'Slots, attempts and candidates of a post',
		null,
		images.postImagesSchema,
	),
	approveCandidate: route(
		'POST',
		'/v1/candidates/{candidate_id}/approve',
		'signed',
		'Approve: it goes into the media library',
		images.candidateApprovalSchema,
		images.candidateSchema,
		202,
	),
	rejectCandidate: route(
		'POST',
		'/v1/candidates/{candidate_id}/reject',
		'signed',
		'Do not use it; kept for the retention time',
		images.candidateRejectionSchema,
		images.candidateSchema,
	),
	changeCandidate: route(
		'PATCH',
		'/v1/candidates/{candidate_id}',
		'signed',
		'Alt text and focal point',
		images.candidateChangeSchema,
		images.candidateSchema,
	),
	rendition: route(
		'GET',
		'/v1/candidates/{candidate_id}/renditions/{name}',
		'signed',
		'The image itself',
		null,
		null,
	),
	publish: route(
		'POST',
		'/v1/publications',
		'signed',
		"Rows of the plugin's outbox",
		publication.outboxSchema,
		publication.publicationReceiptSchema,
		202,
	),
	deliveries: route(
		'GET',
		'/v1/deliveries',
		'signed',
		'What waits to be fetched by the plugin',
		null,
		delivery.deliveriesSchema,
	),
	delivery: route(
		'GET',
		'/v1/deliveries/{attempt_id}/{rendition}',
		'signed',
		'The same body that an upload would have',
		null,
		null,
	),
	reportDelivery: route(
		'POST',
		'/v1/deliveries/{attempt_id}/{rendition}',
		'signed',
		'What became of it',
		delivery.deliveryReportSchema,
		images.candidateSchema,
	),
	locatePlacement: route(
		'POST',
		'/v1/placements/locate',
		'signed',
		'Find the place of an image in a post',
		delivery.locateRequestSchema,
		delivery.placementRequestSchema,
	),
	reportPlacement: route(
		'POST',
		'/v1/placements/{attempt_id}',
		'signed',
		'What became of it',
		delivery.placementReportSchema,
		images.candidateSchema,
	),
	usage: route('GET', '/v1/usage', 'signed', 'What was spent this month', null, usage.usageSchema),
} as const satisfies Record<string, Route>;

/** What the plugin answers under /limner/v1. */
export const PLUGIN_ROUTES = {
	postImages: route(
		'GET',
		'/posts/{post_id}/images',
		'person',
		'Slots, candidates and state',
		null,
		images.editorPostImagesSchema,
	),
	makePlan: route(
		'POST',
		'/posts/{post_id}/plan',
		'person',
		'Plan the images',
		plan.editorPlanRequestSchema,
		plan.planSchema,
	),
	changeSlot: route(
		'PATCH',
		'/posts/{post_id}/slots/{slot_id}',
		'person',
		"Keep a person's own wording",
		plan.slotChangeSchema,
		images.slotSchema,
	),
	startGeneration: route(
		'POST',
		'/posts/{post_id}/generations',
		'person',
		'Make images',
		generation.editorGenerationRequestSchema,
		generation.generationSchema,
		202,
	),
	cancelGeneration: route(
		'POST',
		'/posts/{post_id}/generations/{generation_id}/cancel',
		'person',
		'Stop',
		null,
		generation.generationSchema,
	),
	cancelAttempt: route(
		'POST',
		'/posts/{post_id}/attempts/{attempt_id}/cancel',
		'person',
		'Stop one image',
		null,
		images.attemptSchema,
	),
	attemptPreview: route(
		'GET',
		'/posts/{post_id}/attempts/{attempt_id}/preview',
		'person',
		'The newest partial image',
		null,
		null,
	),
	approveCandidate: route(
		'POST',
		'/posts/{post_id}/candidates/{candidate_id}/approve',
		'person',
		'Approve',
		null,
		images.candidateSchema,
		202,
	),
	rejectCandidate: route(
		'POST',
		'/posts/{post_id}/candidates/{candidate_id}/reject',
		'person',
		'Reject',
		null,
		images.candidateSchema,
	),
	changeCandidate: route(
		'PATCH',
		'/posts/{post_id}/candidates/{candidate_id}',
		'person',
		'Alt text and focal point',
		images.candidateChangeSchema,
		images.candidateSchema,
	),
	rendition: route(
		'GET',
		'/posts/{post_id}/candidates/{candidate_id}/renditions/{name}',
		'person',
		'The image itself, same origin',
		null,
		null,
	),
	handshake: route(
		'GET',
		'/handshake',
		'signed',
		'Limits, sizes, versions, clock, home URL',
		null,
		site.handshakeSchema,
	),
	outbox: route('GET', '/outbox', 'signed', 'Publications that wait', null, publication.outboxSchema),
	acknowledge: route(
		'POST',
		'/outbox/acknowledged',
		'signed',
		'These were taken',
		publication.publicationReceiptSchema,
		publication.publicationReceiptSchema,
	),
	upload: route(
		'PUT',
		'/media/{attempt_id}/{rendition}',
		'signed',
		'Store an approved image; the body is described by uploadHeadSchema',
		null,
		delivery.uploadResultSchema,
	),
	currentPost: route(
		'GET',
		'/posts/{post_id}/content',
		'signed',
		'The post as it stands',
		null,
		delivery.currentPostSchema,
	),
	place: route(
		'POST',
		'/posts/{post_id}/place',
		'signed',
		'Put an uploaded image into the post',
		delivery.placementRequestSchema,
		delivery.placementResultSchema,
	),
} as const satisfies Record<string, Route>;
