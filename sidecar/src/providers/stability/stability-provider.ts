import { factsAbout } from '../../models/find-model.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { callProvider, type ProviderAccess } from '../provider-call.ts';
import type { ProviderSettings } from '../provider-definition.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { readAnswer, readBalance } from './stability-answer.ts';
import { readStabilityRefusal } from './stability-refusals.ts';
import { stabilityOrder } from './stability-request.ts';

type StabilitySettings = Pick<ProviderSettings, 'apiKey' | 'baseUrl' | 'timeoutSeconds' | 'onLimits'>;

const NAME = 'stability';
/** For models that are not in the table. */
const UNKNOWN_MODEL_TIMEOUT_SECONDS = 180;
const BALANCE_TIMEOUT_SECONDS = 15;
const LONGEST_USER_ID = 256;

/** One request, one image: what Stability AI makes by task (relighting, the creative enlargement) is not offered. */
export function createStabilityProvider(settings: StabilitySettings): ImageProvider {
	return {
		name: NAME,
		kind: 'synchronous',
		makeImage: (request, context) => makeImage(settings, request, context),
		readCredit: (signal) => readCredit(settings, signal),
	};
}

async function makeImage(
	settings: StabilitySettings,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	refuseImpossible(request, facts);
	const { path, form } = await stabilityOrder(request, facts);
	const seconds = facts?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS;
	return callProvider(accessOf(settings, request.model, seconds), context, async (call) => {
		const answer = await call.order(path, { form, headers: userOf(context) });
		call.mark('yes');
		return readAnswer(call, answer);
	});
}

/** Its abuse detection takes who asked as a header. */
function userOf({ safetyIdentifier }: ImageCallContext): Record<string, string> {
	return safetyIdentifier ? { 'stability-client-user-id': safetyIdentifier.slice(0, LONGEST_USER_ID) } : {};
}

function readCredit(settings: StabilitySettings, signal: AbortSignal): Promise<number> {
	return callProvider(accessOf(settings, '', BALANCE_TIMEOUT_SECONDS), { signal }, async (call) =>
		readBalance(await call.ask('/v1/user/balance')),
	);
}

function accessOf(settings: StabilitySettings, model: string, seconds: number): ProviderAccess {
	return {
		name: NAME,
		baseUrl: settings.baseUrl,
		secret: settings.apiKey,
		headers: { authorization: `Bearer ${settings.apiKey}`, accept: 'application/json' },
		timeoutSeconds: settings.timeoutSeconds ?? seconds,
		onLimits: settings.onLimits,
		readRefusal: (refused) => readStabilityRefusal(refused, model),
	};
}
