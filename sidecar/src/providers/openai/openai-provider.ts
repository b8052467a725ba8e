import type { ImageProvider } from '../image-provider.ts';
import { createImagesApiProvider, type ImagesApiOptions } from './images-api.ts';
import { editOptions, generateOptions, type ModerationLevel } from './openai-options.ts';

export interface OpenAiProviderOptions extends ImagesApiOptions {
	moderation?: ModerationLevel;
}

export function createOpenAiProvider(options: OpenAiProviderOptions): ImageProvider {
	return createImagesApiProvider(options, {
		name: 'openai',
		generateOptions: (request, context) => generateOptions(request, context, options.moderation ?? 'auto'),
		editOptions,
		answersWithAddress: false,
	});
}
