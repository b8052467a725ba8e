import { useEffect, useLayoutEffect, useRef, type RefObject } from '@wordpress/element';

/**
 * A button that somebody pressed may not be there in the next state. The focus then goes to the card,
 * whose buttons are the next stops of the Tab key, and never to the top of the page.
 */
export function useKeptFocus(element: RefObject<HTMLElement | null>): void {
	const hadFocus = useRef(false);
	useEffect(() => {
		const card = element.current;
		if (!card) return undefined;
		const note = (event: FocusEvent) => {
			// A removed element loses the focus to nothing; a person moves it to something.
			if (event.type === 'focusin') hadFocus.current = true;
			else if (event.relatedTarget) hadFocus.current = false;
		};
		card.addEventListener('focusin', note);
		card.addEventListener('focusout', note);
		return () => {
			card.removeEventListener('focusin', note);
			card.removeEventListener('focusout', note);
		};
	}, [element]);
	useLayoutEffect(() => {
		const card = element.current;
		if (!card || !hadFocus.current) return;
		const { activeElement, body } = card.ownerDocument;
		if (activeElement !== body && activeElement !== null) return;
		card.focus({ preventScroll: true });
	});
}
