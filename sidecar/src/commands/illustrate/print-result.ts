import { join, relative } from 'node:path';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import { describeError } from '../../errors/error-sentences.ts';
import type { ImageOutcome } from './make-images.ts';
import { priceOfPlan } from './print-plan.ts';
import type { ArticlePlan } from './plan-article.ts';
import { count, formatPrice, indent, plain } from './terminal-text.ts';
import { articleName, fileNames } from './write-illustrated.ts';

export interface RunResult {
	articlePlan: ArticlePlan;
	outcomes: readonly ImageOutcome[];
	folder: string;
	/** In the folder; empty where nothing was written. */
	files: readonly string[];
	cancelled: boolean;
}

export function countOutcomes(outcomes: readonly ImageOutcome[]): { made: number; failed: number } {
	const made = outcomes.filter(({ candidate }) => candidate !== null).length;
	return { made, failed: outcomes.length - made };
}

/** "5 made, 1 failed", and why. */
export function describeResult(result: RunResult, width: number): string {
	const { articlePlan, outcomes, folder, files, cancelled } = result;
	const { made, failed } = countOutcomes(outcomes);
	const lines = [
		`${made} made, ${failed} ${cancelled ? 'stopped or failed' : 'failed'}. ${describeCost(outcomes)}`,
	];
	for (const { image, error } of outcomes)
		if (error) lines.push('', describeFailure(image.title, error, width));
	if (files.length > 0) {
		lines.push(
			'',
			`Written: ${relative(process.cwd(), join(folder, articleName(articlePlan.article)))} and ${count(files.length - 1, 'image file')}.`,
		);
	}
	if (cancelled) {
		lines.push('', indent(describeWhatIsKept(outcomes), 0, width));
	} else if (failed > 0) {
		lines.push(
			'',
			indent(
				`To try the rest again, run the same command${files.length > 0 ? ' with --force' : ''}; what was made is not paid for again.`,
				0,
				width,
			),
		);
	}
	return lines.join('\n');
}

function describeWhatIsKept(outcomes: readonly ImageOutcome[]): string {
	const isKept = outcomes.some(({ candidate }) => candidate !== null);
	const isOpen = outcomes.some(({ error }) => error?.code === 'cancelled' && error.charged === 'unknown');
	return [
		'Nothing was written.',
		isKept ? 'What was made is kept: the same command goes on from there and does not pay for it again.' : '',
		isOpen ? 'What the provider was still making is asked for anew then, at its price.' : '',
	]
		.filter(Boolean)
		.join(' ');
}

function describeCost(outcomes: readonly ImageOutcome[]): string {
	const known = outcomes.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
	const isOpen = outcomes.some(({ error }) => error?.charged === 'unknown');
	return `Spent: ${known === 0 ? 'nothing' : formatPrice(known)}${isOpen ? ', and what may have been charged' : ''}.`;
}

function describeFailure(title: string, error: ErrorInfo, width: number): string {
	const sentence = describeError(error.code, error);
	return `  ${plain(title)}\n${indent(`${sentence.title} (${error.code}). ${sentence.advice}`, 4, width)}`;
}

/** The same for programs. */
export function resultToJson(
	result: RunResult | { articlePlan: ArticlePlan; outcomes: null },
): Record<string, unknown> {
	const { articlePlan, outcomes } = result;
	const { plan, article, images } = articlePlan;
	const described = images.map((image) => {
		const outcome = outcomes?.find((one) => one.image === image);
		return {
			kind: image.slot.kind,
			title: image.title,
			prompt: image.slot.prompt,
			alt: image.slot.alt,
			state: outcome ? (outcome.candidate ? 'made' : 'failed') : image.state,
			price_microdollars: image.state === 'kept' ? 0 : image.price,
			...(outcome
				? {
						cost_microdollars: outcome.cost,
						error: outcome.error && { ...outcome.error, ...sentenceOf(outcome.error) },
					}
				: {}),
			files: fileNames(articlePlan, image),
		};
	});
	const head = {
		article: article.path,
		title: article.title,
		provider: plan.provider,
		model: plan.model,
		drawn_without_ai: plan.drawn_without_ai,
		price_microdollars: priceOfPlan(articlePlan),
		notices: plan.notices,
		images: described,
	};
	if (result.outcomes === null) return head;
	const { folder, files, cancelled } = result;
	return { ...head, ...countOutcomes(result.outcomes), cancelled, folder, files };
}

function sentenceOf(error: ErrorInfo) {
	const { title, advice } = describeError(error.code, error);
	return { title, advice };
}
