import type { Policy } from '@limner/shared/contracts/policy';
import type { PromptLook } from '@limner/shared/prompts/compose-prompt';
import { checkPattern, describePatternProblem } from '@limner/shared/prompts/placeholders';
import { LimnerError } from '../errors/limner-error.ts';
import type { ModelFacts } from '../models/model-facts.ts';
import { describeAspect, imageSteps, type ImageStep } from './image-steps.ts';

/** What a prompt pattern may name of a post, beside its sections. */
export interface PostToName {
	title: string;
	language: string;
	/** Empty where no SEO plugin has one. */
	seoTitle: string;
	categories: readonly string[];
	siteName: string;
}

/** How all prompts of a post are worded, under a site's policy and for a model. */
export function promptLook(policy: Policy, facts: ModelFacts, post: PostToName): PromptLook {
	const { pattern, negative } = policy.prompting;
	return {
		imageType: policy.image_type,
		style: policy.style,
		keepSubjectInside: cropFrame(policy, imageSteps(facts, policy)),
		pattern,
		negative,
		avoidsApart: facts.takesNegativePrompt,
		post: {
			title: post.seoTitle.trim() || post.title,
			categories: post.categories,
			siteName: post.siteName,
			language: post.language,
		},
	};
}

/**
 * Settings are checked where they are saved; a pattern can come from a filter or another client as well. Fails with
 * `prompt_pattern_unusable`, as a brace that nobody fills would be paid for.
 */
export function requireUsablePattern({ prompting }: Policy): void {
	const [problem] = checkPattern(prompting.pattern);
	if (!problem) return;
	throw new LimnerError('prompt_pattern_unusable', {
		subject: problem.kind === 'unknown' ? `{${problem.name}}` : prompting.pattern.slice(0, 60),
		cause: describePatternProblem(problem),
	});
}

/** The narrower frame that is cut out of the image later; null where none is. */
function cropFrame(policy: Policy, steps: ImageStep[]): string | null {
	const isCropped = policy.desktop.enabled && policy.mobile.enabled && steps.length === 1;
	return isCropped ? describeAspect(policy.mobile) : null;
}
