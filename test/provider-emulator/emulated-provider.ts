import type { Server } from 'node:http';
import type { Router } from 'express';
import type { EmulatorState } from './emulator-state.ts';

/** One provider's wire format, served below `/<name>`. */
export interface EmulatedProvider {
	name: string;
	/** Bodies come as raw bytes; `Exchange` records what is asked. */
	routes(state: EmulatorState): Router;
	/** For what is not plain HTTP, such as a WebSocket. */
	attach?(server: Server, state: EmulatorState): void;
}
