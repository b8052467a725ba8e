import { expect, it } from 'vitest';

import { SideBySide } from './side-by-side.ts';

function terminal() {
	const shown: (string | Uint8Array)[] = [];
	return { output: new SideBySide((chunk) => shown.push(chunk)), text: () => shown.join('') };
}

it('shows the first line as it goes, and the second one in one piece when it has ended', () => {
	const { output, text } = terminal();
	const unit = output.first('unit');
	const browser = output.second('e2e');
	browser.print('one\n');
	unit('a\n');
	browser.print('two\n');
	expect(text()).toBe('\n== unit ==\na\n');
	browser.end();
	unit('b\n');
	expect(text()).toBe('\n== unit ==\na\n\n== e2e ==\none\ntwo\n\n== unit, continued ==\nb\n');
});

it('shows the second line as it goes once the first one is through', () => {
	const { output, text } = terminal();
	const browser = output.second('e2e');
	browser.print('one\n');
	output.firstIsThrough();
	browser.print('two\n');
	expect(text()).toBe('\n== e2e ==\none\ntwo\n');
	browser.end();
	expect(text()).toBe('\n== e2e ==\none\ntwo\n');
});
