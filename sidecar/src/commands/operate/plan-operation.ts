import type { OperationOrder } from '@limner/shared/contracts/operation';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import { PROMPT_LIMIT } from '@limner/shared/contracts/primitives';
import { LimnerError } from '../../errors/limner-error.ts';
import type { Ledger } from '../../open-engine.ts';
import { chooseModel, type ChosenModel } from '../../planning/choose-model.ts';
import { operationSteps, type ImageStep } from '../../planning/image-steps.ts';
import { requireSwitchedOn } from '../../planning/require-operation.ts';
import { idOf, postIdOf } from '../illustrate/command-line-site.ts';
import { FileNames } from '../illustrate/name-files.ts';
import { plainPolicy } from '../run/plain-policy.ts';
import { recallImage, type RecalledImage } from '../run/recall-image.ts';
import { IMAGE_EXTENSIONS } from '../run/write-files.ts';
import type { OperateOptions } from './operate-options.ts';
import type { OperationCommand } from './operation-commands.ts';
import type { ImageInput } from './read-image-file.ts';

export interface OperationWish {
	command: OperationCommand;
	source: ImageInput | null;
	mask: ImageInput | null;
	references: ImageInput[];
	prompt: string;
	options: OperateOptions;
}

export interface OperationPlan {
	wish: OperationWish;
	policy: Policy;
	order: OperationOrder;
	chosen: ChosenModel;
	step: ImageStep;
	recalled: RecalledImage;
	postId: number;
	slotId: string;
	fileName: string;
}

const USUAL_SIZE = { width: 1600, height: 900 };
const LARGEST_SIDE = 8192;

/**
 * Which model does it and at what price, and whether an earlier run did. `task` where the model has to be able to do more
 * than the operation. Fails before anything is spent.
 */
export async function planOperation(
	ledger: Ledger,
	wish: OperationWish,
	task?: 'sheet_of_drafts',
): Promise<OperationPlan> {
	const { source, mask, references, prompt, options } = wish;
	const order = orderOf(wish);
	requireSwitchedOn(ledger.config.operations, order.name);
	if (prompt.length > PROMPT_LIMIT)
		throw new LimnerError('prompt_too_long', { subject: `${prompt.slice(0, 40)}…`, amount: PROMPT_LIMIT });
	const policy = policyOf(wish);
	const chosen = chooseModel(ledger.providers, policy, new Date(), task ?? order.name);
	const { facts } = chosen.found;
	const steps = operationSteps(facts, policy, order);
	const [step] = steps;
	if (!step) throw new Error('An operation takes one image at least.');
	const inputs = [source, mask, ...references].map((input) => input?.sha256 ?? '');
	const slotId = idOf(['operate', order.name, inputs, prompt]);
	const looks = [slotId, facts.provider, facts.name, step.width, step.height, step.quality, options.seed];
	const buyAgain = options.buyAgain ?? false;
	return {
		...{ wish, policy, order, chosen, step, slotId },
		recalled: await recallImage(ledger, { looks, steps: steps.slice(0, 1), facts, prompt, buyAgain }),
		postId: postIdOf(`operate ${source?.sha256 ?? prompt}`),
		fileName: fileNameOf(wish),
	};
}

function orderOf({ command, source, mask, references }: OperationWish): OperationOrder {
	const name =
		(mask && command.withMask) || (references.length > 0 && command.withReferences) || command.operation;
	return {
		name,
		source: source?.sha256 ?? null,
		mask: mask?.sha256 ?? null,
		references: references.map(({ sha256 }) => sha256),
	};
}

function policyOf(wish: OperationWish): Policy {
	const { provider, model, tier, quality, format } = wish.options;
	return plainPolicy({
		...{ provider, model, quality, format },
		desktop: { enabled: true, ...sizeOf(wish) },
		choice: { ...POLICY_DEFAULTS.choice, tier },
		prompting: { ...POLICY_DEFAULTS.prompting, keep_together: false },
	});
}

function sizeOf({ command, source, options }: OperationWish): { width: number; height: number } {
	if (options.size) return options.size;
	if (source === null || command.size === 'usual') return USUAL_SIZE;
	const factor = Math.min(command.factor ?? 1, LARGEST_SIDE / Math.max(source.width, source.height));
	return { width: Math.round(source.width * factor), height: Math.round(source.height * factor) };
}

function fileNameOf({ command, source, prompt, options }: OperationWish): string {
	const name = source === null ? prompt : `${source.name} ${command.name}`;
	return new FileNames().take(name) + (command.extension ?? IMAGE_EXTENSIONS[options.format]);
}
