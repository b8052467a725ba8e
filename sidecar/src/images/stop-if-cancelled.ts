import { LimnerError } from '../errors/limner-error.ts';

export function stopIfCancelled(signal: AbortSignal | undefined): void {
	if (signal?.aborted) throw new LimnerError('cancelled', { cause: 'the rendering was cancelled' });
}
