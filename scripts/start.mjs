import { preparePackages, runScript } from './prepare-packages.mjs';

try {
	await preparePackages();
	process.exitCode = await runScript('run-trial.ts', process.argv.slice(2));
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
