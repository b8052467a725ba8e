import type { Operation, OperationOrder } from '@limner/shared/contracts/operation';
import { LimnerError } from '../errors/limner-error.ts';
import { hasInputs } from '../storage/inputs.ts';
import type { Database } from '../storage/database.ts';

/** Some operations are off until whoever runs the sidecar switches them on. */
export function requireSwitchedOn(switchedOn: ReadonlySet<Operation>, operation: Operation): void {
	if (switchedOn.has(operation)) return;
	throw new LimnerError('operation_off', {
		subject: operation,
		cause: `${operation} is not in LIMNER_OPERATIONS`,
	});
}

/** What an operation works on has to be there, and to belong to the site that asks. */
export async function requireInputs(
	database: Database,
	siteId: string,
	{ name, source, mask, references }: OperationOrder,
): Promise<void> {
	if (STARTS_FROM_AN_IMAGE.includes(name) && source === null) throw missing('source', name);
	if (name === 'edit_with_mask' && mask === null) throw missing('mask', name);
	if (TAKES_REFERENCES.includes(name) && references.length === 0) throw missing('references', name);
	const inputs = [source, mask, ...references].filter((input) => input !== null);
	if (await hasInputs(database, siteId, inputs)) return;
	throw new LimnerError('not_found', { subject: 'input', cause: 'an image of the operation was not put in' });
}

const STARTS_FROM_AN_IMAGE: readonly Operation[] = [
	'edit',
	'edit_with_mask',
	'outpaint',
	'style_transfer',
	'upscale',
	'remove_background',
	'variations',
	'character_reference',
	'face_swap',
	'translate_text',
	'image_to_3d',
	'image_to_video',
];

const TAKES_REFERENCES: readonly Operation[] = ['generate_with_references', 'face_swap'];

/** Operations that need no prompt. */
export const WITHOUT_WORDS: readonly Operation[] = [
	'upscale',
	'remove_background',
	'variations',
	'face_swap',
	'image_to_3d',
];

function missing(subject: string, operation: Operation): LimnerError {
	return new LimnerError('request_malformed', { subject, cause: `${operation} needs ${subject}` });
}
