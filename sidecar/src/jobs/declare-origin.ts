import type { Policy } from '@limner/shared/contracts/policy';
import type { Engine } from '../engine.ts';

export function digitalSourceType(isDrawn: boolean): 'algorithmicMedia' | 'trainedAlgorithmicMedia' {
	return isDrawn ? 'algorithmicMedia' : 'trainedAlgorithmicMedia';
}

/** Only what could be taken for a photograph has to say that it is none. */
export function labelFor(policy: Policy, isDrawn: boolean): string {
	return policy.image_type === 'realistic' && !isDrawn ? policy.label : '';
}

/** Without AI, on this machine. */
export function isDrawnHere(engine: Pick<Engine, 'providers'>, provider: string): boolean {
	return engine.providers.get(provider)?.drawnWithoutAi ?? false;
}
