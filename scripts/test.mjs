import { preparePackages, runScript } from './prepare-packages.mjs';

try {
	await preparePackages();
	process.exitCode = await runScript('run-tests.ts', process.argv.slice(2));
} catch (error) {
	console.error(error.message);
	console.log('0 passed, 1 failed');
	process.exitCode = 1;
}
