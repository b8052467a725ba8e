import type { ProviderDefinition } from '../provider-definition.ts';
import { createSketchProvider } from './sketch-provider.ts';

export const sketchDefinition: ProviderDefinition = {
	name: 'sketch',
	title: 'Sketch (drawn, no AI)',
	drawnWithoutAi: true,
	termsUrl: '',
	key: null,
	baseUrl: null,
	concurrency: 0,
	checkedAgainst: { kind: 'nothing', source: 'draws on this machine' },
	create: () => createSketchProvider(),
};
