import { LimnerError } from '../errors/limner-error.ts';
import { nearestWord } from '../models/nearest-word.ts';

/**
 * The name itself where it is known. Fails with `request_malformed`, whose cause says what was probably meant, or what
 * there is to choose from.
 */
export function requireKnownName<Name extends string>(
	field: string,
	given: string,
	known: readonly Name[],
): Name {
	const name = known.find((one) => one === given);
	if (name !== undefined) return name;
	const nearest = nearestWord(given, known);
	const choice = known.length <= LONGEST_LIST ? `It is one of ${known.join(', ')}.` : '';
	throw new LimnerError('request_malformed', {
		subject: field,
		cause: [`There is no ${field} “${given}”.`, nearest === null ? choice : `Did you mean “${nearest}”?`]
			.filter(Boolean)
			.join(' '),
	});
}

const LONGEST_LIST = 40;
