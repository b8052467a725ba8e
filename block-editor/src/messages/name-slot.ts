import { __ } from '@wordpress/i18n';
import type { Slot } from '@limner/shared/contracts/post-images';

/** What a person calls the slot. */
export function nameSlot({ kind, heading }: Pick<Slot, 'kind' | 'heading'>): string {
	if (kind === 'featured') return __('Featured image', 'limner');
	return heading || __('Untitled section', 'limner');
}
