import type { Arrangement, Box, CardSize } from '../card-layout.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** Colours as SVG takes them. */
export interface Paint {
	background: string;
	ink: string;
	accents: string[];
	/** From the background (0) to an accent (1): for shapes that stay back. */
	faint(accent: number, strength: number): string;
}

export interface Scene {
	card: CardSize;
	/** Shapes stay in here; the words are elsewhere. */
	art: Box;
	/** The words themselves, as drawn. */
	words: Box;
	arrangement: Arrangement;
	paint: Paint;
	random: SeededRandom;
}

export interface Composition {
	name: string;
	arrangements: readonly Arrangement[];
	/** SVG elements, painted over the background and under the words. */
	draw(scene: Scene): string;
}
