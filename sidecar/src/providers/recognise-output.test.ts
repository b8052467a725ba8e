import { expect, test } from 'vitest';
import { sampleModel, sampleVideo } from '../../../test/provider-emulator/sample-media.ts';
import { faultOfOutput } from './recognise-output.ts';

test.each([
	['image_to_3d', sampleModel('a chair')],
	['image_to_video', sampleVideo('a harbour')],
] as const)('%s: whole, broken off, something else', (operation, whole) => {
	expect(faultOfOutput(operation, whole)).toBeNull();
	expect(faultOfOutput(operation, whole.subarray(0, whole.length - 3))).toContain('breaks off');
	expect(faultOfOutput(operation, Buffer.from('<!doctype html><title>Welcome</title>'))).toContain('is no');
});

test('everything else is an image', () => {
	expect(faultOfOutput('upscale', sampleVideo('a harbour'))).toBe('what came is no PNG, JPEG or WebP');
});
