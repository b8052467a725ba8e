import { toFile } from 'openai';
import type { ImageEditParamsNonStreaming, ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import { editInstruction } from '../edit-instruction.ts';
import type { ImageProvider, ImageRequest } from '../image-provider.ts';
import { createImagesApiProvider } from '../openai/images-api.ts';
import type { ProviderSettings } from '../provider-definition.ts';
import { inputImages } from '../require-image.ts';

/** The table's name for what a server draws with when no model is named. */
const SERVER_CHOOSES = 'default';

/**
 * Any server that imitates OpenAI's images API. It is sent only what all of them read, and asked for the image itself;
 * those that answer with its address all the same are understood too.
 */
export function createOpenAiCompatibleProvider(settings: Omit<ProviderSettings, 'others'>): ImageProvider {
	return createImagesApiProvider(settings, {
		name: 'openai_compatible',
		generateOptions,
		editOptions,
		codelessRefusal: 'provider_key_wrong',
		answersWithAddress: true,
	});
}

function generateOptions(request: ImageRequest): ImageGenerateParamsNonStreaming {
	return { ...modelOf(request), prompt: request.prompt, ...COMMON, size: sizeOf(request) };
}

async function editOptions(request: ImageRequest): Promise<ImageEditParamsNonStreaming> {
	const image = await Promise.all(
		inputImages(request).map(({ bytes, kind }, index) =>
			toFile(bytes, `image-${index + 1}.${kind}`, { type: `image/${kind}` }),
		),
	);
	return { ...modelOf(request), prompt: editInstruction(request), ...COMMON, size: sizeOf(request), image };
}

const COMMON = { n: 1, response_format: 'b64_json' } as const;

function modelOf({ model }: ImageRequest): { model?: string } {
	return model === SERVER_CHOOSES ? {} : { model };
}

function sizeOf({ width, height }: ImageRequest): string {
	return `${width}x${height}`;
}
