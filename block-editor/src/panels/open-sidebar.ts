import { dispatch } from '@wordpress/data';

interface EditPostActions {
	openGeneralSidebar?: (name: string) => unknown;
}

/** The store is asked for by its name: importing its package would make the editor's own script wait for it. */
export function openSidebar(): void {
	const actions = dispatch('core/edit-post') as EditPostActions;
	actions.openGeneralSidebar?.('limner/images');
}
