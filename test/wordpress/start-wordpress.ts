import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findPort } from './free-port.ts';
import { pluginFolder as ownPluginFolder } from './project-paths.ts';
import { prepareSiteFolder } from './site-folder.ts';
import { startHostProcess } from './start-host-process.ts';
import { useWordPress, type WordPress, type WordPressAddress } from './use-wordpress.ts';
import { provideWordPressFiles } from './wordpress-files.ts';
import type { HostOrder } from './wordpress-host.ts';
import type { WordPressVersion } from './wordpress-version.ts';

export interface WordPressOptions {
	/** `7.1` (the default) is the newest, 7.1 or later; `6.8` the oldest supported. */
	version?: WordPressVersion;
	/** `playground` (the default) needs no PHP; `native` needs php-cli with php-mysql, and MariaDB. */
	host?: 'playground' | 'native';
	/** 0, the default, takes a free one. */
	port?: number;
	/** Kept between runs; without it, a temporary folder that is removed at stop. */
	dataFolder?: string;
	/** Mounted as wp-content/plugins/limner and activated; by default this project's. `false`: none. */
	pluginFolder?: string | false;
	/** Paths of PHP files that WordPress loads before plugins. */
	mustUsePlugins?: string[];
	/** Site language, as in `de_DE`; WordPress's own is English. */
	language?: string;
	/** Users made beside the admin, each named like its role, with the admin's password. */
	roles?: string[];
	/** False removes the endpoint behind runPhp. */
	allowRunPhp?: boolean;
	/** A network of blogs in folders, with the admin as its super admin. Its address stays: it must not be moved. */
	multisite?: boolean;
	/** Whether page views start due events; off by default, so that tests decide when (runCron). */
	cronOnPageViews?: boolean;
	/** PHP requests at the same time; below 2, PHP that waits for a server that calls PHP would hang. */
	workers?: number;
	/** One line of progress at a time. */
	report?: (line: string) => void;
}

export interface StartedWordPress extends WordPress {
	/** The process that answers requests. */
	pid: number;
	/** Resolves when that process has ended, for whatever reason. */
	ended: Promise<void>;
	stop: () => Promise<void>;
}

const adminUser = 'admin';
const adminPassword = 'password';

export async function startWordPress(options: WordPressOptions = {}): Promise<StartedWordPress> {
	const report = options.report ?? (() => undefined);
	const files = await provideWordPressFiles(options.version ?? '7.1', report);
	const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'limner-site-')));
	await mkdir(dataFolder, { recursive: true });
	try {
		const { address, order } = await prepareSite(options, files, dataFolder);
		report(`starting WordPress ${options.version ?? '7.1'} on ${address.host} at ${address.url}`);
		const host = await startHostProcess(order);
		try {
			await expectAnswer(address);
		} catch (error) {
			await host.stop();
			throw error;
		}
		return { ...useWordPress(address), ...host };
	} catch (error) {
		if (options.dataFolder === undefined) {
			await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
		}
		throw error;
	}
}

/** Also uses up Playground's first request, which arrives in PHP without its body. */
async function expectAnswer(address: WordPressAddress): Promise<void> {
	const answer = await fetch(`${address.url}/wp-json/`);
	const text = await answer.text();
	if (answer.status !== 200) {
		throw new Error(`WordPress answers with status ${answer.status}: ${text.slice(0, 2000)}`);
	}
}

async function prepareSite(
	options: WordPressOptions,
	files: string,
	dataFolder: string,
): Promise<{ address: WordPressAddress; order: HostOrder }> {
	const port = await findPort(options.port ?? 0);
	const siteFolder = join(dataFolder, 'wordpress');
	const contentDir = join(siteFolder, 'wp-content');
	// Not in the data folder: the path of a socket may not be longer than some hundred bytes.
	const databaseSocket = join(tmpdir(), `limner-${randomBytes(6).toString('hex')}.sock`);
	const address: WordPressAddress = {
		host: options.host ?? 'playground',
		url: `http://127.0.0.1:${port}`,
		adminUser,
		adminPassword,
		contentDir,
		debugLog: join(contentDir, 'debug.log'),
		phpToken: options.allowRunPhp === false ? undefined : randomBytes(24).toString('hex'),
	};
	await prepareSiteFolder(files, siteFolder, {
		url: address.url,
		database: {
			host: `localhost:${databaseSocket}`,
			name: 'wordpress',
			user: 'wordpress',
			password: 'wordpress',
		},
		mustUsePlugins: options.mustUsePlugins ?? [],
		phpToken: address.phpToken,
		cronOnPageViews: options.cronOnPageViews ?? false,
		multisite: options.multisite ?? false,
	});
	const pluginFolder = options.pluginFolder === false ? undefined : (options.pluginFolder ?? ownPluginFolder);
	const order: HostOrder = {
		host: address.host,
		siteFolder,
		dataFolder,
		isTemporary: options.dataFolder === undefined,
		databaseSocket,
		pluginFolder,
		url: address.url,
		port,
		workers: options.workers ?? 6,
		configuration: await writeSiteConfiguration(options, address.url, pluginFolder),
	};
	return { address, order };
}

async function writeSiteConfiguration(
	options: WordPressOptions,
	url: string,
	plugin: string | undefined,
): Promise<string> {
	const settings = {
		title: 'Limner trial site',
		url,
		adminUser,
		adminPassword,
		roles: options.roles ?? ['editor', 'author', 'contributor', 'subscriber'],
		language: options.language ?? '',
		multisite: options.multisite ?? false,
		theme: 'twentytwentyfive',
		plugin: plugin !== undefined && existsSync(join(plugin, 'limner.php')) ? 'limner/limner.php' : null,
	};
	const source = await readFile(fileURLToPath(new URL('configure-site.php', import.meta.url)), 'utf8');
	const body = source.replace('<?php', '').replace('declare(strict_types=1);', '');
	const encoded = Buffer.from(JSON.stringify(settings)).toString('base64');
	return `$settings = json_decode( base64_decode( '${encoded}' ), true );\n${body}`;
}
