import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';

/** What a site's settings would say, where somebody at the command line says nothing else. */
export function plainPolicy(changes: Partial<Policy>): Policy {
	return {
		provider: 'automatic',
		model: '',
		quality: 'medium',
		image_type: 'realistic',
		style: { palette: [], guidelines: '', avoid: '' },
		max_in_article: 0,
		every_section: false,
		format: 'webp',
		format_quality: 80,
		desktop: { enabled: true, width: 1600, height: 900 },
		mobile: { enabled: false, width: 960, height: 1200 },
		mobile_mode: 'crop',
		previews: false,
		approval: 'by_hand',
		label: '',
		candidate_retention_days: 30,
		limits: { site_month: null, person_month: null, post: null, run: null },
		...POLICY_DEFAULTS,
		sub_sizes: [],
		largest_side: 0,
		timezone: 'UTC',
		...changes,
	};
}
