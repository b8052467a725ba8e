import { randomUUID } from 'node:crypto';

import type { Plan } from '@limner/shared/contracts/plan';
import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import { extractSections } from '@limner/shared/sections/extract-sections';

import type { WordPressSession } from './wordpress-session.ts';

export type ShownCandidate = EditorPostImages['slots'][number]['candidates'][number];

const sentence =
	'The limner grinds ochre and lapis on a stone slab near the window until the colour runs bright. ';

/** One section, with enough text to say what its image shows. */
export const shortArticle = {
	title: 'How a limner grinds colours',
	content: `<!-- wp:heading -->
<h2 class="wp-block-heading">How pigments were ground</h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>${sentence.repeat(5)}</p>
<!-- /wp:paragraph -->`,
};

/** A REST call that has to succeed. */
export async function ask<Value>(
	session: WordPressSession,
	route: string,
	body?: unknown,
	method?: string,
): Promise<Value> {
	const answer = await session.rest(route, { body, ...(method === undefined ? {} : { method }) });
	if (answer.status >= 300) {
		throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
	}
	return answer.body as Value;
}

/** Asks until it is so. */
export async function until<Value>(
	look: () => Promise<Value>,
	isSo: (value: Value) => boolean,
): Promise<Value> {
	const deadline = Date.now() + 90_000;
	for (;;) {
		const value = await look();
		if (isSo(value)) {
			return value;
		}
		if (Date.now() > deadline) {
			throw new Error(`It did not become so: ${JSON.stringify(value).slice(0, 3000)}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 300));
	}
}

async function readImages(session: WordPressSession, postId: number): Promise<EditorPostImages> {
	return await ask<EditorPostImages>(session, `limner/v1/posts/${postId}/images`);
}

export async function readCandidates(session: WordPressSession, postId: number): Promise<ShownCandidate[]> {
	return (await readImages(session, postId)).slots.flatMap((slot) => slot.candidates);
}

/** Plans a post's first section, has its image made and waits for it, as the editor does. */
export async function makeFirstImage(
	session: WordPressSession,
	post: { id: number; title: string; content: string },
): Promise<ShownCandidate> {
	const plan = await ask<Plan>(session, `limner/v1/posts/${post.id}/plan`, {
		outline: describeOutline(post.title, post.content),
	});
	const slot = plan.slots.find((one) => one.kind === 'section');
	await ask(session, `limner/v1/posts/${post.id}/generations`, {
		id: randomUUID(),
		slots: [{ slot_id: slot?.slot_id, prompt: slot?.prompt, alt: slot?.alt }],
	});
	const [candidate] = await until(
		() => readCandidates(session, post.id),
		(candidates) => candidates.length > 0,
	);
	if (candidate === undefined) {
		throw new Error('There is no candidate.');
	}
	return candidate;
}

export async function approve(
	session: WordPressSession,
	postId: number,
	candidate: ShownCandidate,
): Promise<void> {
	await ask(
		session,
		`limner/v1/posts/${postId}/candidates/${candidate.candidate_id}/approve`,
		undefined,
		'POST',
	);
}

function describeOutline(title: string, content: string) {
	const outline = extractSections(content, { patterns: [], title });
	if (outline.kind === 'too_large') {
		throw new Error('The post is too large.');
	}
	return {
		title,
		has_featured_image: false,
		sections: outline.sections.map((section) => ({
			kind: section.kind,
			heading: section.heading,
			level: section.level,
			text: section.text,
			word_count: section.wordCount,
			has_image: section.hasImage,
			fingerprint: section.fingerprint,
		})),
	};
}
