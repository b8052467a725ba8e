import { expect, test } from 'vitest';
import { samplerProgress } from './sampler-progress.ts';

test.each([
	[['Using seed: 7', '  0%|          | 0/20', ' 45%|████▌     | 9/20 [00:01<00:01]'], 0.45],
	[['100%|██████████| 20/20'], 1],
	[['Loading 45% of the weights'], null],
	[[], null],
])('%j is %s', (lines, fraction) => {
	expect(samplerProgress(lines)).toBe(fraction);
});
