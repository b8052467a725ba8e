import { Path, SVG } from '@wordpress/primitives';

/** A frame with a brush stroke in it. */
export const icon = (
	<SVG xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
		<Path d="M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Zm.5 1.5v13h13v-13h-13Zm2 10.2c1.9-.3 2.2-2 2.8-3.4.7-1.7 1.7-3.3 3.5-3.3 1.5 0 2.7 1.1 2.7 2.7 0 2.6-3.2 4.6-9 4Z" />
	</SVG>
);
