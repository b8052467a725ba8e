import { randomUUID } from 'node:crypto';
import type { Generation, GenerationRequest } from '@limner/shared/contracts/generation';
import { PLAIN_GENERATION } from '@limner/shared/contracts/operation';
import type { Plan, PlanRequest } from '@limner/shared/contracts/plan';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import type { PostImages } from '@limner/shared/contracts/post-images';
import type { WireOutline } from '@limner/shared/contracts/outline';
import { extractSections } from '@limner/shared/sections/extract-sections';
import type { Section } from '@limner/shared/sections/outline';
import type { SignedClient } from './signed-client.ts';

export const EDITOR = { id: 2, name: 'Erin Editor' };

/** What a site's settings are where nobody changed them, but for the small files that tests are quick with. */
export function samplePolicy(changes: Partial<Policy> = {}): Policy {
	return {
		provider: 'sketch',
		model: '',
		quality: 'low',
		image_type: 'illustration',
		style: { palette: [], guidelines: '', avoid: '' },
		max_in_article: 5,
		every_section: false,
		format: 'webp',
		format_quality: 80,
		desktop: { enabled: true, width: 1280, height: 720 },
		mobile: { enabled: true, width: 720, height: 900 },
		mobile_mode: 'crop',
		previews: false,
		approval: 'by_hand',
		label: 'AI-generated',
		candidate_retention_days: 30,
		limits: { site_month: null, person_month: null, post: null, run: null },
		...POLICY_DEFAULTS,
		sub_sizes: [
			{ name: 'thumbnail', width: 150, height: 150, crop: true },
			{ name: 'medium', width: 300, height: 300, crop: false },
		],
		largest_side: 2560,
		timezone: 'Europe/Berlin',
		...changes,
	};
}

const TOPICS = ['Soil', 'Seeds', 'Water', 'Light', 'Weeds', 'Harvest', 'Storage', 'Winter'];

/** Block markup with this many sections of different length, each about something else. */
export function sampleContent(sections: number): string {
	const lead = paragraph('A garden is a promise that somebody keeps in small steps through the whole year');
	const parts = TOPICS.slice(0, sections).map((topic, index) => {
		const sentence = `${topic} decides what a gardener carries home in the evening after work number ${index}`;
		const more = Array.from({ length: 3 + index }, (_, line) =>
			paragraph(`${sentence}, and ${topic.toLowerCase()} rewards whoever looks closely on day ${line}`),
		);
		return [
			`<!-- wp:heading -->\n<h2 class="wp-block-heading">${topic}</h2>\n<!-- /wp:heading -->`,
			...more,
		].join('\n\n');
	});
	return [lead, ...parts].join('\n\n');
}

function paragraph(text: string): string {
	return `<!-- wp:paragraph -->\n<p>${text}.</p>\n<!-- /wp:paragraph -->`;
}

/** The outline as the editor would send it. */
export function sampleOutline(content: string, title = 'The patient garden'): WireOutline {
	const outline = extractSections(content, { patterns: [], title });
	if (outline.kind === 'too_large') throw new Error('The sample is too large.');
	const sections = [...(outline.lead ? [outline.lead] : []), ...outline.sections];
	return { title, has_featured_image: false, sections: sections.map(toWire) };
}

function toWire(section: Section): WireOutline['sections'][number] {
	return {
		kind: section.kind,
		heading: section.heading,
		level: section.level,
		text: section.text,
		word_count: section.wordCount,
		has_image: section.hasImage,
		fingerprint: section.fingerprint,
	};
}

export function samplePlanRequest(postId: number, policy: Policy, sections = 5): PlanRequest {
	return {
		post: { id: postId, title: 'The patient garden', language: 'en', seo_title: '', categories: [] },
		person: EDITOR,
		outline: sampleOutline(sampleContent(sections)),
		policy,
	};
}

/** What the plugin makes of "Generate": an attempt for each selected slot. */
export function generationRequest(
	plan: Plan,
	policy: Policy,
	changes: Partial<GenerationRequest> = {},
): GenerationRequest {
	return {
		id: randomUUID(),
		lane: 'interactive',
		post: { id: plan.post_id, title: 'The patient garden', language: 'en' },
		person: EDITOR,
		policy,
		operation: PLAIN_GENERATION,
		attempts: plan.slots
			.filter(({ selected }) => selected)
			.map(({ slot_id, prompt, alt }) => ({ attempt_id: randomUUID(), slot_id, prompt, alt, variation: 0 })),
		...changes,
	};
}

/** Looks again until it is so; says what there was when it was not in time. */
export async function waitFor<T>(
	look: () => Promise<T>,
	isSo: (value: T) => boolean,
	milliseconds = 60_000,
): Promise<T> {
	const deadline = Date.now() + milliseconds;
	for (;;) {
		const value = await look();
		if (isSo(value)) return value;
		if (Date.now() > deadline)
			throw new Error(`Not so within ${milliseconds} ms: ${JSON.stringify(value).slice(0, 4000)}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

export async function waitForGeneration(
	client: SignedClient,
	id: string,
	milliseconds?: number,
): Promise<Generation> {
	return waitFor(
		() => client.call('generation', { parameters: { generation_id: id } }),
		({ state }) => state !== 'running',
		milliseconds,
	);
}

/** Plans a new post, makes its images, and waits for them. */
export async function illustrate(
	client: SignedClient,
	postId: number,
	policy: Policy,
	sections = 5,
): Promise<{ plan: Plan; request: GenerationRequest; generation: Generation; images: PostImages }> {
	const plan = await client.call('makePlan', { body: samplePlanRequest(postId, policy, sections) });
	const request = generationRequest(plan, policy);
	await client.call('startGeneration', { body: request });
	const generation = await waitForGeneration(client, request.id);
	const images = await client.call('postImages', { parameters: { post_id: postId } });
	return { plan, request, generation, images };
}
