/**
 * What the emulated provider does with a paid request. Chosen by name over the control API, never by the prompt.
 * `act` is the same for every provider; how a refusal looks on the wire is each provider's own table.
 */
export interface Scenario {
	description: string;
	act: 'answer' | 'refuse' | 'silence' | 'reset' | 'drip' | 'break_off';
	/** What a successful answer carries in place of a picture. */
	spoil?: 'truncated' | 'html' | 'not_an_image' | 'empty_data';
	/** Whether the request is billed; real providers bill what they began, whoever listens at the end. */
	charged: boolean;
	/** Milliseconds before the answer; the control API can give another number. */
	latency: number;
}

const answer = (description: string, latency = 20): Scenario => ({
	description,
	act: 'answer',
	charged: true,
	latency,
});
const refusal = (description: string, charged = false): Scenario => ({
	description,
	act: 'refuse',
	charged,
	latency: 5,
});
const spoiled = (spoil: Scenario['spoil'], description: string): Scenario => ({
	...answer(description),
	spoil,
});

export const SCENARIOS = {
	ok: answer('the image, soon'),
	slow: answer('the image after five seconds', 5000),
	streamed: answer('the image after three seconds, partial images spread over them where asked for', 3000),
	rate_limited_seconds: refusal('429 with Retry-After in seconds'),
	rate_limited_date: refusal('429 with Retry-After as an HTTP date'),
	rate_limited_ms: refusal('429 with retry-after-ms'),
	rate_limited_headers: refusal('429 with nothing but the x-ratelimit headers'),
	server_error: refusal('500 before anything was begun'),
	server_error_charged: refusal('500 after the work was done and billed', true),
	overloaded: refusal('503, said to be too busy to begin'),
	bad_gateway: refusal('502 with the page of a proxy in between', true),
	hang: { description: 'no answer, ever', act: 'silence', charged: true, latency: 0 },
	drip: { description: 'the answer, 64 bytes every 200 ms', act: 'drip', charged: true, latency: 200 },
	connection_reset: {
		description: 'the connection is cut once the request has been read',
		act: 'reset',
		charged: false,
		latency: 5,
	},
	connection_reset_charged: {
		description: 'the connection is cut after the work was done and billed',
		act: 'reset',
		charged: true,
		latency: 20,
	},
	broken_off: {
		description: 'the answer stops in the middle and the connection is cut',
		act: 'break_off',
		charged: true,
		latency: 20,
	},
	truncated_image: spoiled('truncated', 'a whole answer around half a PNG'),
	html_instead_of_image: spoiled('html', '200 with a page of HTML'),
	not_an_image: spoiled('not_an_image', 'a whole answer around bytes that are no image'),
	empty_data: spoiled('empty_data', '200 with no image in it'),
	blank_image: answer('an image with nothing on it'),
	other_ratio: answer('an image of another ratio than was asked for'),
	ignores_layout: answer('one picture where a sheet of four was asked for'),
	same_image: answer('the same image for every prompt'),
	garbled_lettering: answer('a model that sees finds garbled letters in the image'),
	several: answer('one image more than was asked for'),
	task_failed: { ...answer('a task that fails on the way, unbilled', 100), charged: false },
	task_lost: answer('a task that nobody knows any more'),
	poll_unsteady: answer('a task whose first two questions are answered with a server error', 100),
	expired_url: answer('a result whose address answers 403'),
	moderation_in_result: {
		...answer('refused for its content after it was accepted: status 200, or a task that ends so', 100),
		charged: false,
	},
	moderation: refusal('refused for its content'),
	stream_moderation: refusal('refused for its content after streaming began'),
	quota: refusal('the account has no money left'),
	billing_limit: refusal("the account's own hard limit is reached"),
	key_wrong: refusal('401'),
	organisation_unverified: refusal('403 until the organisation is verified'),
	region_unsupported: refusal('403 for the region'),
	retired_model: refusal('the model is gone'),
	model_not_accessible: refusal('the model does not exist for this key'),
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** A scenario as it is played once. */
export interface ActiveScenario extends Scenario {
	name: ScenarioName;
	retryAfter: number;
}

export function isScenarioName(name: unknown): name is ScenarioName {
	return typeof name === 'string' && Object.hasOwn(SCENARIOS, name);
}
