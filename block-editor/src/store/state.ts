import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import type { PostOutline } from '../outline/read-outline.ts';

/** What this tab knows about a slot beyond what the site knows. */
export interface SlotNote {
	/** A request of a person that has not been answered. */
	pending?: 'starting' | 'stopping' | 'placing' | 'rejecting' | 'wording' | undefined;
	/** Why the last request of a person was not carried out. */
	failure?: ErrorInfo | undefined;
	/** The prompt as typed, until the site has it. */
	draft?: string | undefined;
	/** The alt text as typed, until the site has it. */
	draftAlt?: string | undefined;
	/** Whether it is to be made, where a person said so. */
	chosen?: boolean | undefined;
	/** The candidate that a person looks at in place of the newest. */
	shown?: string | undefined;
	/** The candidate that goes into the post as soon as it is in the media library. */
	intended?: string | undefined;
	/** The section, by its index, that a person chose for it because its own is gone. */
	intendedSection?: number | undefined;
	/** The attachment that a person took from the media library in its place. */
	swapped?: number | undefined;
}

export interface State {
	postId: number;
	images: EditorPostImages | null;
	/** Why the state could not be read the last time. */
	failure: ErrorInfo | null;
	planning: boolean;
	/** Why the last request about the whole post was not carried out. */
	requestFailure: ErrorInfo | null;
	notes: Record<string, SlotNote>;
	outline: PostOutline | null;
	view: 'desktop' | 'mobile';
	/** The slot whose card is marked because the selected block stands in its section. */
	markedSlot: string | null;
}

export type Action =
	| { type: 'OPEN'; postId: number; notes: Record<string, SlotNote> }
	| { type: 'RECEIVE'; images: EditorPostImages }
	| { type: 'NOTE'; slotId: string; note: SlotNote }
	| { type: 'CHANGE'; change: Partial<Omit<State, 'postId' | 'images' | 'notes'>> };

export const INITIAL_STATE: State = {
	postId: 0,
	images: null,
	failure: null,
	planning: false,
	requestFailure: null,
	notes: {},
	outline: null,
	view: 'desktop',
	markedSlot: null,
};
