import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endProcess } from '../wordpress/end-process.ts';
import { findPort } from '../wordpress/free-port.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { runCommand } from '../wordpress/run-command.ts';
import { startWordPress, type StartedWordPress } from '../wordpress/start-wordpress.ts';

const dist = join(projectFolder, 'dist');
/** The Node that runs this test comes first, for npm's scripts and for the installed program. */
const path = `${join(process.execPath, '..')}:${process.env.PATH}`;

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'limner-release-'));
	await runCommand('npm', ['run', 'release'], {
		cwd: projectFolder,
		env: { ...process.env, PATH: path },
		timeout: 170_000,
	});
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('limner.zip', () => {
	let names: string[];
	let site: StartedWordPress;

	beforeAll(async () => {
		const files = unzipSync(await readFile(join(dist, 'limner.zip')));
		names = Object.keys(files);
		site = await startWordPress({ pluginFolder: false });
		await cp(join(dist, 'limner.zip'), join(site.contentDir, 'limner.zip'));
	});
	afterAll(() => site?.stop());

	it('holds the whole plugin, below one folder', () => {
		expect(names.filter((name) => !name.startsWith('limner/'))).toEqual([]);
		expect(names).toEqual(
			expect.arrayContaining([
				'limner/limner.php',
				'limner/uninstall.php',
				'limner/readme.txt',
				'limner/LICENSE',
				'limner/assets/settings.js',
				'limner/build/index.js',
				'limner/build/index.asset.php',
				'limner/build/images.js',
				'limner/build/images.css',
				'limner/contracts/policy.json',
				'limner/includes/autoload.php',
				'limner/includes/Plugin.php',
			]),
		);
	});

	it('holds nothing that only developers need', () => {
		const ours =
			/(^|\/)(vendor|node_modules|tests?|phpstan|composer\.|phpcs|phpstan|package|\.)|\.(map|ts|tsx|neon|dist|stub|lock|md)$/;
		expect(names.filter((name) => ours.test(name.slice('limner/'.length)))).toEqual([]);
	});

	it('is unpacked and switched on by WordPress itself, without a word', async () => {
		const installed = await site.runPhp<{ result: unknown; said: string; active: unknown; version: string }>(`
			require_once ABSPATH . 'wp-admin/includes/admin.php';
			require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';
			$skin     = new Automatic_Upgrader_Skin();
			$upgrader = new Plugin_Upgrader( $skin );
			$result   = $upgrader->install( WP_CONTENT_DIR . '/limner.zip' );
			ob_start();
			$active = activate_plugin( 'limner/limner.php' );
			$said   = ob_get_clean();
			return array(
				'result'  => is_wp_error( $result ) ? $result->get_error_message() : ( $result ?: $skin->get_upgrade_messages() ),
				'said'    => $said,
				'active'  => is_wp_error( $active ) ? $active->get_error_message() : is_plugin_active( 'limner/limner.php' ),
				'version' => get_plugin_data( WP_PLUGIN_DIR . '/limner/limner.php' )['Version'],
			);
		`);
		const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as {
			version: string;
		};
		expect(installed).toEqual({ result: true, said: '', active: true, version });
	});

	it('then has its settings page and its routes, and WordPress logs no complaint', async () => {
		const admin = await site.logIn();
		const page = await fetch(`${site.url}/wp-admin/options-general.php?page=limner`, {
			headers: { cookie: admin.cookie },
		});
		expect(page.status).toBe(200);
		expect(await page.text()).toContain('limner/assets/settings.js');
		expect(await admin.rest('limner/v1/connection')).toMatchObject({ status: 200 });
		const log = await readFile(site.debugLog, 'utf8').catch(() => '');
		expect(log.split('\n').filter((line) => line.includes('plugins/limner'))).toEqual([]);
	});
});

describe('limner-sidecar.tgz', () => {
	const running: ChildProcess[] = [];
	let program: string;
	let environment: NodeJS.ProcessEnv;

	beforeAll(async () => {
		const prefix = join(folder, 'prefix');
		const archive = join(dist, 'limner-sidecar.tgz');
		await runCommand(
			'npm',
			['install', '--global', '--prefix', prefix, '--omit=dev', '--ignore-scripts', '--no-audit', archive],
			{ cwd: folder, env: { ...process.env, PATH: path }, timeout: 170_000 },
		);
		program = join(prefix, 'bin', 'limner');
		environment = { PATH: path, HOME: folder, LIMNER_DATA_DIR: join(folder, 'data') };
	});
	afterAll(async () => {
		for (const child of running) await endProcess(child, 'SIGTERM', 20_000);
	});

	const limner = (...parameters: string[]) =>
		runCommand(program, parameters, { cwd: folder, env: environment, timeout: 110_000 });

	it('brings its unit file and container file, and no source that Node would have to strip', async () => {
		const files = await readdir(join(folder, 'prefix/lib/node_modules/limner-sidecar'), { recursive: true });
		expect(files).toEqual(
			expect.arrayContaining(['deploy/limner.service', 'deploy/Containerfile', 'LICENSE']),
		);
		const own = files.filter((file) => !file.startsWith('node_modules/') || /@limner/.test(file));
		expect(own.filter((file) => /\.(ts|map)$|\.test\./.test(file))).toEqual([]);
	});

	it('serves, and gives a code beside it', async () => {
		const port = await findPort(0);
		environment['LIMNER_PORT'] = String(port);
		const child = spawn(program, ['serve'], { cwd: folder, env: environment, stdio: 'ignore' });
		running.push(child);
		const isReady = async () =>
			fetch(`http://127.0.0.1:${port}/readyz`).then(
				async (answer) => (await answer.json()) as unknown,
				() => null,
			);
		await expect.poll(isReady, { timeout: 60_000, interval: 200 }).toEqual({ status: 'ready' });
		expect((await limner('pair')).trim()).toMatch(/^[A-Z0-9]{4}(-[A-Z0-9]{4})+$/);
	});

	it('draws an article’s images with the fonts it brought', async () => {
		const text = 'Take flour from the mill and water from the well, and stir them in a bowl until they hold.';
		await writeFile(join(folder, 'bread.md'), `# Bread\n\n${text}\n\n## Flour and water\n\n${text}\n`);
		environment['LIMNER_DATA_DIR'] = join(folder, 'drawings');
		const said = await limner('illustrate', 'bread.md', '--out', 'out', '--provider', 'sketch');
		expect(said).toContain('2 made, 0 failed. Spent: nothing.');
		const drawn = await sharp(join(folder, 'out', 'flour-and-water.webp')).metadata();
		expect(drawn).toMatchObject({ format: 'webp', width: 1600, height: 900 });
	});
});
