import { sql, type RawBuilder } from 'kysely';

/**
 * What a call was paid for, in SQL over `calls` and `generations`: the operation that was asked for, such as `edit`; for
 * images made from words the rendition that they are for, `desktop` or `mobile`, as the two are paid apart.
 */
export const PAID_OPERATION: RawBuilder<string> = sql`
	coalesce(nullif(json_extract(generations.operation_json, '$.name'), 'generate'), calls.operation)
`;
