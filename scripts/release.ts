/**
 * `npm run release` writes dist/limner.zip (the plugin, to be uploaded in WordPress) and dist/limner-sidecar.tgz
 * (the sidecar, for `npm install --global`): compiled, as Node strips no types inside node_modules.
 */
import { spawnSync } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync, type Zippable } from 'fflate';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** What of plugin/ only its developers need. */
const notShipped =
	/^(vendor|composer\.(json|lock)|phpcs\.xml\.dist|phpstan.*\.neon\.dist|phpstan(-[^/]*)?|tests)(\/|$)|\.map$/;

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
releasePlugin();
releaseSidecar();

function releasePlugin(): void {
	// Whatever runs this, a test for example, the editor's scripts are those for production.
	run('npm', ['run', 'build', '--workspace', 'block-editor'], root, { NODE_ENV: 'production' });
	run('node', ['scripts/generate-contracts.ts', '--check']);
	const plugin = join(root, 'plugin');
	const files: Zippable = { 'limner/LICENSE': readFileSync(join(root, 'LICENSE')) };
	for (const file of filesBelow(plugin)) {
		const name = relative(plugin, file);
		if (!notShipped.test(name)) files[`limner/${name}`] = readFileSync(file);
	}
	for (const needed of [
		'limner/limner.php',
		'limner/readme.txt',
		'limner/build/index.js',
		'limner/contracts/policy.json',
	]) {
		if (!files[needed]) throw new Error(`The plugin's archive would lack ${needed}.`);
	}
	const archive = zipSync(files, { level: 9 });
	writeFileSync(join(dist, 'limner.zip'), archive);
	console.log(`dist/limner.zip: ${Object.keys(files).length} files, ${Math.round(archive.length / 1024)} KB`);
}

function releaseSidecar(): void {
	run('tsc', ['-p', 'tsconfig.release.json']);
	const compiled = join(dist, 'compiled');
	const stage = join(dist, 'limner-sidecar');
	const shared = join(stage, 'node_modules/@limner/shared');
	cpSync(join(compiled, 'sidecar/src'), join(stage, 'src'), { recursive: true });
	cpSync(join(compiled, 'shared/src'), join(shared, 'src'), { recursive: true });
	cpSync(join(root, 'sidecar/assets'), join(stage, 'assets'), { recursive: true });
	cpSync(join(root, 'sidecar/deploy'), join(stage, 'deploy'), { recursive: true });
	cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
	const start = readFileSync(join(root, 'sidecar/bin/limner.mjs'), 'utf8').replace(
		"'../src/main.ts'",
		"'../src/main.js'",
	);
	mkdirSync(join(stage, 'bin'));
	writeFileSync(join(stage, 'bin/limner.mjs'), start, { mode: 0o755 });
	const sharedPackage = readJson('shared/package.json');
	const { name, version, type, license } = sharedPackage;
	writeJson(join(shared, 'package.json'), {
		name,
		version,
		type,
		license,
		exports: { './*': './src/*.js' },
	});
	const sidecarPackage = readJson('sidecar/package.json');
	delete sidecarPackage['devDependencies'];
	delete sidecarPackage['private'];
	writeJson(join(stage, 'package.json'), {
		...sidecarPackage,
		name: 'limner-sidecar',
		engines: { node: '>=24' },
		// What shared needs is named here and not in shared: npm takes a bundled package's dependencies for bundled too.
		dependencies: { ...asRecord(sharedPackage['dependencies']), ...asRecord(sidecarPackage['dependencies']) },
		bundleDependencies: ['@limner/shared'],
	});
	run('npm', ['pack', '--pack-destination', dist], stage);
	const packed = readdirSync(dist).find((file) => file.endsWith('.tgz'));
	if (!packed) throw new Error('npm pack wrote no archive.');
	renameSync(join(dist, packed), join(dist, 'limner-sidecar.tgz'));
	rmSync(compiled, { recursive: true });
	rmSync(stage, { recursive: true });
	console.log(
		`dist/limner-sidecar.tgz: ${Math.round(statSync(join(dist, 'limner-sidecar.tgz')).size / 1024)} KB`,
	);
}

function* filesBelow(folder: string): Generator<string> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) yield* filesBelow(path);
		else yield path;
	}
}

function readJson(file: string): Record<string, unknown> {
	return asRecord(JSON.parse(readFileSync(join(root, file), 'utf8')));
}

function asRecord(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

function writeJson(file: string, value: unknown): void {
	writeFileSync(file, `${JSON.stringify(value, null, '\t')}\n`);
}

function run(command: string, args: string[], folder = root, environment: Record<string, string> = {}): void {
	const { status } = spawnSync(command, args, {
		cwd: folder,
		stdio: 'inherit',
		env: { ...process.env, ...environment },
	});
	if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}.`);
}
