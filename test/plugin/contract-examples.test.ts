import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';

const wordpress = sharedWordPress();

/** What PHP's validator says about every example of a folder: its objection, or null. */
async function validateFolder(kind: 'valid' | 'invalid'): Promise<Record<string, string | null>> {
	const folder = join(projectFolder, 'shared', 'examples', kind);
	const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
	const examples: Record<string, { schema: string; json: string }> = {};
	for (const name of names) {
		const schema = basename(name, '.json').split('.')[0] ?? '';
		examples[name] = { schema, json: await readFile(join(folder, name), 'utf8') };
	}
	const encoded = Buffer.from(JSON.stringify(examples)).toString('base64');
	return await wordpress.runPhp(`
		$validator = new Limner\\Contracts\\Validator();
		return array_map(
			function ( $example ) use ( $validator ) {
				$result = $validator->decode( $example['json'], $example['schema'] );
				return is_wp_error( $result ) ? $result->get_error_data()['error']['cause'] : null;
			},
			json_decode( base64_decode( '${encoded}' ), true )
		);
	`);
}

describe('PHP says the same as zod', () => {
	test('of every valid example', async () => {
		const results = await validateFolder('valid');
		expect(Object.keys(results).length).toBeGreaterThan(10);
		expect(Object.entries(results).filter(([, objection]) => objection !== null)).toEqual([]);
	});

	test('of every invalid example', async () => {
		const results = await validateFolder('invalid');
		expect(Object.keys(results).length).toBeGreaterThan(10);
		expect(Object.entries(results).filter(([, objection]) => objection === null)).toEqual([]);
	});
});
