import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readWordPressVersion } from './wordpress-version.ts';

const noUpdateChecks = fileURLToPath(new URL('no-update-checks.php', import.meta.url));

export interface SiteSettings {
	url: string;
	database: { host: string; name: string; user: string; password: string };
	/** Files that WordPress loads before plugins, by their path on this machine. */
	mustUsePlugins: string[];
	/** Opens the endpoint that runs PHP for tests; without it the site has no such endpoint. */
	phpToken: string | undefined;
	/** Whether page views start due events, as on a live site. */
	cronOnPageViews: boolean;
	multisite: boolean;
}

/** Makes a folder hold a WordPress of the given files; what the site itself has written stays. */
export async function prepareSiteFolder(
	files: string,
	folder: string,
	settings: SiteSettings,
): Promise<void> {
	await mkdir(folder, { recursive: true });
	const wanted = await readWordPressVersion(files);
	if ((await readWordPressVersion(folder)) !== wanted) {
		await rm(join(folder, 'wp-includes'), { recursive: true, force: true });
		await rm(join(folder, 'wp-admin'), { recursive: true, force: true });
		await cp(files, folder, { recursive: true });
	}
	for (const name of ['mu-plugins', 'uploads', 'plugins']) {
		await mkdir(join(folder, 'wp-content', name), { recursive: true });
	}
	await writeFile(join(folder, 'wp-config.php'), await writeConfiguration(folder, settings));
	await installMustUsePlugins(join(folder, 'wp-content', 'mu-plugins'), settings);
}

async function installMustUsePlugins(folder: string, settings: SiteSettings): Promise<void> {
	const endpoint = join(folder, 'run-php-endpoint.php');
	if (settings.phpToken === undefined) {
		await rm(endpoint, { force: true });
	} else {
		const source = await readFile(fileURLToPath(new URL('run-php-endpoint.php', import.meta.url)), 'utf8');
		await writeFile(endpoint, source.replace('%TOKEN%', settings.phpToken));
	}
	for (const file of [noUpdateChecks, ...settings.mustUsePlugins]) {
		await cp(file, join(folder, basename(file)));
	}
}

async function writeConfiguration(folder: string, settings: SiteSettings): Promise<string> {
	const constants: Record<string, string | boolean> = {
		DB_NAME: settings.database.name,
		DB_USER: settings.database.user,
		DB_PASSWORD: settings.database.password,
		DB_HOST: settings.database.host,
		DB_CHARSET: 'utf8mb4',
		DB_COLLATE: '',
		// They would be those of every blog of a network.
		...(settings.multisite ? {} : { WP_HOME: settings.url, WP_SITEURL: settings.url }),
		WP_ENVIRONMENT_TYPE: 'local',
		WP_DEBUG: true,
		WP_DEBUG_LOG: true,
		WP_DEBUG_DISPLAY: false,
		DISABLE_WP_CRON: !settings.cronOnPageViews,
		AUTOMATIC_UPDATER_DISABLED: true,
		// Without a network, every admin page would wait for WordPress's own update checks.
		WP_HTTP_BLOCK_EXTERNAL: true,
		FS_METHOD: 'direct',
		...(await keepSecretKeys(folder)),
	};
	const lines = Object.entries(constants).map(
		([name, value]) => `defined( '${name}' ) || define( '${name}', ${phpLiteral(value)} );`,
	);
	return [
		'<?php',
		...lines,
		...(settings.multisite ? networkLines(settings.url) : []),
		"$table_prefix = 'wp_';",
		"defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );",
		"require_once ABSPATH . 'wp-settings.php';",
		'',
	].join('\n');
}

/** A network's tables are made by a WordPress that is not one yet; configure-site.php leaves the mark then. */
function networkLines(url: string): string[] {
	return [
		"if ( is_file( __DIR__ . '/wp-content/network-is-installed' ) ) {",
		"define( 'MULTISITE', true );",
		"define( 'SUBDOMAIN_INSTALL', false );",
		`define( 'DOMAIN_CURRENT_SITE', ${phpLiteral(new URL(url).host)} );`,
		"define( 'PATH_CURRENT_SITE', '/' );",
		"define( 'SITE_ID_CURRENT_SITE', 1 );",
		"define( 'BLOG_ID_CURRENT_SITE', 1 );",
		'}',
	];
}

/** The keys stay the same between runs, so that a person stays logged in. */
async function keepSecretKeys(folder: string): Promise<Record<string, string>> {
	const file = join(folder, '.secret-keys.json');
	if (!existsSync(file)) {
		const names = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [
			`${name}_KEY`,
			`${name}_SALT`,
		]);
		const keys = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('hex')]));
		await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
	}
	const keys: unknown = JSON.parse(await readFile(file, 'utf8'));
	return keys as Record<string, string>;
}

function phpLiteral(value: string | boolean): string {
	return typeof value === 'boolean'
		? String(value)
		: `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
