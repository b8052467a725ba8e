import { __ } from '@wordpress/i18n';

const NAMES: Record<string, () => string> = {
	'': () => __('The provider', 'limner'),
	sketch: () => __('Sketch (drawn, no AI)', 'limner'),
	automatic: () => __('Automatic', 'limner'),
};

/** A provider as people know it, by the titles that the image service gave; without one it is called by its own name. */
export function nameProvider(name: string, providers: readonly { name: string; title: string }[]): string {
	return NAMES[name]?.() ?? providers.find((provider) => provider.name === name)?.title ?? name;
}
