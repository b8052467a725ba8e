/** What Limner uses of a package that ships no types of its own. */
declare module '@wordpress/block-editor' {
	import type { Block } from '@wordpress/blocks';
	import type { ReduxStoreConfig, StoreDescriptor } from '@wordpress/data';
	import type { ComponentType, ReactNode } from 'react';

	interface Selectors {
		getBlocks: (state: unknown, rootClientId?: string) => Block[];
		getBlocksByName: (state: unknown, name: string) => string[];
		getBlock: (state: unknown, clientId: string) => Block | null;
		getBlockRootClientId: (state: unknown, clientId: string) => string | null;
		getBlockIndex: (state: unknown, clientId: string) => number;
		getSelectedBlockClientId: (state: unknown) => string | null;
		getClientIdsWithDescendants: (state: unknown) => string[];
		canInsertBlockType: (state: unknown, name: string, rootClientId?: string | null) => boolean;
		canRemoveBlock: (state: unknown, clientId: string) => boolean;
	}

	interface Actions {
		insertBlock: (
			block: Block,
			index?: number,
			rootClientId?: string,
			updateSelection?: boolean,
		) => Promise<unknown>;
		replaceBlock: (clientId: string, block: Block) => Promise<unknown>;
		removeBlock: (clientId: string, selectPrevious?: boolean) => Promise<unknown>;
		selectBlock: (clientId: string) => Promise<unknown>;
		flashBlock: (clientId: string) => Promise<unknown>;
		toggleBlockHighlight: (clientId: string, isHighlighted: boolean) => Promise<unknown>;
	}

	export const store: StoreDescriptor<ReduxStoreConfig<unknown, Actions, Selectors>>;

	export const MediaUpload: ComponentType<{
		onSelect: (media: { id: number }) => void;
		allowedTypes: string[];
		render: (controls: { open: () => void }) => ReactNode;
	}>;
	export const MediaUploadCheck: ComponentType<{ children: ReactNode }>;
}

declare module '*.css';

/** Where the build's lazy parts are loaded from. */
declare let __webpack_public_path__: string;
