import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { comparisonSchema, type Comparison } from '@limner/shared/contracts/comparison';
import { CommandError } from '../../errors/command-error.ts';
import { chooseWinner } from '../../planning/choose-winner.ts';
import { exportPromptExamples } from '../../storage/prompt-examples.ts';
import { COMMAND_LINE_SITE } from '../illustrate/command-line-site.ts';
import { printJson } from '../print-json.ts';
import { openRun } from '../run/open-run.ts';
import { writeFiles } from '../run/write-files.ts';
import { RECORD_FILE } from './write-comparison.ts';

const LIBRARY_FILE = 'prompt-examples.json';

interface KeepOptions {
	out: string;
	name?: string;
	json?: true;
	data?: string;
}

/** Says which settings make images like a comparison's winner, and keeps it as a prompt example where it has a name. */
export async function keepWinner(number: number, { out, name, json, data }: KeepOptions): Promise<number> {
	const comparison = await readComparison(out);
	return openRun(data, async ({ ledger }) => {
		const winner = await chooseWinner(ledger.database, COMMAND_LINE_SITE, comparison, number, name ?? null);
		const library = winner.example === null ? null : join(out, LIBRARY_FILE);
		if (library !== null) {
			const examples = await exportPromptExamples(ledger.database, COMMAND_LINE_SITE);
			const content = `${JSON.stringify(examples, null, '\t')}\n`;
			await writeFiles(out, [{ name: LIBRARY_FILE, content }], true);
		}
		const { provider, model, quality } = winner.settings;
		if (json) printJson({ ...winner, library });
		else
			console.log(
				[
					...(library === null
						? []
						: [
								`Kept “${winner.example?.name ?? ''}” in ${relative(process.cwd(), library)}, which a site can import.`,
								'',
							]),
					'To make images like it:',
					`  in WordPress, under Settings → Limner: provider ${provider}, model ${model}, quality ${quality}`,
					`  here: --provider ${provider} --model ${model} --quality ${quality}`,
				].join('\n'),
			);
		return 0;
	});
}

async function readComparison(folder: string): Promise<Comparison> {
	const file = join(folder, RECORD_FILE);
	try {
		return comparisonSchema.parse(JSON.parse(await readFile(file, 'utf8')));
	} catch (error) {
		throw new CommandError(
			'comparison_unreadable',
			file,
			error instanceof Error && 'code' in error
				? 'There is no such file.'
				: 'It is none that this version wrote.',
		);
	}
}
