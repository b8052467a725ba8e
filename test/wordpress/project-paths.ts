import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const projectFolder = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');
export const pluginFolder = join(projectFolder, 'plugin');

/** Downloads that several runs share; safe to delete at any time. */
export function cacheFolder(): string {
	return process.env.LIMNER_CACHE_DIR || join(projectFolder, '.limner', 'cache');
}
