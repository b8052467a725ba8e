import { existsSync } from 'node:fs';
import { fontsFolder } from './bundled-fonts.ts';

const configurationFile = `${fontsFolder}fonts.conf`;

/**
 * Makes the bundled fonts the only ones that text is drawn with. Fontconfig reads the variable once, when the first
 * text of the process is drawn: call this at the start of every process that draws (sidecar, worker, command line).
 */
export function prepareFonts(): void {
	if (!existsSync(configurationFile)) {
		throw new Error(`The bundled fonts are missing: ${configurationFile}. Install Limner again.`);
	}
	process.env.FONTCONFIG_FILE = configurationFile;
}
