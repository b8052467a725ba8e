import type { Attempt, Candidate, EditorPostImages, Slot } from '@limner/shared/contracts/post-images';

/** What the site answers, for tests; each names only what it is about. */

export function makeAttempt(facts: Partial<Attempt> = {}): Attempt {
	return {
		attempt_id: '10000000-0000-4000-8000-000000000001',
		generation_id: '20000000-0000-4000-8000-000000000001',
		state: 'making',
		phase: 'drawing',
		position: null,
		progress: 0.5,
		seconds_left: 10,
		slower_than_usual: false,
		preview_number: 0,
		prompt: 'A desk by a window',
		person: { id: 1, name: 'Ada' },
		price_microdollars: 41_200,
		cost_microdollars: null,
		error: null,
		accepted_at: 1_790_000_000,
		finished_at: null,
		...facts,
	};
}

export function makeCandidate(facts: Partial<Candidate> = {}, attachmentId: number | null = null): Candidate {
	return {
		candidate_id: '30000000-0000-4000-8000-000000000001',
		attempt_id: '10000000-0000-4000-8000-000000000001',
		state: 'ready',
		provider: 'openai',
		model: 'gpt-image-2.5-flare',
		drawn_without_ai: false,
		prompt: 'A desk by a window',
		revised_prompt: null,
		alt: 'A desk',
		label: 'AI-generated',
		cost_microdollars: 41_200,
		findings: [],
		focal_point: { x: 0.5, y: 0.5 },
		renditions: [
			{
				name: 'desktop',
				width: 1600,
				height: 900,
				byte_length: 1,
				media_type: 'image/webp',
				attachment_id: attachmentId,
				url: null,
			},
		],
		error: null,
		made_at: 1_790_000_000,
		approved_by: null,
		...facts,
	};
}

export function makeSlot(facts: Partial<Slot> = {}): Slot {
	return {
		slot_id: '40000000-0000-4000-8000-000000000001',
		kind: 'section',
		heading: 'How pigments were ground',
		fingerprint: { heading_path: ['How pigments were ground'], sketch: [1, 2, 3, 4, 5, 6, 7, 8] },
		prompt: 'Ochre and lapis on a stone slab',
		alt: '',
		attempt: null,
		candidates: [],
		...facts,
	};
}

export function makeImages(facts: Partial<EditorPostImages> = {}): EditorPostImages {
	return {
		post_id: 7,
		plan: null,
		slots: [],
		running: 0,
		connection: { state: 'connected', fresh: true, as_of: 1_790_000_000, error: null },
		settings: {
			provider: 'openai',
			model: '',
			image_type: 'realistic',
			quality: 'medium',
			approval: 'by_hand',
			on_publish: 'off',
			mobile: true,
			desktop: true,
			max_in_article: 5,
			every_section: false,
			previews: false,
			settings_url: '/wp-admin/options-general.php?page=limner',
			providers: [{ name: 'openai', title: 'OpenAI' }],
		},
		can: { generate: true, manage: true },
		waiting_publications: 0,
		...facts,
	};
}
