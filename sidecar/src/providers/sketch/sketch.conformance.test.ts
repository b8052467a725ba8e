import { describeImageProvider } from '../image-provider.conformance.ts';
import { createSketchProvider } from './sketch-provider.ts';

describeImageProvider('sketch', () => ({
	createProvider: () => createSketchProvider(),
	model: 'card',
	width: 1600,
	height: 900,
	takesReferences: false,
	streamsPartialImages: false,
	remote: null,
}));
