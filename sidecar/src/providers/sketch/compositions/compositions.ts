import { arcs } from './arcs.ts';
import { bands } from './bands.ts';
import { botanical } from './botanical.ts';
import type { Composition } from './composition.ts';
import { cutOuts } from './cut-outs.ts';
import { dots } from './dots.ts';
import { fans } from './fans.ts';
import { hills } from './hills.ts';
import { lowSun } from './low-sun.ts';
import { orbits } from './orbits.ts';
import { tiles } from './tiles.ts';

/** The seed chooses among these; a new one is only added to this list. */
export const COMPOSITIONS: readonly Composition[] = [
	hills,
	tiles,
	arcs,
	dots,
	bands,
	botanical,
	cutOuts,
	fans,
	lowSun,
	orbits,
];
