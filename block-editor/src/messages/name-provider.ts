import { __ } from '@wordpress/i18n';

const NAMES: Record<string, () => string> = {
	'': () => __('The provider', 'limner'),
	openai: () => 'OpenAI',
	sketch: () => __('Sketch (drawn, no AI)', 'limner'),
	automatic: () => __('Automatic', 'limner'),
};

/** A provider as people know it; one that this version does not know is called by its own name. */
export function nameProvider(name: string): string {
	return NAMES[name]?.() ?? name;
}
