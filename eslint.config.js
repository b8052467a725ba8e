import tseslint from 'typescript-eslint';
import js from '@eslint/js';
import wordpress from '@wordpress/eslint-plugin';

const nothingElseReadsTheEnvironment = {
	selector: "MemberExpression[object.name='process'][property.name='env']",
	message: 'Read the environment once, in sidecar/src/config, and hand the value in.',
};

export default tseslint.config(
	{ ignores: ['**/node_modules/', 'plugin/', 'dist/', '.limner/', '**/*.json'] },
	js.configs.recommended,
	...tseslint.configs.recommended,
	// WordPress's own rules, for the part that runs inside WordPress.
	...['react', 'jsx-a11y', 'i18n', 'custom'].flatMap((name) =>
		wordpress.configs[name].map((config) => ({ ...config, files: ['block-editor/src/**/*.{ts,tsx}'] })),
	),
	{
		files: ['block-editor/src/**/*.{ts,tsx}'],
		rules: {
			'@wordpress/i18n-text-domain': ['error', { allowedTextDomain: ['limner'] }],
			// Prettier sets the spaces, here as everywhere.
			'react/jsx-curly-spacing': 'off',
		},
	},
	{
		files: ['**/*.ts', '**/*.tsx'],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'no-empty': ['error', { allowEmptyCatch: false }],
			'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
		},
	},
	{
		files: ['**/*.test.ts', '**/*.test.tsx', 'test/**'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{ selector: "MemberExpression[property.name=/^(skip|only|todo|fails)$/][object.name=/^(it|test|describe)$/]", message: 'A test runs, or it is deleted.' },
				{ selector: "CallExpression[callee.property.name='waitForTimeout']", message: 'Wait for a state, not for time.' },
			],
		},
	},
	{
		files: ['shared/src/**', 'sidecar/src/**'],
		// prepare-fonts writes one variable for fontconfig, which has no other way in; it reads none.
		ignores: ['**/*.test.ts', 'sidecar/src/config/**', 'sidecar/src/fonts/prepare-fonts.ts'],
		rules: { 'no-restricted-syntax': ['error', nothingElseReadsTheEnvironment] },
	},
	{ files: ['**/*.mjs', '**/*.cjs', '**/*.js'], languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'readonly', URL: 'readonly', fetch: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', AbortSignal: 'readonly', Buffer: 'readonly', document: 'readonly', window: 'readonly', wp: 'readonly' } } },
);
