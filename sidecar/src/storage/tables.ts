import type { AlertKind } from '@limner/shared/contracts/alert';

/**
 * The ledger. Times are milliseconds since 1970 (UTC), money is integer micro-dollars, `…_json` columns hold contract
 * objects or our own, flags are 0 or 1. Only portable SQL touches these tables.
 */
export interface Tables {
	sites: SiteRow;
	site_keys: SiteKeyRow;
	pairing_codes: PairingCodeRow;
	nonces: NonceRow;
	slots: SlotRow;
	plans: PlanRow;
	generations: GenerationRow;
	generation_slots: GenerationSlotRow;
	attempts: AttemptRow;
	calls: CallRow;
	chat_calls: ChatCallRow;
	candidates: CandidateRow;
	renditions: RenditionRow;
	rendition_files: RenditionFileRow;
	placements: PlacementRow;
	publications: PublicationRow;
	model_times: ModelTimeRow;
	inputs: InputRow;
	prompt_examples: PromptExampleRow;
	alert_causes: AlertCauseRow;
	alert_deliveries: AlertDeliveryRow;
}

export interface SiteRow {
	id: string;
	home_url: string;
	rest_url: string;
	name: string;
	environment: string;
	state: 'active' | 'moved_or_copied' | 'disconnected';
	delivery: 'push' | 'pull';
	checking: number;
	checked_at: number | null;
	/** Why the way back does not work. */
	error_json: string | null;
	handshake_json: string | null;
	created_at: number;
}

interface SiteKeyRow {
	id: string;
	site_id: string;
	sealed_secret: string;
	created_at: number;
	revoked_at: number | null;
}

interface PairingCodeRow {
	code_hash: string;
	expires_at: number;
	used_at: number | null;
}

interface NonceRow {
	site_id: string;
	nonce: string;
	expires_at: number;
}

export interface SlotRow {
	id: string;
	site_id: string;
	post_id: number;
	kind: 'featured' | 'section';
	heading: string;
	fingerprint_json: string | null;
	prompt: string;
	alt: string;
	/** A person wrote the prompt: plans do not overwrite it. */
	edited: number;
	/** Order within the post, as of the newest plan. */
	place: number;
	created_at: number;
}

interface PlanRow {
	id: string;
	site_id: string;
	post_id: number;
	state: 'writing' | 'ready' | 'failed';
	plan_json: string;
	/** What the chat model still needs; null once it has written, or where rules did. */
	request_json: string | null;
	made_at: number;
}

export type Lane = 'interactive' | 'publish' | 'backfill';

export interface GenerationRow {
	id: string;
	site_id: string;
	post_id: number;
	lane: Lane;
	person_id: number;
	person_name: string;
	policy_json: string;
	/** What is to be done with which images. */
	operation_json: string;
	post_title: string;
	language: string;
	publication_id: string | null;
	/** The hash of the whole request: the same id with another request is a conflict. */
	request_hash: string;
	cancelled_at: number | null;
	created_at: number;
}

/** Which attempt serves a slot in a generation: its own, or a running one that it joined. */
interface GenerationSlotRow {
	generation_id: string;
	slot_id: string;
	attempt_id: string;
	joined: number;
}

export type AttemptState =
	'accepted' | 'making' | 'rendered' | 'refused' | 'failed' | 'cancelled' | 'in_doubt';

export interface AttemptRow {
	id: string;
	site_id: string;
	post_id: number;
	slot_id: string;
	generation_id: string;
	lane: Lane;
	provider: string;
	model: string;
	prompt: string;
	alt: string;
	/** A slot may have several running attempts, each of another number. */
	variation: number;
	person_id: number;
	person_name: string;
	state: AttemptState;
	/** The provider's bytes are stored; what is left is to render. */
	finishing: number;
	price_microdollars: number | null;
	/** How many images of it count against limits in images. */
	expected_images: number;
	error_json: string | null;
	/** Tries that failed in a way that may pass; decides the next delay. */
	tries: number;
	/** How often its current step was begun without coming to an end. */
	starts: number;
	/** Not to be run before this; the queue's own delay is lost with the queue. */
	not_before: number;
	accepted_at: number;
	started_at: number | null;
	finished_at: number | null;
}

export type CallState = 'intent' | 'submitted' | 'stored' | 'refused' | 'failed' | 'cancelled' | 'in_doubt';

export interface CallRow {
	/** hash(attempt, operation, whole request, number) */
	key: string;
	attempt_id: string;
	generation_id: string;
	site_id: string;
	post_id: number;
	person_id: number;
	operation: 'desktop' | 'mobile';
	/** Counts up where the same thing has to be bought again. */
	number: number;
	provider: string;
	model: string;
	kind: 'local' | 'synchronous' | 'polled';
	/** Pixels that were asked for, such as 1536x1024. */
	size: string;
	state: CallState;
	remote_id: string | null;
	estimated_microdollars: number;
	actual_microdollars: number | null;
	usage_json: string | null;
	revised_prompt: string | null;
	seed: number | null;
	bytes_sha256: string | null;
	error_json: string | null;
	/** 1: counts against limits in images. What is drawn without AI does not. */
	counts_as_image: number;
	created_at: number;
	submitted_at: number | null;
	finished_at: number | null;
}

/** What a chat model is asked for: a plan's prompts, another wording of one, or a look at an image. */
export type ChatPurpose = 'prompts' | 'fuller_prompts' | 'softer_wording' | 'lettering';

/** One request to a chat model. */
interface ChatCallRow {
	id: string;
	purpose: ChatPurpose;
	site_id: string;
	post_id: number;
	person_id: number;
	person_name: string;
	model: string;
	state: 'intent' | 'answered' | 'failed';
	/** Null: not known. */
	actual_microdollars: number | null;
	usage_json: string | null;
	error_json: string | null;
	created_at: number;
	finished_at: number | null;
}

export interface CandidateRow {
	id: string;
	attempt_id: string;
	site_id: string;
	post_id: number;
	slot_id: string;
	state: 'ready' | 'approved' | 'uploaded' | 'placed' | 'rejected';
	provider: string;
	model: string;
	prompt: string;
	revised_prompt: string | null;
	alt: string;
	label: string;
	cost_microdollars: number | null;
	focal_x: number;
	focal_y: number;
	/** A person put the focal point where it is. */
	focal_by_person: number;
	/** The files are still those from before a person moved it. */
	render_pending: number;
	original_sha256: string;
	mobile_original_sha256: string | null;
	/** What the look at it before anyone sees it found. */
	findings_json: string;
	/** A hash by which images that look alike are found; null where nobody looked. */
	likeness: string | null;
	error_json: string | null;
	approved_by_id: number | null;
	approved_by_name: string | null;
	place: 'editor' | 'server' | null;
	/** Of the upload. */
	tries: number;
	not_before: number;
	/** When it became rejected, or ready and left alone. */
	idle_since: number;
	made_at: number;
}

export interface RenditionRow {
	candidate_id: string;
	name: 'desktop' | 'mobile';
	width: number;
	height: number;
	byte_length: number;
	media_type: string;
	attachment_id: number | null;
	url: string | null;
}

export interface RenditionFileRow {
	candidate_id: string;
	name: 'desktop' | 'mobile';
	/** `full`, or a registered sub-size. */
	size: string;
	width: number;
	height: number;
	media_type: string;
	byte_length: number;
	sha256: string;
}

export interface PlacementRow {
	attempt_id: string;
	candidate_id: string;
	site_id: string;
	post_id: number;
	state: 'waiting' | 'placed' | 'given_up';
	tries: number;
	not_before: number;
	created_at: number;
}

export interface PublicationRow {
	id: string;
	site_id: string;
	post_id: number;
	lane: Lane;
	publication_json: string;
	state: 'accepted' | 'planned' | 'failed';
	error_json: string | null;
	created_at: number;
}

interface ModelTimeRow {
	id: string;
	provider: string;
	model: string;
	/** What else the duration depends on. */
	quality: string;
	milliseconds: number;
	measured_at: number;
}

/** A prompt that a site keeps to use it again. */
export interface PromptExampleRow {
	id: string;
	site_id: string;
	name: string;
	/** The name as it is compared: unique within the site. */
	name_key: string;
	example_json: string;
	created_at: number;
	changed_at: number;
}

/** An image that a site put in, to have something done with it. */
interface InputRow {
	site_id: string;
	sha256: string;
	created_at: number;
}

/** What an operator was told of. */
export interface AlertCauseRow {
	/** Names it: its kind, and the provider or budget. */
	cause: string;
	kind: AlertKind;
	facts_json: string;
	/** 0 when it is over. */
	is_open: number;
	/** When somebody was last told that it is so. */
	raised_at: number;
}

/** An alert that has not reached one of the ways out yet. */
export interface AlertDeliveryRow {
	/** Of the alert, and the channel. */
	id: string;
	channel: 'webhook' | 'mail';
	alert_json: string;
	tries: number;
	not_before: number;
	created_at: number;
}
