import { LimnerError } from '../errors/limner-error.ts';
import { isLegalSize } from '../models/legal-size.ts';
import type { ModelFacts, Operation } from '../models/model-facts.ts';
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
	if (SIZED.includes(request.operation) && !isLegalSize(facts, request)) {
		throw new LimnerError('size_unsupported', {
			subject: `${request.width}×${request.height}`,
			cause: `${facts.name} does not make this size`,
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

/** What starts from words has the size that is asked for; the others have their source's. */
const SIZED: readonly Operation[] = ['generate', 'generate_with_references'];
