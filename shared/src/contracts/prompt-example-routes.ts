import {
	promptExampleChangeSchema,
	promptExampleFieldsSchema,
	promptExampleSchema,
	promptExamplesSchema,
	promptImportSchema,
	promptLibrarySchema,
} from './prompt-example.ts';
import { route } from './route.ts';

const LIBRARY = '/v1/prompt-examples';
const ONE = `${LIBRARY}/{example_id}`;

/** The library of prompts of a site. `export` stands before `{example_id}`, which would take its place. */
export const PROMPT_EXAMPLE_ROUTES = {
	promptExamples: route('GET', LIBRARY, 'signed', 'Prompts that were kept', null, promptExamplesSchema),
	exportPromptExamples: route(
		'GET',
		`${LIBRARY}/export`,
		'signed',
		'All of them as one file',
		null,
		promptLibrarySchema,
	),
	importPromptExamples: route(
		'POST',
		`${LIBRARY}/import`,
		'signed',
		'Read such a file; names that are there already are left out and named',
		promptLibrarySchema,
		promptImportSchema,
	),
	addPromptExample: route(
		'POST',
		LIBRARY,
		'signed',
		'Keep a prompt',
		promptExampleFieldsSchema,
		promptExampleSchema,
		201,
	),
	promptExample: route('GET', ONE, 'signed', 'One of them', null, promptExampleSchema),
	changePromptExample: route(
		'PATCH',
		ONE,
		'signed',
		'Change what is named',
		promptExampleChangeSchema,
		promptExampleSchema,
	),
	removePromptExample: route('DELETE', ONE, 'signed', 'Forget it', null, promptExampleSchema),
} as const;
