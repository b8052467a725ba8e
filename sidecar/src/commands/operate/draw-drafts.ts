import { join, relative } from 'node:path';
import type { Engine } from '../../engine.ts';
import { NO_PROGRESS, openProgress } from '../illustrate/show-progress.ts';
import { widthOf } from '../illustrate/terminal-text.ts';
import { printJson } from '../print-json.ts';
import { agreeToPrice } from '../run/agree-to-price.ts';
import { INTERRUPTED, openRun } from '../run/open-run.ts';
import { prepareOutFolder, writeFiles } from '../run/write-files.ts';
import { makeDrafts } from './make-drafts.ts';
import { planDrafts, priceOfDrafts, type DraftsPlan } from './plan-drafts.ts';
import type { OperationWish } from './plan-operation.ts';
import { describeDrafts, describeDraftsPlan, draftsToJson } from './print-drafts.ts';

/** `limner draw --drafts`: small pictures to choose from, and the command that redraws the chosen one. */
export async function drawDrafts(wish: OperationWish, drafts: number): Promise<number> {
	const { options } = wish;
	return openRun(options.data, async ({ ledger, signal, withEngine }) => {
		const plan = await planDrafts(ledger, wish, drafts);
		if (!options.json) console.log(describeDraftsPlan(plan, widthOf(process.stdout)));
		if (options.dryRun) {
			if (options.json) printJson(draftsToJson(plan, null));
			return 0;
		}
		const names = plan.sheets.flatMap(({ fileNames, wholeName }) => [...fileNames, wholeName]);
		await prepareOutFolder(options.out, names, options.force ?? false);
		const { yes, json } = options;
		const price = priceOfDrafts(plan);
		if (!(await agreeToPrice({ price, question: 'Draw them?', yes, json }, signal))) return INTERRUPTED;
		return withEngine((engine) => makeAndWrite(engine, plan, signal));
	});
}

async function makeAndWrite(engine: Engine, plan: DraftsPlan, signal: AbortSignal): Promise<number> {
	const { options } = plan.wish;
	const progress = options.json ? NO_PROGRESS : openProgress(process.stderr);
	const made = await makeDrafts(engine, plan, progress.show, signal);
	progress.end();
	const files = made.flatMap((sheet) => sheet.files);
	if (files.length > 0) await writeFiles(options.out, files, options.force ?? false);
	const pathOf = (name: string) => relative(process.cwd(), join(options.out, name));
	if (options.json) printJson(draftsToJson(plan, made));
	else console.log(describeDrafts(plan, made, pathOf, widthOf(process.stdout)));
	if (made.every(({ noSheet, error }) => noSheet === null && error === null)) return 0;
	return signal.aborted ? INTERRUPTED : 1;
}
