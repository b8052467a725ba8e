import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROVIDER_DEFINITIONS } from '../sidecar/src/providers/provider-definitions.ts';

/** The plugin directory asks for it: whoever may be sent something is named, with terms and privacy policy. */
const readme = readFileSync(join(import.meta.dirname, '../plugin/readme.txt'), 'utf8');
const services = readme.slice(
	readme.indexOf('== External services =='),
	readme.indexOf('== Frequently Asked Questions =='),
);
const elsewhere = PROVIDER_DEFINITIONS.filter(({ termsUrl }) => termsUrl !== '');
const ownMachine = PROVIDER_DEFINITIONS.filter(
	({ termsUrl, drawnWithoutAi }) => termsUrl === '' && !drawnWithoutAi,
);

describe.each(elsewhere)('$title in plugin/readme.txt', ({ title, termsUrl, baseUrl }) => {
	const line = services.split('\n').find((text) => text.startsWith(`* **${title}** `)) ?? '';

	test('stands with the address that is contacted', () => {
		expect(line).toContain(`(${new URL(baseUrl?.default ?? '').host})`);
	});

	test('stands with its terms and its privacy policy', () => {
		expect(line).toContain(`[Terms](${termsUrl})`);
		expect(line).toMatch(/\[privacy policy\]\(https:\/\/[^)]+\)/);
	});
});

test.each(ownMachine)('$title stands among one’s own servers', ({ title }) => {
	const words = title === 'OpenAI-compatible server' ? 'server that speaks OpenAI’s images API' : title;
	expect(services).toContain(words);
});

test('nobody is named twice, or without being offered', () => {
	const named = [...services.matchAll(/^\* \*\*(.+?)\*\* /gm)].map(([, title]) => title);
	expect(named.toSorted()).toEqual(elsewhere.map(({ title }) => title).toSorted());
});
