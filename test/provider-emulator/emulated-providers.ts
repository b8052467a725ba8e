import type { EmulatedProvider } from './emulated-provider.ts';
import { emulatedGoogle } from './google/emulated-google.ts';

/** Every emulated provider but OpenAI, which is served at `/v1`. */
export const EMULATED_PROVIDERS: readonly EmulatedProvider[] = [emulatedGoogle];
