import type { Section } from '@limner/shared/sections/outline';
import type { State } from '../store/state.ts';

/** What every card needs to know of the post around it. */
export interface CardContext {
	postId: number;
	view: State['view'];
	canGenerate: boolean;
	settingsUrl: string | null;
	/** Who the plan says will make the images. */
	provider: string | undefined;
	/** What people call them. */
	providers: readonly { name: string; title: string }[];
	hasChatModel: boolean;
	sections: readonly Section[];
	/** The block of a section's heading, by the section's index. */
	headings: ReadonlyMap<number, string>;
	markedSlot: string | null;
}
