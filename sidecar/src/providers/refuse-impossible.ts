import { LimnerError } from '../errors/limner-error.ts';
import type { ModelFacts } from '../models/model-facts.ts';
import type { ImageRequest } from './image-provider.ts';

/** What the provider would refuse anyway is refused here, before anything is sent. Null: a model that nobody knows. */
export function refuseImpossible(request: ImageRequest, facts: ModelFacts | null): void {
	if (facts === null) return;
	if (!facts.operations.includes(request.operation)) {
		throw new LimnerError('operation_unsupported', {
			subject: request.operation,
			cause: `${facts.name} does ${facts.operations.join(', ')}`,
		});
	}
	if (request.prompt.length > facts.promptLimit) {
		throw new LimnerError('prompt_too_long', {
			subject: facts.name,
			amount: facts.promptLimit,
			cause: `${request.prompt.length} characters, ${facts.name} takes ${facts.promptLimit}`,
		});
	}
	if (request.references.length > facts.largestReferenceCount) {
		throw new LimnerError('provider_rejected_request', {
			subject: facts.name,
			cause: `${request.references.length} reference images, ${facts.name} takes ${facts.largestReferenceCount}`,
		});
	}
}
